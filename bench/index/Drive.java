import io.unichart.matching.Population;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Drives a running service and prints what a caller sees.
 *
 * <p>{@code match URL SIZE RATE SECONDS}: an open loop, so that a slow answer does not slow the
 * requests that follow; latency counts from the moment a request was due. {@code register URL SEED
 * CLIENTS SECONDS}: a closed loop of so many clients.
 */
class Drive {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public static void main(String[] args) throws Exception {
    if (args[0].equals("match")) {
      match(args[1], Long.parseLong(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
    } else {
      register(
          args[1],
          Long.parseLong(args[2]),
          Integer.parseInt(args[3]),
          Integer.parseInt(args[4]));
    }
    System.exit(0);
  }

  private static HttpRequest post(String url, String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static void match(String url, long size, int rate, int seconds) throws Exception {
    int wanted = rate * seconds;
    List<String> bodies = new ArrayList<>();
    long[] row = {0};
    long every = Math.max(1, size / wanted);
    new Population(size, 0.2, 42, 1)
        .write(
            v -> {
              if (row[0]++ % every == 0 && bodies.size() < wanted) {
                // an identifier would make it easy: ask as a registrar does, who has none
                v[15] = "";
                v[16] = "";
                bodies.add(People.json(v));
              }
            });
    java.util.Collections.shuffle(bodies, new java.util.Random(7));
    for (int i = 0; i < Math.min(300, bodies.size()); i++) {
      HTTP.send(post(url, bodies.get(i)), HttpResponse.BodyHandlers.discarding());
    }
    long[] took = new long[bodies.size()];
    AtomicInteger failed = new AtomicInteger();
    AtomicInteger empty = new AtomicInteger();
    CountDownLatch left = new CountDownLatch(bodies.size());
    var pace = Executors.newScheduledThreadPool(2);
    long start = System.nanoTime() + 100_000_000;
    for (int i = 0; i < bodies.size(); i++) {
      int n = i;
      long due = start + n * 1_000_000_000L / rate;
      pace.schedule(
          () ->
              HTTP.sendAsync(post(url, bodies.get(n)), HttpResponse.BodyHandlers.ofString())
                  .whenComplete(
                      (answer, e) -> {
                        took[n] = System.nanoTime() - due;
                        if (e != null || answer.statusCode() != 200) {
                          failed.incrementAndGet();
                        } else if (answer.body().contains("\"matches\":[]")) {
                          empty.incrementAndGet();
                        }
                        left.countDown();
                      }),
          due - System.nanoTime(),
          TimeUnit.NANOSECONDS);
    }
    left.await();
    Arrays.sort(took);
    System.out.printf(
        "{\"what\":\"match\",\"requests\":%d,\"rate\":%d,\"failed\":%d,\"without_match\":%d,"
            + "\"p50_ms\":%.1f,\"p95_ms\":%.1f,\"p99_ms\":%.1f,\"max_ms\":%.1f}%n",
        took.length,
        rate,
        failed.get(),
        empty.get(),
        took[took.length / 2] / 1e6,
        took[took.length * 95 / 100] / 1e6,
        took[took.length * 99 / 100] / 1e6,
        took[took.length - 1] / 1e6);
  }

  private static void register(String url, long seed, int clients, int seconds) throws Exception {
    ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
    new Population(2_000L * seconds, 0.1, seed, 1).write(v -> bodies.add(People.json(v)));
    for (int i = 0; i < 300; i++) {
      HTTP.send(post(url, bodies.poll()), HttpResponse.BodyHandlers.discarding());
    }
    AtomicInteger created = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger other = new AtomicInteger();
    ConcurrentLinkedQueue<Long> took = new ConcurrentLinkedQueue<>();
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    var pool = Executors.newFixedThreadPool(clients);
    for (int c = 0; c < clients; c++) {
      pool.submit(
          () -> {
            while (System.nanoTime() < end) {
              long before = System.nanoTime();
              int status =
                  HTTP.send(post(url, bodies.poll()), HttpResponse.BodyHandlers.discarding())
                      .statusCode();
              took.add(System.nanoTime() - before);
              (status == 201 ? created : status == 409 ? refused : other).incrementAndGet();
            }
            return null;
          });
    }
    pool.shutdown();
    pool.awaitTermination(seconds + 60L, TimeUnit.SECONDS);
    double elapsed = (System.nanoTime() - start) / 1e9;
    long[] sorted = took.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        "{\"what\":\"register\",\"clients\":%d,\"created\":%d,\"refused_409\":%d,\"other\":%d,"
            + "\"per_second\":%.0f,\"p50_ms\":%.1f,\"p95_ms\":%.1f,\"max_ms\":%.1f}%n",
        clients,
        created.get(),
        refused.get(),
        other.get(),
        (created.get() + refused.get()) / elapsed,
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length * 95 / 100] / 1e6,
        sorted[sorted.length - 1] / 1e6);
  }
}
