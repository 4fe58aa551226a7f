package io.unichart.terminology.load;

import io.unichart.terminology.Concept;
import io.unichart.terminology.Term;
import io.unichart.terminology.TermTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** RxNorm as the National Library of Medicine publishes it: RXNCONSO.RRF, fields parted by bars. */
public final class RxNormFiles {

  private static final Set<String> TYPES =
      Set.of("IN", "PIN", "MIN", "SCD", "SBD", "BN", "GPCK", "BPCK", "SCDC", "SCDF");

  private static final Set<String> OTHER_NAMES = Set.of("SY", "TMSY", "PSN");

  /** Obsolete, and suppressed by the source or by an editor. */
  private static final Set<String> SUPPRESSING = Set.of("O", "Y", "E");

  private static final int CODE = 0;
  private static final int SOURCE = 11;
  private static final int TYPE = 12;
  private static final int NAME = 14;
  private static final int SUPPRESSED = 16;

  private RxNormFiles() {}

  /** Reads the file twice, drugs before their other names, and so keeps none of its rows. */
  public static void read(Path file, TermTable.Builder builder) throws IOException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      rows(lines)
          .filter(row -> TYPES.contains(row[TYPE]))
          .forEach(row -> builder.concept(new Concept(row[CODE], row[NAME], true, row[TYPE])));
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      rows(lines)
          .filter(row -> OTHER_NAMES.contains(row[TYPE]))
          .forEach(row -> builder.name(row[CODE], row[NAME], Term.Source.SYNONYM));
    }
  }

  private static Stream<String[]> rows(Stream<String> lines) {
    return lines
        .filter(line -> line.contains("|RXNORM|"))
        .map(line -> line.split("\\|", -1))
        .filter(row -> row.length > SUPPRESSED && row[SOURCE].equals("RXNORM"))
        .filter(row -> !SUPPRESSING.contains(row[SUPPRESSED]));
  }
}
