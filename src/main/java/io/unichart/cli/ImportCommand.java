package io.unichart.cli;

import io.unichart.platform.StartRefused;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends a file of patients to the running service. It goes through the service rather than to the
 * database, so that the same rules hold for every way in.
 */
final class ImportCommand implements Command {

  private static final String USAGE =
      """
      usage: import --input FILE [--mapping FILE] [--async] [--url URL]

        --input FILE    patients: NDJSON (.ndjson, .jsonl, .json) or CSV with a header (also .gz)
        --mapping FILE  which column of the CSV means what, as for link; without it the header
                        itself uses the words of a mapping (id, given_name, family_name, …)
        --async         do not wait: prints the job that goes on with it
        --url URL       the running service (http://127.0.0.1:8080, or as SERVER_PORT says)

      The service is shown the key in UNICHART_API_KEY; without one, and on this machine only, that
      in SECURITY_BOOTSTRAP_KEY or SECURITY_BOOTSTRAP_KEY_FILE.
      Prints what came of the lines as JSON. A line that was imported before is skipped, so a run
      that was interrupted can be repeated. Exit code: 0 done, 1 failed or not every line could be
      taken in, 2 wrong usage.
      """;
  private static final Duration PATIENCE = Duration.ofHours(12);
  private static final Pattern NOTHING_FAILED = Pattern.compile("\"failed\"\\s*:\\s*\\[\\s*\\]");

  private final Map<String, String> environment;

  ImportCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String summary() {
    return "send a file of patients to the running service";
  }

  private record Order(Path input, @Nullable Path mapping, boolean later, URI service) {}

  @Override
  public int run(String[] args) {
    Order order;
    try {
      Arguments arguments =
          new Arguments(args, Set.of("--input", "--mapping", "--url"), Set.of("--async", "--help"));
      if (arguments.has("--help")) {
        System.out.print(USAGE);
        return 0;
      }
      String mapping = arguments.one("--mapping");
      String url = arguments.one("--url");
      order =
          new Order(
              Path.of(arguments.needed("--input")),
              mapping == null ? null : Path.of(mapping),
              arguments.has("--async"),
              URI.create(url == null ? here() : url.replaceFirst("/+$", "")));
    } catch (BadInput | IllegalArgumentException e) {
      System.err.println("import: " + e.getMessage() + "\n\n" + USAGE);
      return 2;
    }
    AtomicLong sent = new AtomicLong();
    try {
      OwnKey key = OwnKey.of(environment, order.service());
      try (InputStream body = body(order, sent)) {
        return send(order, key, body, sent);
      }
    } catch (BadInput | StartRefused | InvalidPathException e) {
      System.err.println("import: " + e.getMessage());
      return 1;
    } catch (IOException | UncheckedIOException e) {
      System.err.println("import: " + order.input() + " cannot be read");
      return 1;
    } catch (ExecutionException e) {
      boolean input = broken(e);
      System.err.println(
          input
              ? "import: the file is broken; what came before is taken in"
              : "import: no Unichart answers at " + order.service());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static boolean broken(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof BadInput)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  private static boolean json(Path input) {
    return input
        .getFileName()
        .toString()
        .toLowerCase(Locale.ROOT)
        .matches(".*\\.(ndjson|jsonl|json)(\\.gz)?");
  }

  /** The bytes to send, counting those of the file that were read. */
  private static InputStream body(Order order, AtomicLong sent) throws IOException {
    Path mapping = order.mapping();
    if (mapping != null) {
      if (json(order.input())) {
        throw new BadInput("a mapping is for CSV only");
      }
      CsvFile file = new CsvFile(order.input());
      return new Counted(new RenamedCsv(file, Mapping.read(mapping)), sent);
    }
    InputStream raw = Files.newInputStream(order.input());
    InputStream plain =
        order.input().toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
    return new Counted(new BufferedInputStream(plain, 1 << 16), sent);
  }

  private static int send(Order order, OwnKey key, InputStream body, AtomicLong sent)
      throws ExecutionException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    URI target =
        URI.create(
            order.service() + "/api/v1/patients/import" + (order.later() ? "?async=true" : ""));
    CompletableFuture<HttpResponse<String>> done =
        client.sendAsync(
            key.shown(HttpRequest.newBuilder(target))
                .timeout(PATIENCE)
                .header("Content-Type", json(order.input()) ? "application/x-ndjson" : "text/csv")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
                .build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    HttpResponse<String> answer = null;
    while (answer == null) {
      try {
        answer = done.get(2, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        System.err.printf(Locale.ROOT, "import: %.1f MB sent%n", sent.get() / 1e6);
      }
    }
    System.out.println(answer.body());
    boolean all = answer.statusCode() == 202 || NOTHING_FAILED.matcher(answer.body()).find();
    return answer.statusCode() < 300 && all ? 0 : 1;
  }

  private String here() {
    return "http://127.0.0.1:" + environment.getOrDefault("SERVER_PORT", "8080");
  }

  private static final class Counted extends FilterInputStream {
    private final AtomicLong count;

    Counted(InputStream in, AtomicLong count) {
      super(in);
      this.count = count;
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count.addAndGet(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int some = super.read(into, offset, length);
      count.addAndGet(Math.max(0, some));
      return some;
    }
  }
}
