package io.unichart.matching;

/**
 * How common each value of a table is: an agreement on a rare value tells more than one on a common
 * value. Where the values agree exactly, u is the value's own share; where they agree nearly, half
 * the difference (in bits) from the average counts.
 */
final class Frequencies {

  /** No agreement is believed to be rarer than this among strangers. */
  private static final double RAREST = -24;

  private final float[][] logShare;
  private final double[] average;
  private final int[] lastTouched;
  private final int[] different;
  private int[] packed = new int[0];
  private final boolean[] coarse;
  private final boolean[] severalWords;

  /**
   * @param perPerson how many records a person has on average: a value that all of one person's
   *     records share is not a common one
   */
  Frequencies(RecordTable table, double perPerson) {
    int n = table.fields.size();
    logShare = new float[n][];
    average = new double[n];
    lastTouched = new int[n];
    different = new int[n];
    boolean[] isCoarse = new boolean[0];
    boolean[] hasWords = new boolean[0];
    for (int f = 0; f < n; f++) {
      int[] counts = table.counts[f];
      float[] logs = new float[counts.length];
      double filled = Math.max(1, table.size - counts[0]);
      double sum = 0;
      for (int code = 1; code < counts.length; code++) {
        double others = Math.max(counts[code] - perPerson, 0.5);
        logs[code] = (float) Math.max(RAREST, Evidence.log2(Math.min(1, others / filled)));
        sum += counts[code] / filled * logs[code];
      }
      logShare[f] = logs;
      average[f] = sum;
      Role role = table.fields.get(f).role();
      lastTouched[f] = !role.usesFrequency() ? 0 : role == Role.BIRTH_DATE ? 2 : 99;
      different[f] = role.different();
      if (role == Role.BIRTH_DATE) {
        packed = new int[counts.length];
        isCoarse = new boolean[counts.length];
        for (int code = 1; code < counts.length; code++) {
          packed[code] = Levels.packed(table.values[f].text(code));
          isCoarse[code] = Levels.isCoarse(table.values[f].text(code));
        }
      }
      if (role == Role.GIVEN_NAME) {
        hasWords = new boolean[counts.length];
        for (int code = 1; code < counts.length; code++) {
          Values values = table.values[f];
          for (int i = 0; i < values.length(code); i++) {
            hasWords[code] |= values.at(code, i) == ' ';
          }
        }
      }
    }
    coarse = isCoarse;
    severalWords = hasWords;
  }

  /** Shares that the caller knows; where it does not, the model's average. */
  Frequencies(RecordTable table, MatchModel model, Matcher.TermShares shares) {
    this(table, 1);
    for (int f = 0; f < logShare.length; f++) {
      Field field = table.fields.get(f);
      average[f] = model.logU(f, Levels.EXACT);
      for (int code = 1; code < logShare[f].length; code++) {
        double share =
            table.counts[f][code] == 0 ? 0 : shares.share(field, table.values[f].text(code));
        logShare[f][code] =
            (float) (share > 0 ? Math.max(RAREST, Evidence.log2(Math.min(1, share))) : average[f]);
      }
    }
  }

  /** A birth date as a number yyyymmdd. */
  int date(int code) {
    return packed[code];
  }

  boolean coarse(int field, int code) {
    return coarse[code];
  }

  boolean severalWords(int nameCode) {
    return nameCode != 0 && severalWords[nameCode];
  }

  double logShare(int field, int code) {
    return logShare[field][code];
  }

  /** log2 of u for a level of two values. */
  double logU(MatchModel model, int field, int level, int a, int b) {
    if (level > lastTouched[field] || level == different[field]) {
      return model.logU(field, level);
    }
    if (a == b) {
      return logShare[field][a];
    }
    double off = Math.max(logShare[field][a], logShare[field][b]) - average[field];
    double u = model.logU(field, level) + 0.5 * Math.max(-6, Math.min(6, off));
    return Math.min(u, -0.05);
  }
}
