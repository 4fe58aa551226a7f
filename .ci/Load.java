import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Asks a running service at a steady rate until a file appears, and tells what became of every
 * request: {@code java Load.java BASE RATE STOP-FILE [API-KEY [heavy]]}. Prints "sent N failed N p50 … p99
 * …" and the first failures. Nothing is ever tried again. Half of the requests use connections that
 * are kept open, the other half a new one each, as behind a proxy and from a script. Fails when a
 * request failed, and when fewer were sent than the rate asks for: silence is no success.
 */
public final class Load {

  private static final List<String> FAILURES = Collections.synchronizedList(new ArrayList<>());
  private static final List<Long> TIMES = Collections.synchronizedList(new ArrayList<>());

  public static void main(String[] args) throws Exception {
    // read by the client once: no second attempt, and leave to close a connection
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
    String base = args[0];
    int rate = Integer.parseInt(args[1]);
    Path stop = Path.of(args[2]);
    String key = args.length > 3 ? args[3] : "";
    boolean heavy = args.length > 4;
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    var clock = Executors.newScheduledThreadPool(1);
    List<CompletableFuture<Void>> sent = Collections.synchronizedList(new ArrayList<>());
    int[] number = {0};
    long begun = System.nanoTime();
    clock.scheduleAtFixedRate(
        () -> sent.add(send(client, base, key, number[0]++, heavy)),
        0,
        1_000_000 / rate,
        TimeUnit.MICROSECONDS);
    while (!Files.exists(stop)) {
      Thread.sleep(100);
    }
    double due = (System.nanoTime() - begun) / 1e9 * rate;
    clock.shutdown();
    clock.awaitTermination(5, TimeUnit.SECONDS);
    sent.forEach(CompletableFuture::join);

    List<Long> times = new ArrayList<>(TIMES);
    Collections.sort(times);
    System.out.printf(
        "sent %d failed %d p50 %d ms p99 %d ms%n",
        sent.size(), FAILURES.size(), at(times, 0.5), at(times, 0.99));
    FAILURES.stream().limit(20).forEach(System.out::println);
    boolean enough = sent.size() >= 0.8 * due;
    if (!enough) {
      System.out.printf("only %d of %.0f requests were sent%n", sent.size(), due);
    }
    System.exit(FAILURES.isEmpty() && enough ? 0 : 1);
  }

  private static CompletableFuture<Void> send(
      HttpClient client, String base, String key, int n, boolean heavy) {
    HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(20));
    if (!key.isEmpty()) {
      request.header("X-API-Key", key);
    }
    if (n % 2 == 0) {
      request.header("Connection", "close");
    }
    String what;
    if (heavy) { // each with a vector of its own to compute
      what = "POST /api/v1/rag/search";
      post(request, base + "/api/v1/rag/search", "{\"query\":\"dose of medicine " + n + "\"}");
    } else if (n % 25 == 7) {
      what = "POST /api/v1/rag/search";
      post(request, base + "/api/v1/rag/search", "{\"query\":\"metformin dose\",\"mode\":\"lexical\"}");
    } else if (n % 25 == 18) {
      what = "POST /api/v1/patients/match";
      post(
          request,
          base + "/api/v1/patients/match",
          "{\"name\":{\"family\":\"Halvorsen\",\"given\":[\"Ingrid\"]},\"birth_date\":\"1951-03-02\"}");
    } else {
      what = "GET /api/v1/documents/1";
      request.uri(URI.create(base + "/api/v1/documents/1"));
    }
    long begun = System.nanoTime();
    String told = LocalTime.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS) + " " + what;
    return client
        .sendAsync(request.build(), BodyHandlers.ofString())
        .handle(
            (answer, failure) -> {
              TIMES.add((System.nanoTime() - begun) / 1_000_000);
              if (failure != null) {
                FAILURES.add(told + (n % 2 == 0 ? " (new) " : " (kept) ") + cause(failure));
              } else if (answer.statusCode() >= 400) {
                FAILURES.add(told + " " + answer.statusCode() + " " + start(answer.body()));
              }
              return null;
            });
  }

  private static void post(HttpRequest.Builder request, String uri, String body) {
    request
        .uri(URI.create(uri))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static String cause(Throwable failure) {
    Throwable cause = failure;
    while (!(cause instanceof IOException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }

  private static String start(String body) {
    return body.length() > 120 ? body.substring(0, 120) : body;
  }

  private static long at(List<Long> sorted, double share) {
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size()));
  }
}
