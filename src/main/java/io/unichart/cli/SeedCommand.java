package io.unichart.cli;

import io.unichart.platform.StartRefused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the service beside it to take in its seed folder, and tells how far it has come. It goes
 * through the running service rather than to the database, so that one process alone writes, and
 * starts in a moment.
 */
final class SeedCommand implements Command {

  private static final String USAGE =
      """
      usage: seed [--force] [--skip-embeddings] [--url URL]

        --force            read again what has not changed
        --skip-embeddings  leave the passages without embeddings for now
        --url URL          the running service (http://127.0.0.1:8080, or as SERVER_PORT says)

      The service is shown the key in UNICHART_API_KEY; without one, and on this machine only, that
      in SECURITY_BOOTSTRAP_KEY or SECURITY_BOOTSTRAP_KEY_FILE.
      Takes in the service's seed folder. Exit code: 0 done, 1 failed or not everything could be
      taken in, 2 wrong usage.
      """;
  private static final Duration PATIENCE = Duration.ofHours(6);
  private static final Pattern DOCUMENTS = Pattern.compile("\"total_documents\"\\s*:\\s*(\\d+)");
  private static final Pattern NOTHING_FAILED = Pattern.compile("\"failed\"\\s*:\\s*\\[\\s*\\]");

  private final Map<String, String> environment;

  SeedCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return "seed";
  }

  @Override
  public String summary() {
    return "let the running service take in its seed folder";
  }

  @Override
  public int run(String[] args) {
    URI service;
    String query;
    try {
      Arguments arguments =
          new Arguments(args, Set.of("--url"), Set.of("--force", "--skip-embeddings", "--help"));
      if (arguments.has("--help")) {
        System.out.print(USAGE);
        return 0;
      }
      String url = arguments.one("--url");
      service = URI.create(url == null ? here() : url.replaceFirst("/+$", ""));
      query =
          "force=%s&skip_embeddings=%s"
              .formatted(arguments.has("--force"), arguments.has("--skip-embeddings"));
    } catch (BadInput | IllegalArgumentException e) {
      System.err.println("seed: " + e.getMessage() + "\n\n" + USAGE);
      return 2;
    }
    try {
      return seed(service, OwnKey.of(environment, service), query);
    } catch (StartRefused | InvalidPathException e) {
      System.err.println("seed: " + e.getMessage());
      return 1;
    } catch (ExecutionException | IOException e) {
      System.err.println("seed: no Unichart answers at " + service);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static int seed(URI service, OwnKey key, String query)
      throws ExecutionException, IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    CompletableFuture<HttpResponse<String>> done =
        client.sendAsync(
            key.shown(
                    HttpRequest.newBuilder(
                        URI.create(service + "/api/v1/documents/import?" + query)))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    HttpResponse<String> answer = null;
    while (answer == null) {
      try {
        answer = done.get(2, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        System.err.println("seed: " + documents(client, service, key) + " documents so far");
      }
    }
    System.out.println(answer.body());
    return answer.statusCode() == 200 && NOTHING_FAILED.matcher(answer.body()).find() ? 0 : 1;
  }

  private static String documents(HttpClient client, URI service, OwnKey key)
      throws IOException, InterruptedException {
    HttpResponse<String> stats =
        client.send(
            key.shown(HttpRequest.newBuilder(URI.create(service + "/api/v1/rag/stats")))
                .timeout(Duration.ofSeconds(30))
                .build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    Matcher count = DOCUMENTS.matcher(stats.body());
    return count.find() ? count.group(1) : "?";
  }

  private String here() {
    return "http://127.0.0.1:" + environment.getOrDefault("SERVER_PORT", "8080");
  }
}
