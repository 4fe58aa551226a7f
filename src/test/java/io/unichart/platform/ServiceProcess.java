package io.unichart.platform;

import static org.awaitility.Awaitility.await;

import io.unichart.App;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The service in a process of its own, so that a test can kill it. */
public final class ServiceProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);
  private static final int PORT_LINE = 3;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final Process process;
  private final String base;

  private ServiceProcess(Process process, String base) {
    this.process = process;
    this.base = base;
  }

  /** Starts the service as on a bare machine: with a database of its own, and invented patients. */
  public static ServiceProcess startAlone(Path directory, int patients) throws IOException {
    int port = freePort();
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx400m", "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), App.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    Map<String, String> settings = builder.environment();
    settings.remove("DATABASE_URL");
    settings.put("DEMO_POPULATION", String.valueOf(patients));
    settings.put("SERVER_PORT", String.valueOf(port));
    settings.put("MANAGEMENT_PORT", String.valueOf(freePort()));
    settings.put("SECURITY_MODE", "open");
    settings.put("SEED_DIR", "target/no-seed");
    Path log = Files.createDirectories(Path.of("target")).resolve("service-" + port + ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    ServiceProcess service = new ServiceProcess(process, "http://localhost:" + port);
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(() -> !process.isAlive() || service.get("/readyz").statusCode() == 200);
    if (!process.isAlive()) {
      throw new IllegalStateException("the service did not start, see " + log);
    }
    return service;
  }

  /** A connection to the database of a service that was started on a directory. */
  public static Connection connected(Path directory) throws IOException, SQLException {
    List<String> postmaster = Files.readAllLines(directory.resolve("data/postgres/postmaster.pid"));
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:%s/unichart?user=postgres"
            .formatted(postmaster.get(PORT_LINE).strip()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  public HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    return http.send(posting(path, type, body), BodyHandlers.ofString());
  }

  /** Sends a request whose answer may never come. */
  public CompletableFuture<HttpResponse<String>> send(String path, String type, String body) {
    return http.sendAsync(posting(path, type, body), BodyHandlers.ofString());
  }

  private HttpRequest posting(String path, String type, String body) {
    return request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofMinutes(1));
  }

  /** Ends the process as {@code kill -9} does: it has no time for anything. */
  public void kill() {
    process.destroyForcibly();
    ended();
  }

  private void ended() {
    try {
      process.onExit().get(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the process lives on", e);
    }
  }

  /** Ends the process in the orderly way, unless it was killed. */
  @Override
  public void close() {
    process.destroy();
    ended();
  }
}
