package io.unichart.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Finds texts that follow from another field: an age from the birth date, a county from the town.
 * To count both would count one agreement twice. A text follows from a field when strangers who
 * agree in that field mostly agree in the text as well, far more often than strangers do otherwise.
 *
 * <p>Strangers are pairs whose remaining fields speak clearly against one person.
 */
final class Dependence {

  private static final int DRAWN = 3000;
  private static final int ENOUGH = 100;

  /** Strangers agree in the text at least this often ... */
  private static final double MOSTLY = 0.5;

  /** ... and this many times as often as without the other field. */
  private static final double FAR_MORE = 5;

  private final RecordTable table;
  private final MatchModel model;
  private final PairScorer scorer;
  private final double prior;
  private final SplittableRandom random = new SplittableRandom(7);

  Dependence(RecordTable table, MatchModel model, Frequencies frequencies) {
    this.table = table;
    this.model = model;
    this.scorer = new PairScorer(table, model, frequencies, table.size);
    this.prior = model.priorWeight(table.size);
  }

  /** For each field the one that implies it, or -1. */
  int[] impliedBy() {
    int n = table.fields.size();
    int[] by = new int[n];
    Arrays.fill(by, -1);
    for (int f = 0; f < n; f++) {
      Role role = table.fields.get(f).role();
      boolean any = false;
      for (int other = 0; other < n; other++) {
        any |= other != f && table.fields.get(other).role() == Role.TEXT;
      }
      if (role == Role.TEXT || !any) {
        continue;
      }
      List<int[]> pairs = pairs(f, role == Role.BIRTH_DATE);
      for (int text = 0; text < n; text++) {
        if (table.fields.get(text).role() == Role.TEXT && by[text] < 0 && follows(text, f, pairs)) {
          by[text] = f;
        }
      }
    }
    return by;
  }

  private boolean follows(int text, int field, List<int[]> pairs) {
    int strangers = 0;
    int compared = 0;
    int agree = 0;
    for (int[] pair : pairs) {
      scorer.compare(pair[0], pair[1]);
      if (scorer.levels[text] == 0) {
        continue;
      }
      compared++;
      double rest = prior;
      for (int f = 0; f < scorer.d.length; f++) {
        rest += f == text || f == field ? 0 : scorer.d[f];
      }
      if (rest < -3) {
        strangers++;
        agree += scorer.levels[text] == Levels.EXACT ? 1 : 0;
      }
    }
    double share = strangers == 0 ? 0 : (double) agree / strangers;
    return strangers >= ENOUGH
        && strangers * 2 >= compared
        && share >= MOSTLY
        && share >= FAR_MORE * model.u(text, Levels.EXACT);
  }

  /** Random pairs of records that hold the same value of a field, of a date the same year. */
  private List<int[]> pairs(int field, boolean byYear) {
    int[] codes = table.codes[field];
    int[] group = new int[table.values[field].size()];
    for (int code = 1; code < group.length; code++) {
      String value = table.values[field].text(code);
      group[code] = byYear ? Features.hash(value.substring(0, Math.min(4, value.length()))) : code;
    }
    long[] sorted = new long[table.size];
    int n = 0;
    for (int r = 0; r < table.size; r++) {
      if (codes[r] != 0) {
        sorted[n++] = ((long) group[codes[r]] << 32) | r;
      }
    }
    sorted = Arrays.copyOf(sorted, n);
    Arrays.sort(sorted);
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < DRAWN && n > 1; i++) {
      int at = random.nextInt(n);
      int from = at;
      int to = at + 1;
      while (from > 0 && at - from < 500 && sorted[from - 1] >> 32 == sorted[at] >> 32) {
        from--;
      }
      while (to < n && to - at < 500 && sorted[to] >> 32 == sorted[at] >> 32) {
        to++;
      }
      int other = random.nextInt(from, to);
      if (other != at) {
        pairs.add(new int[] {(int) sorted[at], (int) sorted[other]});
      }
    }
    return pairs;
  }
}
