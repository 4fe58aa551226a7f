package io.unichart.cli;

import io.unichart.matching.FinishedParts;
import io.unichart.matching.Linkage;
import io.unichart.matching.Linked;
import io.unichart.matching.MatchModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the records of one person in one file or across several. */
final class LinkCommand implements Command {

  private static final String USAGE =
      """
      usage: link --input FILE [--input FILE ... [--link-only]] --mapping FILE --output FILE [options]

        --input FILE      a CSV file with a header (also .gz); repeat it to link several files
        --link-only       compare only records of different files
        --mapping FILE    YAML that names the columns: id, given_name, family_name, birth_date, ...
        --output FILE     clusters.csv: id, cluster_id (and source with several inputs)
        --pairs FILE      pairs.csv: id_a, id_b, weight, probability
        --model FILE      use this model; with --train: write the learned model there
        --train           learn from these records (always done when no model is given)
        --report FILE     one HTML page: model, sample pairs explained, clusters, what blocking left out
        --fresh           begin anew even if an earlier run with this output was cut off
        --help            this text

      Nothing has to be tuned. Progress goes to stderr. Exit code: 0 done, 1 failed, 2 wrong usage.
      From 20 MB of input on, finished steps are kept in OUTPUT.work until the output is written. The same
      command after a crash goes on with them, and writes what it would have written without the crash.
      """;

  private static final Set<String> OPTIONS =
      Set.of("--input", "--mapping", "--output", "--pairs", "--model", "--report");
  private static final Set<String> FLAGS = Set.of("--link-only", "--train", "--fresh", "--help");

  /** Smaller inputs are linked again sooner than anybody types the command. */
  private static final long KEPT_FROM = 20L << 20;

  private final long keptFrom;

  LinkCommand() {
    this(KEPT_FROM);
  }

  /**
   * @param keptFrom bytes of input from which on finished steps are kept
   */
  LinkCommand(long keptFrom) {
    this.keptFrom = keptFrom;
  }

  @Override
  public String name() {
    return "link";
  }

  @Override
  public String summary() {
    return "find the records of one person in CSV files";
  }

  @Override
  public int run(String[] args) {
    Arguments arguments;
    try {
      arguments = new Arguments(args, OPTIONS, FLAGS);
      if (arguments.has("--help")) {
        System.out.print(USAGE);
        return 0;
      }
      arguments.needed("--mapping");
      arguments.needed("--output");
      if (arguments.all("--input").isEmpty()) {
        throw new BadInput("--input is missing");
      }
      if (arguments.has("--link-only") && arguments.all("--input").size() < 2) {
        throw new BadInput("--link-only needs two inputs");
      }
    } catch (BadInput e) {
      System.err.println("link: " + e.getMessage() + "\n\n" + USAGE);
      return 2;
    }
    int code = OwnProcess.run(name(), args, arguments.all("--input"));
    if (code >= 0) {
      return code;
    }
    try {
      link(arguments);
      return 0;
    } catch (NoSuchFileException e) {
      System.err.println("link: no such file: " + e.getMessage());
    } catch (BadInput | IOException | IllegalArgumentException e) {
      System.err.println("link: " + e.getMessage());
    } catch (OutOfMemoryError e) {
      System.err.println("link: not enough memory; give the process more with -Xmx");
    }
    return 1;
  }

  private void link(Arguments arguments) throws IOException {
    Mapping mapping = Mapping.read(Path.of(arguments.needed("--mapping")));
    List<String> inputs = arguments.all("--input");
    MatchModel given = given(arguments);
    ProgressLine progress = new ProgressLine();
    Linkage linkage = new Linkage(mapping.columns(), arguments.has("--link-only"));
    TextPool ids = new TextPool();
    List<Integer> perInput = new ArrayList<>();
    Map<String, String> of = new TreeMap<>();
    of.put("mapping", mapping.toString());
    of.put("way", arguments.has("--link-only") ? "between inputs only" : "all with all");
    of.put("model", given == null ? "learned" : given.toJson());
    long bytes = 0;
    for (int i = 0; i < inputs.size(); i++) {
      try (CsvFile csv = new CsvFile(Path.of(inputs.get(i)))) {
        perInput.add(read(csv, i, mapping, linkage, ids, progress));
        of.put("input " + (i + 1), csv.content());
        bytes += csv.bytesRead();
      }
    }
    Path output = Path.of(arguments.needed("--output"));
    KeptWork work = null;
    if (bytes >= keptFrom || Files.exists(KeptWork.beside(output))) {
      of.put("program", OwnProcess.program());
      work = KeptWork.open(output, of, arguments.has("--fresh"));
    }
    try (KeptWork kept = work) {
      Linked linked = linkage.run(given, progress::at, kept == null ? FinishedParts.NONE : kept);
      write(arguments, linked, ids, perInput, progress);
      if (kept != null) {
        kept.done();
      }
    }
  }

  private static void write(
      Arguments arguments,
      Linked linked,
      TextPool ids,
      List<Integer> perInput,
      ProgressLine progress)
      throws IOException {
    progress.at("write", 0);
    writeClusters(Path.of(arguments.needed("--output")), linked, ids, perInput);
    String pairs = arguments.one("--pairs");
    if (pairs != null) {
      writePairs(Path.of(pairs), linked, ids);
    }
    String report = arguments.one("--report");
    if (report != null) {
      int[] samples = ReportPage.samples(linked);
      List<String> names = new ArrayList<>();
      for (int pair : samples) {
        names.add(ids.text(linked.from(pair)));
        names.add(ids.text(linked.to(pair)));
      }
      WholeFile.write(Path.of(report), new ReportPage(linked, samples, names).html());
    }
    sayCaps(linked);
    String model = arguments.one("--model");
    if (model != null && arguments.has("--train")) {
      WholeFile.write(Path.of(model), linked.model().toJson());
    }
    progress.done(linked.records(), clusters(linked));
    saySpeed(linked, progress.seconds("block") + progress.seconds("score"));
  }

  private static void saySpeed(Linked linked, double seconds) {
    int cores = Runtime.getRuntime().availableProcessors();
    System.err.printf(
        Locale.ROOT,
        "scored    %,d pairs in %.1f s of blocking and scoring: %.2f million a second and core%n",
        linked.scored(),
        seconds,
        linked.scored() / Math.max(1e-3, seconds) / cores / 1e6);
  }

  /** No record is left out in silence: which keys had blocks too large to compare. */
  private static void sayCaps(Linked linked) {
    for (Linked.Key key : linked.keys()) {
      if (key.blocksLeftOut() > 0) {
        System.err.printf(
            Locale.ROOT,
            "capped    %s: %,d blocks above %,d records left out (%,d records; other keys compare them)%n",
            key.name(),
            key.blocksLeftOut(),
            key.cap(),
            key.recordsLeftOut());
      }
    }
  }

  private static @Nullable MatchModel given(Arguments arguments) throws IOException {
    String model = arguments.one("--model");
    if (model == null || arguments.has("--train")) {
      return null;
    }
    try {
      return MatchModel.fromJson(Files.readString(Path.of(model)));
    } catch (IllegalArgumentException e) {
      throw new BadInput(model + ": " + e.getMessage());
    }
  }

  private static int read(
      CsvFile csv, int input, Mapping mapping, Linkage linkage, TextPool ids, ProgressLine progress)
      throws IOException {
    int records = 0;
    long bytes = Math.max(1, Files.size(csv.path()));
    int[] columns = columns(csv, mapping);
    int width = csv.header().size();
    while (csv.next()) {
      int rows = csv.rows;
      IntStream.range(0, columns.length)
          .parallel()
          .forEach(
              c -> {
                for (int r = 0; r < rows; r++) {
                  int cell = r * width + columns[c];
                  if (c == 0) {
                    ids.add(csv.buffer(), csv.starts[cell], csv.ends[cell]);
                  } else {
                    linkage.cell(c - 1, csv.buffer(), csv.starts[cell], csv.ends[cell]);
                  }
                }
              });
      linkage.records(rows, input);
      records += rows;
      progress.at("read", Math.min(1, csv.bytesRead() / (double) bytes));
    }
    if (csv.translated()) {
      System.err.printf(
          "encoding  %s is not in UTF-8; it was read as Windows-1252%n", csv.path().getFileName());
    }
    return records;
  }

  /** Where the id and the mapped columns stand. A file without a header begins with a patient. */
  private static int[] columns(CsvFile csv, Mapping mapping) {
    int[] columns = new int[mapping.headers().size() + 1];
    List<String> missing = new ArrayList<>();
    for (int c = 0; c < columns.length; c++) {
      String header = c == 0 ? mapping.id() : mapping.headers().get(c - 1);
      columns[c] = csv.header().indexOf(header.strip());
      if (columns[c] < 0) {
        missing.add("no column '" + header + "'");
      }
    }
    if (!missing.isEmpty()) {
      throw new BadInput(
          "%s has %s among its %d columns; the first line must name them"
              .formatted(
                  csv.path().getFileName(), String.join(", ", missing), csv.header().size()));
    }
    return columns;
  }

  private static int clusters(Linked linked) {
    int clusters = 0;
    for (int r = 0; r < linked.records(); r++) {
      clusters += linked.cluster(r) == r ? 1 : 0;
    }
    return clusters;
  }

  private static void writeClusters(Path path, Linked linked, TextPool ids, List<Integer> perInput)
      throws IOException {
    boolean several = perInput.size() > 1;
    try (WholeFile out = new WholeFile(path)) {
      out.write(
          (several ? "id,cluster_id,source\n" : "id,cluster_id\n")
              .getBytes(StandardCharsets.UTF_8));
      int input = 0;
      int end = perInput.get(0);
      for (int r = 0; r < linked.records(); r++) {
        while (r >= end && input + 1 < perInput.size()) {
          end += perInput.get(++input);
        }
        ids.write(r, out);
        out.write(',');
        // the cluster's name is the id of its first record, with its input where there are several
        ids.write(linked.cluster(r), out);
        if (several) {
          out.write(
              (sourceOf(linked.cluster(r), perInput) + "," + input)
                  .getBytes(StandardCharsets.UTF_8));
        }
        out.write('\n');
      }
      out.whole();
    }
  }

  private static String sourceOf(int record, List<Integer> perInput) {
    int input = 0;
    int end = perInput.get(0);
    while (record >= end) {
      end += perInput.get(++input);
    }
    return "-" + input;
  }

  private static void writePairs(Path path, Linked linked, TextPool ids) throws IOException {
    try (WholeFile out = new WholeFile(path)) {
      out.write("id_a,id_b,weight,probability\n".getBytes(StandardCharsets.UTF_8));
      for (int p = 0; p < linked.pairs(); p++) {
        double weight = linked.weight(p);
        ids.write(linked.from(p), out);
        out.write(',');
        ids.write(linked.to(p), out);
        double probability = MatchModel.probability(weight + linked.priorWeight());
        out.write(
            String.format(Locale.ROOT, ",%.4f,%.6f\n", weight, probability)
                .getBytes(StandardCharsets.UTF_8));
      }
      out.whole();
    }
  }
}
