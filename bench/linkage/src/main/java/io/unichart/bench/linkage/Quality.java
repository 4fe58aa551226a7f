package io.unichart.bench.linkage;

import io.unichart.cli.Command;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Pairwise precision, recall and F1 of {@code link} on files with known truth. Rows are shuffled and
 * ids replaced before the command sees them; the truth never reaches it.
 *
 * <p>Usage: {@code Quality DATA_FOLDER [NAME ...]}; own populations made by generate-population lie as
 * {@code *.csv} with a column {@code person} in the folder named by {@code -Dpopulations=FOLDER}.
 */
public final class Quality {

  record Case(String name, String file, String mapping, Function<Map<String, String>, String> truth) {}

  static final String PLACE =
      "house_number: street_number\nstreet: address_1\ncity: suburb\npostal_code: postcode\nstate: state\n"
          + "other: {address_2: address_2}\n";

  static List<Case> cases() {
    String febrl =
        "id: row\ngiven_name: given_name\nfamily_name: surname\nbirth_date: {column: date_of_birth, pattern: yyyyMMdd}\n"
            + PLACE + "identifiers: {ssn: soc_sec_id}\n";
    Function<Map<String, String>, String> rec = r -> r.get("rec_id").split("-")[1];
    return List.of(
        new Case("febrl1", "febrl_dataset1.csv", febrl, rec),
        new Case("febrl2", "febrl_dataset2.csv", febrl, rec),
        new Case("fake_1000", "fake_1000.csv",
            "id: row\ngiven_name: first_name\nfamily_name: surname\nbirth_date: dob\ncity: city\nemail: email\n",
            r -> r.get("cluster")),
        new Case("RLdata500", "RLdata500.csv",
            "id: row\ngiven_name: fname_c1\nmiddle_name: fname_c2\nfamily_name: lname_c1\n"
                + "birth_date: {year: by, month: bm, day: bd}\nother: {second_family_name: lname_c2}\n",
            r -> r.get("label_true")),
        new Case("ePBRN", "ePBRN_dup_train.csv",
            "id: row\ngiven_name: given_name\nfamily_name: surname\nbirth_date: {year: year, month: month, day: day}\n" + PLACE,
            r -> r.get("match_id").isEmpty() ? r.get("rec_id").split("-")[0] : r.get("match_id")));
  }

  public static void main(String[] args) throws IOException {
    List<String> wanted = List.of(args).subList(1, args.length);
    Path work = Files.createTempDirectory("linkage");
    PrintStream err = System.err;
    for (Case c : cases()) {
      if (wanted.isEmpty() || wanted.contains(c.name())) {
        run(c, Path.of(args[0]).resolve(c.file()), work, err);
      }
    }
    String populations = System.getProperty("populations");
    if (populations != null) {
      try (var files = Files.list(Path.of(populations))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
          String name = file.getFileName().toString().replace(".csv", "");
          if (wanted.isEmpty() || wanted.contains(name)) {
            Path mapping = file.resolveSibling(name + ".yaml");
            run(new Case(name, "", Files.readString(mapping), r -> r.get("person")), file, work, err);
          }
        }
      }
    }
  }

  private static void run(Case c, Path file, Path work, PrintStream err) throws IOException {
    if (!Files.exists(file)) {
      System.out.printf("%-20s absent: %s%n", c.name(), file);
      return;
    }
    List<Map<String, String>> rows = read(file);
    Collections.shuffle(rows, new Random(7));
    Path input = work.resolve(c.name() + ".csv");
    Path mapping = work.resolve(c.name() + ".yaml");
    Path output = work.resolve(c.name() + ".clusters.csv");
    write(rows, input);
    Files.writeString(mapping, c.mapping());
    long begun = System.nanoTime();
    List<String> command = new ArrayList<>(List.of("--input", input.toString(), "--mapping", mapping.toString(),
        "--output", output.toString()));
    if (System.getProperty("model") != null) {
      command.addAll(List.of("--train", "--model", work.resolve("model.json").toString()));
    }
    System.setErr(new PrintStream(Boolean.getBoolean("loud") ? err : PrintStream.nullOutputStream()));
    int code = Command.of("link").run(command.toArray(String[]::new));
    System.setErr(err);
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (code != 0) {
      System.out.println(c.name() + ": exit code " + code);
      return;
    }
    String[] cluster = new String[rows.size()];
    for (Map<String, String> row : read(output)) {
      cluster[Integer.parseInt(row.get("id").substring(1))] = row.get("cluster_id");
    }
    String[] truth = rows.stream().map(c.truth()).toArray(String[]::new);
    System.out.printf(Locale.ROOT, "%-20s %s  %6.2f s%n", c.name(), score(truth, cluster), seconds);
    String examples = System.getProperty("examples");
    if (examples != null) {
      examples(rows, truth, cluster, Integer.parseInt(examples));
    }
    if (System.getProperty("model") != null) {
      System.out.println(Files.readString(work.resolve("model.json")));
    }
  }

  static String score(String[] truth, String[] cluster) {
    long inTruth = pairs(truth);
    long inCluster = pairs(cluster);
    String[] both = new String[truth.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = truth[i] + "|" + cluster[i];
    }
    long hit = pairs(both);
    double precision = inCluster == 0 ? 1 : (double) hit / inCluster;
    double recall = inTruth == 0 ? 1 : (double) hit / inTruth;
    // a wrong merge: a cluster that holds several persons counts the persons beyond the first
    Map<String, java.util.Set<String>> persons = new HashMap<>();
    for (int i = 0; i < truth.length; i++) {
      persons.computeIfAbsent(cluster[i], k -> new java.util.HashSet<>()).add(truth[i]);
    }
    long wrong = persons.values().stream().mapToLong(s -> s.size() - 1).sum();
    return String.format(Locale.ROOT, "P %.4f  R %.4f  F1 %.4f  (%d true pairs, %d found, %.1f wrong merges per 10,000)",
        precision, recall, 2 * precision * recall / Math.max(1e-9, precision + recall), inTruth, inCluster,
        wrong * 1e4 / truth.length);
  }

  private static long pairs(String[] labels) {
    Map<String, Long> sizes = new HashMap<>();
    for (String label : labels) {
      sizes.merge(label, 1L, Long::sum);
    }
    return sizes.values().stream().mapToLong(n -> n * (n - 1) / 2).sum();
  }

  private static void examples(List<Map<String, String>> rows, String[] truth, String[] cluster, int most) {
    Random random = new Random(3);
    int shown = 0;
    for (int tries = 0; tries < 3000 * most && shown < most; tries++) {
      int i = random.nextInt(rows.size());
      for (int j = 0; j < rows.size() && shown < most; j++) {
        if (i != j && truth[i].equals(truth[j]) != cluster[i].equals(cluster[j])) {
          System.out.println(truth[i].equals(truth[j]) ? "  missed" : "  wrong");
          System.out.println("    " + line(rows.get(i)));
          System.out.println("    " + line(rows.get(j)));
          shown++;
          break;
        }
      }
    }
  }

  private static String line(Map<String, String> row) {
    return String.join(" | ", row.values());
  }

  private static void write(List<Map<String, String>> rows, Path file) throws IOException {
    StringBuilder out = new StringBuilder("row," + String.join(",", rows.get(0).keySet()) + "\n");
    for (int i = 0; i < rows.size(); i++) {
      out.append('r').append(i);
      for (Map.Entry<String, String> e : rows.get(i).entrySet()) {
        boolean hidden = List.of("rec_id", "match_id", "cluster", "label_true", "record_id", "unique_id", "person").contains(e.getKey());
        out.append(',').append(hidden ? "" : '"' + e.getValue().replace("\"", "\"\"") + '"');
      }
      out.append('\n');
    }
    Files.writeString(file, out);
  }

  /** A small reader of its own, so that the product's is judged, not trusted. */
  static List<Map<String, String>> read(Path file) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    String text = Files.readString(file);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else if (c == '"') {
          quoted = false;
        } else {
          cell.append(c);
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',' || c == '\n') {
        line.add(cell.toString().strip());
        cell.setLength(0);
        if (c == '\n') {
          lines.add(line);
          line = new ArrayList<>();
        }
      } else {
        cell.append(c);
      }
    }
    if (!line.isEmpty()) {
      line.add(cell.toString().strip());
      lines.add(line);
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> values : lines.subList(1, lines.size())) {
      Map<String, String> row = new java.util.LinkedHashMap<>();
      for (int c = 0; c < lines.get(0).size(); c++) {
        row.put(lines.get(0).get(c), c < values.size() ? values.get(c) : "");
      }
      rows.add(row);
    }
    return rows;
  }

  private Quality() {}
}
