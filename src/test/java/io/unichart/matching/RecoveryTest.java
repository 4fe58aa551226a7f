package io.unichart.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Records made with known shares give the shares back, without a label. */
class RecoveryTest {

  private static final String[] FIELDS = {"given_name", "family_name", "birth_date", "one", "two"};
  private static final int[] KINDS = {150, 900, 0, 60, 400};

  private static Linkage records(long seed, double further, double[] exact, int persons) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Column> columns =
        List.of(
            new Column(Column.Slot.GIVEN_NAME, FIELDS[0]),
            new Column(Column.Slot.FAMILY_NAME, FIELDS[1]),
            new Column(Column.Slot.BIRTH_DATE, FIELDS[2]),
            new Column(Column.Slot.TEXT, FIELDS[3]),
            new Column(Column.Slot.TEXT, FIELDS[4]));
    Linkage linkage = new Linkage(columns, false);
    List<String[]> all = new ArrayList<>();
    for (int p = 0; p < persons; p++) {
      String[] person = new String[FIELDS.length];
      for (int f = 0; f < person.length; f++) {
        person[f] = value(f, random);
      }
      all.add(person);
      if (random.nextDouble() < further) {
        String[] again = person.clone();
        for (int f = 0; f < again.length; f++) {
          again[f] = random.nextDouble() < exact[f] ? again[f] : value(f, random);
        }
        all.add(again);
      }
    }
    for (String[] values : all) {
      for (int f = 0; f < values.length; f++) {
        byte[] cell = values[f].getBytes(StandardCharsets.UTF_8);
        linkage.cell(f, cell, 0, cell.length);
      }
    }
    linkage.records(all.size(), 0);
    return linkage;
  }

  /** Values that are far from each other, so that they agree exactly or not at all. */
  private static String value(int field, SplittableRandom random) {
    if (field == 2) {
      return String.format(
          java.util.Locale.ROOT,
          "%d-%02d-%02d",
          1930 + random.nextInt(80),
          1 + random.nextInt(12),
          2 + random.nextInt(27));
    }
    SplittableRandom word = new SplittableRandom(field * 100_003L + random.nextInt(KINDS[field]));
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      out.append((char) ('a' + word.nextInt(26)));
    }
    return out.toString();
  }

  @Test
  void expectationMaximisationFindsTheSharesThatTheRecordsWereMadeWith() {
    double[] exact = {.9, .8, .85, .7, .95};
    for (long seed = 1; seed <= 3; seed++) {
      double further = seed == 1 ? .1 : seed == 2 ? .3 : .6;

      MatchModel model =
          records(seed, further, exact, 5000).run(null, (stage, share) -> {}).model();

      for (int f = 0; f < FIELDS.length; f++) {
        assertThat(model.m(f, Levels.EXACT))
            .as("m of %s, seed %d", FIELDS[f], seed)
            .isCloseTo(exact[f], within(.06));
      }
      double pairsPerRecord = 2 * further / (1 + further);
      assertThat(model.duplicates())
          .as("further records per record, seed %d", seed)
          .isCloseTo(pairsPerRecord, within(.15 * pairsPerRecord));
      assertThat(model.u(3, Levels.EXACT)).isCloseTo(1.0 / 60, within(.004));
    }
  }
}
