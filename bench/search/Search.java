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
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Times searches against a running service that holds a generated population, as a client sees
 * them: java bench/search/Search.java URL PEOPLE.csv [QUERIES=300] [CLIENTS=1]
 */
class Search {

  static final SplittableRandom random = new SplittableRandom(42);

  record Kind(String name, String options, Function<String[], String> query) {}

  public static void main(String[] args) throws Exception {
    String url = args[0] + "/api/v1/patients/search?limit=10";
    int queries = args.length > 2 ? Integer.parseInt(args[2]) : 300;
    int clients = args.length > 3 ? Integer.parseInt(args[3]) : 1;
    List<String[]> people = new ArrayList<>();
    try (Stream<String> lines = Files.lines(Path.of(args[1]))) {
      lines.skip(1).limit(60_000).map(line -> line.split(",", -1)).filter(p -> p.length >= 17).forEach(people::add);
    }
    List<Kind> kinds =
        List.of(
            new Kind("given and family name", "", p -> p[3] + " " + p[5]),
            new Kind("both begun", "", p -> begun(p[3]) + " " + begun(p[5])),
            new Kind("both misspelt", "&fuzzy=true", p -> misspelt(p[3]) + " " + misspelt(p[5])),
            new Kind("family name misspelt", "&fuzzy=true", p -> misspelt(p[5])),
            new Kind("both misspelt, sound too", "&fuzzy=true&phonetic=true", p -> misspelt(p[3]) + " " + misspelt(p[5])),
            new Kind("misspelt name and street", "&fuzzy=true", p -> misspelt(p[5]) + " " + misspelt(p[8])),
            new Kind("family name alone", "", p -> p[5]),
            new Kind("phone", "", p -> p[13].isEmpty() ? p[16] : p[13]),
            new Kind("record number", "", p -> p[16].isEmpty() ? p[14] : p[16]));
    System.out.printf("%-28s %7s %7s %7s %7s  %s%n", "milliseconds", "p50", "p95", "p99", "max", "found");
    for (int warm = 0; warm < 2; warm++) {
      for (Kind kind : kinds) {
        run(kind, url, people, warm == 0 ? queries / 3 : queries, clients, warm == 1);
      }
    }
  }

  static void run(Kind kind, String url, List<String[]> people, int queries, int clients, boolean tell)
      throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    List<Callable<long[]>> work = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      String[] person = people.get(random.nextInt(people.size()));
      String q = kind.query().apply(person).strip();
      if (q.isEmpty()) {
        continue;
      }
      URI uri = URI.create(url + kind.options() + "&q=" + URLEncoder.encode(q, StandardCharsets.UTF_8));
      String mrn = person[16];
      work.add(
          () -> {
            long begun = System.nanoTime();
            var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            long took = System.nanoTime() - begun;
            if (answer.statusCode() != 200) {
              throw new IllegalStateException(answer.statusCode() + " for " + uri);
            }
            boolean found = answer.body().contains("\"patients\":[{");
            return new long[] {took, found ? 1 : 0};
          });
    }
    var pool = Executors.newFixedThreadPool(clients);
    long[] times = new long[work.size()];
    int found = 0;
    int at = 0;
    for (var done : pool.invokeAll(work)) {
      times[at++] = done.get()[0];
      found += (int) done.get()[1];
    }
    pool.shutdown();
    Arrays.sort(times);
    if (tell) {
      System.out.printf(
          "%-28s %7.1f %7.1f %7.1f %7.1f  %d of %d%n",
          kind.name(), ms(times, .5), ms(times, .95), ms(times, .99), ms(times, 1), found, times.length);
    }
  }

  static double ms(long[] times, double share) {
    return times[Math.min(times.length - 1, (int) (share * times.length))] / 1e6;
  }

  static String begun(String word) {
    return word.length() < 4 ? word : word.substring(0, 3);
  }

  /** One letter lost, doubled, swapped with the next or replaced. */
  static String misspelt(String word) {
    if (word.length() < 4) {
      return word;
    }
    int i = 1 + random.nextInt(word.length() - 2);
    return switch (random.nextInt(4)) {
      case 0 -> word.substring(0, i) + word.substring(i + 1);
      case 1 -> word.substring(0, i) + word.charAt(i) + word.substring(i);
      case 2 -> word.substring(0, i) + word.charAt(i + 1) + word.charAt(i) + word.substring(i + 2);
      default -> word.substring(0, i) + (char) ('a' + random.nextInt(26)) + word.substring(i + 1);
    };
  }
}
