package io.unichart.platform.database;

import io.unichart.platform.StartRefused;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL in the care of this process, for trying things out and for tests. It keeps its data
 * in a directory, listens on localhost on a free port, and ends with the process. When the process
 * was killed, its server may still run on the directory: the next start stops it first, in the
 * orderly way, so that what was committed is kept.
 */
public final class EmbeddedServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

  /** Where the server's own file tells its port, counted from 0. */
  private static final int PORT_LINE = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;
  private final FileChannel lock;

  private EmbeddedServer(EmbeddedPostgres server, FileChannel lock) {
    this.server = server;
    this.lock = lock;
  }

  /** Starts a server on a directory, which is created when it is not there. */
  public static EmbeddedServer start(Path directory) {
    Path data = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(data.getParent());
      FileChannel lock = lock(data);
      stopLeftOver(data);
      return new EmbeddedServer(
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPGStartupWait(PATIENCE)
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("fsync", "on")
              .setServerConfig("max_connections", "100")
              .setServerConfig("shared_buffers", "128MB")
              .start(),
          lock);
    } catch (IOException | IllegalStateException e) {
      throw new StartRefused(
          "the embedded PostgreSQL cannot start on "
              + directory
              + "; is another Unichart running on it, is it writable, or was it made by another"
              + " version? Set DATABASE_URL to use a server of your own",
          e);
    } catch (NoClassDefFoundError e) {
      throw new StartRefused(
          "DATABASE_URL is not set, and this build carries no embedded PostgreSQL; set"
              + " DATABASE_URL=postgresql://user:password@host:5432/database",
          e);
    }
  }

  /** The server's database of the given name, made if it is not there. */
  public DatabaseAddress database(String name) {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      boolean there;
      try (var found =
          statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
        there = found.next();
      }
      if (!there) {
        statement.execute("create database " + name);
      }
    } catch (java.sql.SQLException e) {
      throw new StartRefused("the embedded PostgreSQL does not answer", e);
    }
    return address(server.getPort(), name);
  }

  @Override
  public void close() {
    try {
      server.close();
      lock.close();
    } catch (IOException e) {
      log.warn("The embedded PostgreSQL did not stop by itself");
    }
  }

  /** Held as long as this process lives: whoever gets it may look after the directory. */
  private static FileChannel lock(Path data) throws IOException {
    FileChannel channel =
        FileChannel.open(
            data.resolveSibling(data.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // held by this very process
    }
    channel.close();
    throw new StartRefused("another Unichart is running on " + data + "; stop it first");
  }

  /** A database on the server that another process runs on a directory; null if none runs. */
  static @Nullable DatabaseAddress runningOn(Path directory, String name) {
    Path data = directory.toAbsolutePath().normalize();
    Path pidFile = data.resolve("postmaster.pid");
    try {
      if (!Files.exists(pidFile) || postmaster(pidFile).isEmpty()) {
        return null;
      }
      int port = Integer.parseInt(Files.readAllLines(pidFile).get(PORT_LINE).strip());
      return address(port, name);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static DatabaseAddress address(int port, String name) {
    return new DatabaseAddress(
        "localhost", port, name, "postgres", null, "disable", null, Map.of(), true);
  }

  private static Optional<ProcessHandle> postmaster(Path pidFile) throws IOException {
    List<String> lines = Files.readAllLines(pidFile);
    return lines.isEmpty()
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
            .filter(ProcessHandle::isAlive)
            .filter(p -> p.info().command().orElse("").contains("postgres"));
  }

  private static void stopLeftOver(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    Optional<ProcessHandle> postmaster = postmaster(pidFile);
    if (postmaster.isEmpty()) {
      return;
    }
    ProcessHandle left = postmaster.get();
    log.info("Stopping the PostgreSQL that an earlier run left behind on {}", data);
    left.destroy();
    try {
      left.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      left.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
