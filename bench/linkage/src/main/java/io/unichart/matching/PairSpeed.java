package io.unichart.matching;

import com.sun.management.OperatingSystemMXBean;
import io.unichart.matching.Column.Slot;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * How many pairs a core blocks and scores in a second when no blocking key is left out. {@code link} itself leaves out
 * keys that bring next to nothing, and then has so few pairs that its time goes into other work.
 *
 * <p>Usage: {@code PairSpeed SIZE [ROUNDS]}. Lies in the product's package because the engine is not public.
 */
public final class PairSpeed {

  private static final List<Column> COLUMNS =
      List.of(
          new Column(Slot.GIVEN_NAME, "given_name"),
          new Column(Slot.MIDDLE_NAME, "middle_name"),
          new Column(Slot.FAMILY_NAME, "family_name"),
          new Column(Slot.BIRTH_DATE, "birth_date"),
          new Column(Slot.GENDER, "gender"),
          new Column(Slot.STREET, "street"),
          new Column(Slot.HOUSE_NUMBER, "house_number"),
          new Column(Slot.CITY, "city"),
          new Column(Slot.STATE, "state"),
          new Column(Slot.POSTAL_CODE, "postal_code"),
          new Column(Slot.PHONE, "phone"),
          new Column(Slot.EMAIL, "email"),
          new Column(Slot.IDENTIFIER, "ssn"),
          new Column(Slot.IDENTIFIER, "mrn"));

  private PairSpeed() {}

  public static void main(String[] args) throws IOException {
    int size = Integer.parseInt(args[0]);
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    TableBuilder builder = new TableBuilder(COLUMNS);
    new Population(size, 0.2, 1, 1)
        .write(
            values -> {
              for (int c = 0; c < COLUMNS.size(); c++) {
                byte[] cell = values[c + 3].getBytes(StandardCharsets.UTF_8);
                builder.add(c, cell, 0, cell.length);
              }
            });
    RecordTable table = builder.build(size, new byte[size], 1);
    MatchModel model = MatchModel.standard(table.fields);
    Frequencies frequencies = new Frequencies(table, 1 + model.duplicates());
    int threads = Runtime.getRuntime().availableProcessors();
    for (int round = 0; round < rounds; round++) {
      double[] begun = now();
      Blocking blocking = new Blocking(table, false, Engine.budget(size));
      double[] blocked = now();
      PairScoring scoring = new PairScoring(table, false, threads, model, frequencies, size);
      int kept = scoring.edges(blocking, FinishedParts.NONE, (stage, share) -> {}).size;
      double[] done = now();
      long pairs = scoring.scored();
      System.out.printf(
          Locale.ROOT,
          "%,d records: %,d pairs of %d keys, %,d kept; blocking %.1f CPU s, scoring %.1f CPU s; %.2f million a second"
              + " and core (wall %.2f)%n",
          size,
          pairs,
          blocking.keys.size(),
          kept,
          blocked[1] - begun[1],
          done[1] - blocked[1],
          pairs / (done[1] - begun[1]) / 1e6,
          pairs / (done[0] - begun[0]) / threads / 1e6);
    }
  }

  /** Seconds by the clock and of the process. */
  private static double[] now() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new double[] {System.nanoTime() / 1e9, system.getProcessCpuTime() / 1e9};
  }
}
