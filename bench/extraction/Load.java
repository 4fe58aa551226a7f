import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Extraction and look-up over HTTP: {@code java Load.java BASE NOTES PHRASES}. NOTES is a folder with
 * notes, PHRASES a file with a phrase a line (what stands behind a bar is left out). Prints one line
 * of JSON a figure.
 */
public final class Load {

  private static final int WARM = 300;
  private static final int ROUNDS = 600;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  private Load(String base) {
    this.base = base;
  }

  public static void main(String[] arguments) throws Exception {
    Load load = new Load(arguments[0] + "/api/v1");
    List<HttpRequest> notes = load.notes(Path.of(arguments[1]));
    load.run("extraction warm-up", notes, WARM, 2);
    load.run("extraction of a SOAP note", notes, ROUNDS, 1);
    load.run("extraction of a SOAP note", notes, ROUNDS, 4);
    for (int slips : new int[] {0, 1}) {
      List<HttpRequest> asked = load.phrases(Path.of(arguments[2]), slips);
      load.run("look-up warm-up", asked, WARM, 2);
      load.run("look-up in ICD-10-CM, slips " + slips, asked, ROUNDS, 1);
    }
  }

  private List<HttpRequest> notes(Path folder) throws Exception {
    List<HttpRequest> requests = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String text = Files.readString(file);
        StringBuilder json = new StringBuilder("{\"text\":\"");
        for (char c : text.toCharArray()) {
          json.append(c < 32 || c == '"' || c == '\\' ? String.format("\\u%04x", (int) c) : c);
        }
        requests.add(
            HttpRequest.newBuilder(URI.create(base + "/agent/extract_structured"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json + "\"}"))
                .build());
      }
    }
    return requests;
  }

  private List<HttpRequest> phrases(Path file, int slips) throws Exception {
    Random random = new Random(7);
    List<HttpRequest> requests = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("#") && !line.isBlank()) {
        StringBuilder phrase = new StringBuilder(line.split("\\|")[0]);
        for (int i = 0; i < slips; i++) {
          phrase.setCharAt(random.nextInt(phrase.length()), (char) ('a' + random.nextInt(26)));
        }
        String query = URLEncoder.encode(phrase.toString(), StandardCharsets.UTF_8);
        requests.add(
            HttpRequest.newBuilder(URI.create(base + "/terminology/icd10cm?limit=10&q=" + query))
                .build());
      }
    }
    return requests;
  }

  private void run(String what, List<HttpRequest> requests, int rounds, int clients)
      throws Exception {
    long[] nanos = new long[rounds];
    AtomicInteger next = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    long began = System.nanoTime();
    List<Future<?>> done = new ArrayList<>();
    for (int c = 0; c < clients; c++) {
      done.add(
          pool.submit(
              () -> {
                for (int i = next.getAndIncrement(); i < rounds; i = next.getAndIncrement()) {
                  long start = System.nanoTime();
                  int status =
                      http.send(requests.get(i % requests.size()), BodyHandlers.ofByteArray())
                          .statusCode();
                  nanos[i] = System.nanoTime() - start;
                  if (status != 200) {
                    failed.incrementAndGet();
                  }
                }
                return null;
              }));
    }
    for (Future<?> each : done) {
      each.get();
    }
    pool.shutdown();
    double perSecond = rounds / ((System.nanoTime() - began) / 1e9);
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "{\"figure\": \"%s\", \"clients\": %d, \"requests\": %d, \"failed\": %d, \"per_s\": %.0f, \"p50_ms\": %.1f, \"p95_ms\": %.1f, \"p99_ms\": %.1f}%n",
        what, clients, rounds, failed.get(), perSecond, nanos[rounds / 2] / 1e6,
        nanos[(int) (rounds * .95)] / 1e6, nanos[(int) (rounds * .99)] / 1e6);
  }
}
