import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Judges clusters of a generated population of any size: pairwise precision, recall, F1, and wrong merges.
 *
 * <p>{@code java Judge.java POPULATION.csv CLUSTERS.csv}; the population's first two columns are {@code id,person}.
 */
public final class Judge {

  public static void main(String[] args) throws IOException {
    Map<String, Integer> persons = new HashMap<>();
    Map<String, Integer> personOf = new HashMap<>();
    try (BufferedReader in = Files.newBufferedReader(Path.of(args[0]))) {
      in.readLine();
      for (String line; (line = in.readLine()) != null; ) {
        int first = line.indexOf(',');
        int second = line.indexOf(',', first + 1);
        String person = line.substring(first + 1, second);
        personOf.put(bare(line.substring(0, first)), persons.computeIfAbsent(person, p -> persons.size()));
      }
    }
    Map<String, Integer> clusters = new HashMap<>();
    Map<Integer, Long> ofPerson = new HashMap<>();
    Map<Integer, Long> ofCluster = new HashMap<>();
    Map<Long, Long> ofBoth = new HashMap<>();
    Map<Integer, Set<Integer>> inCluster = new HashMap<>();
    int seen = 0;
    try (BufferedReader in = Files.newBufferedReader(Path.of(args[1]))) {
      in.readLine();
      for (String line; (line = in.readLine()) != null; ) {
        int comma = line.indexOf(',');
        Integer person = personOf.get(bare(line.substring(0, comma)));
        int cluster = clusters.computeIfAbsent(line.substring(comma + 1), c -> clusters.size());
        ofPerson.merge(person, 1L, Long::sum);
        ofCluster.merge(cluster, 1L, Long::sum);
        ofBoth.merge((long) person << 32 | cluster, 1L, Long::sum);
        inCluster.computeIfAbsent(cluster, c -> new HashSet<>(2)).add(person);
        seen++;
      }
    }
    if (seen != personOf.size()) {
      throw new IllegalStateException(seen + " of " + personOf.size() + " records have a cluster");
    }
    double hit = pairs(ofBoth);
    double precision = hit / Math.max(1, pairs(ofCluster));
    double recall = hit / Math.max(1, pairs(ofPerson));
    // a cluster that holds several persons counts the persons beyond the first
    long wrong = inCluster.values().stream().mapToLong(s -> s.size() - 1).sum();
    System.out.printf(Locale.ROOT, "P %.4f  R %.4f  F1 %.4f  %.1f wrong merges per 10,000%n", precision, recall,
        2 * precision * recall / (precision + recall), wrong * 1e4 / seen);
  }

  private static String bare(String id) {
    return id.startsWith("\"") ? id.substring(1, id.length() - 1) : id;
  }

  private static double pairs(Map<?, Long> sizes) {
    return sizes.values().stream().mapToDouble(n -> n * (n - 1) / 2.0).sum();
  }
}
