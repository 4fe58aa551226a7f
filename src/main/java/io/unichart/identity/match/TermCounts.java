package io.unichart.identity.match;

import io.unichart.matching.ComparisonView;
import io.unichart.matching.Field;
import io.unichart.matching.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Counts the commonest values of each field in one pass and bounded memory.
 *
 * <p>J. Misra, D. Gries, <em>Finding repeated elements</em> (1982): with k counters a value that
 * more than one record in k holds is never lost, and its count is at most n/k too low. Values below
 * that are rare, and a rare value needs no exact share.
 */
public final class TermCounts {

  private static final int COUNTERS = 4_000;

  /** Shares from here on are told: twice the uncertainty of the counts. */
  private static final double TOLD = 2.0 / COUNTERS;

  private final List<Field> fields;
  private final List<Map<String, int[]>> counts = new ArrayList<>();
  private final long[] filled;
  private long records;

  public TermCounts(List<Field> fields) {
    this.fields = fields;
    this.filled = new long[fields.size()];
    fields.forEach(field -> counts.add(new HashMap<>()));
  }

  /** Counts the values of one more record. */
  public void add(ComparisonView view) {
    records++;
    for (int f = 0; f < filled.length; f++) {
      String value = view.value(f);
      if (!value.isEmpty() && fields.get(f).role().usesFrequency()) {
        filled[f]++;
        for (String each : value.split("\\|")) {
          count(counts.get(f), each);
        }
      }
    }
  }

  private static void count(Map<String, int[]> counters, String value) {
    int[] count = counters.get(value);
    if (count != null) {
      count[0]++;
    } else if (counters.size() < COUNTERS) {
      counters.put(value, new int[] {1});
    } else {
      for (Iterator<int[]> each = counters.values().iterator(); each.hasNext(); ) {
        if (--each.next()[0] == 0) {
          each.remove();
        }
      }
    }
  }

  /** How many records were counted. */
  public long records() {
    return records;
  }

  /** By field and value, the share of the records with that field that hold the value. */
  public Map<String, Map<String, Double>> shares() {
    Map<String, Map<String, Double>> shares = new HashMap<>();
    for (int f = 0; f < filled.length; f++) {
      Map<String, Double> of = new HashMap<>();
      double all = Math.max(1, filled[f]);
      counts
          .get(f)
          .forEach(
              (value, count) -> {
                if (count[0] / all >= TOLD && count[0] > 2) {
                  of.put(value, count[0] / all);
                }
              });
      if (filled[f] > 0 && fields.get(f).role() != Role.IDENTIFIER || !of.isEmpty()) {
        shares.put(fields.get(f).name(), of);
      }
    }
    return shares;
  }

  /** What is not told is no commoner than this. */
  static double rare() {
    return TOLD;
  }
}
