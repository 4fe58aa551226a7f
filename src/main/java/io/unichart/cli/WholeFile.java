package io.unichart.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is there whole or not at all: it is written beside its place, under a name that no
 * other run uses, and moved there when it is closed. A file that is replaced hands on who may read
 * it, and a link keeps pointing where it did. What a killed run left is removed by the next one: it
 * is no longer locked.
 */
final class WholeFile extends FilterOutputStream {

  private static final int LINKS = 40;

  private final Path path;
  private final Path beside;
  private final @Nullable FileChannel channel;
  private boolean whole;
  private boolean closed;

  WholeFile(Path path) throws IOException {
    this(target(path));
  }

  private WholeFile(Target target) throws IOException {
    this(target, target.isPlace() ? Beside.make(target.path()) : null);
  }

  private WholeFile(Target target, @Nullable Beside made) throws IOException {
    super(
        new BufferedOutputStream(
            made == null ? Files.newOutputStream(target.path()) : made.stream(), 1 << 16));
    this.path = target.path();
    this.beside = made == null ? path : made.path();
    this.channel = made == null ? null : made.channel();
  }

  /** Writes a text as a whole. */
  static void write(Path path, String text) throws IOException {
    try (WholeFile out = new WholeFile(path)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.whole();
    }
  }

  /**
   * @param isPlace a pipe or a terminal takes what comes, and is not replaced
   */
  private record Target(Path path, boolean isPlace) {}

  private static Target target(Path named) throws IOException {
    Path path = named;
    for (int links = 0; Files.isSymbolicLink(path); links++) {
      if (links == LINKS) {
        throw new IOException(named + " is a link that leads nowhere");
      }
      Path to = path.resolveSibling(Files.readSymbolicLink(path));
      if (to.toAbsolutePath().startsWith("/proc")) {
        return new Target(named, false); // /dev/stdout and its like: somebody holds it open
      }
      path = to;
    }
    return new Target(path, !Files.exists(path) || Files.isRegularFile(path));
  }

  /** A file of our own beside the one to come, locked as long as it is written. */
  private record Beside(Path path, FileChannel channel) {

    private static final Pattern RANDOM = Pattern.compile("[0-9a-f]{16}\\.part");

    static Beside make(Path of) throws IOException {
      removeLeft(of);
      while (true) {
        String random = "%016x".formatted(ThreadLocalRandom.current().nextLong());
        Path path = of.resolveSibling(of.getFileName() + "." + random + ".part");
        FileChannel channel =
            FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                onlyOurs(of));
        try {
          channel.lock();
          likeThat(of, path);
          if (Files.exists(path)) { // else another run took it for a killed one's
            path.toFile().deleteOnExit();
            return new Beside(path, channel);
          }
        } catch (IOException | RuntimeException e) {
          channel.close();
          Files.deleteIfExists(path);
          throw e;
        }
        channel.close();
      }
    }

    OutputStream stream() {
      return Channels.newOutputStream(channel);
    }

    private static FileAttribute<?>[] onlyOurs(Path of) throws IOException {
      return permissions(of) == null
          ? new FileAttribute<?>[0]
          : new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
          };
    }

    private static @Nullable PosixFileAttributes permissions(Path of) throws IOException {
      PosixFileAttributeView view = Files.getFileAttributeView(of, PosixFileAttributeView.class);
      return view == null || !Files.exists(of) ? null : view.readAttributes();
    }

    /** Nobody may read the new file who might not read the old one. */
    private static void likeThat(Path of, Path path) throws IOException {
      PosixFileAttributes old = permissions(of);
      if (old == null) {
        return;
      }
      Set<PosixFilePermission> permissions = EnumSet.copyOf(old.permissions());
      PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      PosixFileAttributes now = view.readAttributes();
      if (!now.owner().equals(old.owner()) || !now.group().equals(old.group())) {
        try {
          view.setGroup(old.group());
          view.setOwner(old.owner());
        } catch (IOException e) {
          permissions.remove(PosixFilePermission.GROUP_READ);
          permissions.remove(PosixFilePermission.GROUP_WRITE);
        }
      }
      view.setPermissions(permissions);
    }

    private static void removeLeft(Path of) throws IOException {
      String start = of.getFileName() + ".";
      List<Path> left;
      try (Stream<Path> files = Files.list(of.toAbsolutePath().getParent())) {
        left =
            files
                .filter(f -> f.getFileName().toString().startsWith(start))
                .filter(
                    f ->
                        RANDOM
                            .matcher(f.getFileName().toString().substring(start.length()))
                            .matches())
                .toList();
      }
      for (Path file : left) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          if (channel.tryLock() != null) {
            Files.delete(file);
          }
        } catch (OverlappingFileLockException | IOException e) {
          // written by this process, or not ours to remove
        }
      }
    }
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
  }

  /** Says that all is written; without it nothing is left when the file is closed. */
  void whole() {
    whole = true;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (channel == null) {
      super.close();
      return;
    }
    try {
      flush();
      if (whole) {
        Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      channel.close();
      Files.deleteIfExists(beside);
    }
  }
}
