package io.unichart.matching;

/**
 * Adds up the evidence of one pair: from levels and shares to a match weight in bits. Not
 * thread-safe: one per thread.
 *
 * <p>For each field <em>d = log2 m(level) - log2 u(level)</em>. Were all fields independent, the
 * weight would be their sum. Two things are not (see {@link Relations}): places change together
 * when a person moves, and relatives share places, names, birth dates. Hence
 *
 * <pre>
 * weight = sum of d over names, dates, contacts, ...
 *        + log2(stayed + nearby 2^-dHome + away 2^-dPlace)
 *        - log2(1 + area 2^dArea + household 2^dHousehold + ...)
 * </pre>
 *
 * where each relation's d is the sum over the fields that such persons share. The two last lines
 * appear in the explanation as the entries {@code moved} and {@code relatives}.
 */
final class Evidence {

  /** Kinds of pairs: match, stranger, five relations. */
  static final int KINDS = 7;

  static final int RELATIONS = 5;

  static final int GIVEN = 0;
  static final int FAMILY = 1;
  static final int DATE = 2;
  static final int SEX = 3;
  static final int AREA = 4;
  static final int HOME = 5;
  static final int CONTACT = 6;
  static final int REST = 7;

  private final int[] group;
  private final double[] sums = new double[8];
  private final double[] likely = new double[KINDS + 2];
  private final double[] rates = new double[RELATIONS];
  private final double nearby;
  private final double away;

  /** The entries of the last explanation: one per field, then {@code moved}, then relatives. */
  double movedPart;

  double relativesPart;

  Evidence(MatchModel model, double population) {
    this.group = groups(model);
    Relations r = model.relations();
    double n = Math.max(2, population);
    rates[0] = r.area();
    rates[1] = Math.min(0.2, r.household() / n);
    rates[2] = Math.min(0.2, r.flatmates() / n);
    rates[3] = Math.min(0.2, r.twins() / n);
    rates[4] = Math.min(0.2, r.namesakes() / n);
    nearby = r.movedNearby();
    away = r.movedAway();
  }

  static int[] groups(MatchModel model) {
    int[] group = new int[model.fields().size()];
    for (int f = 0; f < group.length; f++) {
      group[f] =
          switch (model.fields().get(f).role()) {
            case GIVEN_NAME, MIDDLE_NAME -> GIVEN;
            case FAMILY_NAME -> FAMILY;
            case BIRTH_DATE -> DATE;
            case GENDER -> SEX;
            case CITY, STATE, POSTAL_CODE, COUNTRY -> AREA;
            case STREET, HOUSE_NUMBER -> HOME;
            case PHONE, EMAIL -> CONTACT;
            case IDENTIFIER -> REST;
            // a second address line moves with the first
            case TEXT -> model.fields().get(f).name().contains("address") ? HOME : REST;
          };
    }
    return group;
  }

  /** The weight in bits of field-wise differences {@code d}; an entry of a missing field is 0. */
  double weigh(double[] d) {
    double[] s = sums;
    java.util.Arrays.fill(s, 0);
    double total = 0;
    for (int f = 0; f < d.length; f++) {
      s[group[f]] += d[f];
      total += d[f];
    }
    return total + correct(s);
  }

  /** The same, but gives up early when the weight cannot reach {@code floor}. */
  double weigh(double[] d, double floor) {
    double[] s = sums;
    java.util.Arrays.fill(s, 0);
    double total = 0;
    for (int f = 0; f < d.length; f++) {
      s[group[f]] += d[f];
      total += d[f];
    }
    double best = total + Math.max(0, Math.max(-s[HOME], -s[AREA] - s[HOME]));
    return best < floor ? best : total + correct(s);
  }

  /** The two corrections of a pair whose d per group is {@code s}. */
  private double correct(double[] s) {
    movedPart = log2(stayed(s));
    relativesPart = -log2(others(s));
    return movedPart + relativesPart;
  }

  /** Likelihood of the pair under all kinds of different persons, relative to strangers. */
  private double others(double[] s) {
    likelihoods(s);
    double sum = 1;
    for (int c = 0; c < RELATIONS; c++) {
      sum += rates[c] * likely[c + 2];
    }
    return sum;
  }

  /**
   * How likely the pair is under each kind of pair, relative to strangers: match, stranger, then
   * the relations in the order of {@link Relations}; last, the parts of the match that moved in the
   * area and away from it.
   */
  double[] likelihoods(double[] d, boolean[] masked) {
    java.util.Arrays.fill(sums, 0);
    for (int f = 0; f < d.length; f++) {
      if (!masked[f]) {
        sums[group[f]] += d[f];
      }
    }
    likelihoods(sums);
    double total = 0;
    for (double part : sums) {
      total += part;
    }
    double match = exp2(total);
    likely[0] = match * stayed(sums);
    likely[KINDS] = match * nearby * exp2(-sums[HOME]);
    likely[KINDS + 1] = match * away * exp2(-sums[AREA] - sums[HOME]);
    return likely;
  }

  /** Corrects the product over places for persons who moved in the area, or away from it. */
  private double stayed(double[] s) {
    if (s[AREA] == 0 && s[HOME] == 0) {
      return 1;
    }
    return 1 - nearby - away + nearby * exp2(-s[HOME]) + away * exp2(-s[AREA] - s[HOME]);
  }

  private void likelihoods(double[] s) {
    double place = s[AREA] + s[HOME];
    double contact = s[CONTACT] == 0 ? 0 : log2(0.4 * exp2(s[CONTACT]) + 0.6);
    double home = exp2(place + contact);
    double household = home * exp2(s[FAMILY]);
    likely[1] = 1;
    likely[2] = exp2(s[AREA]);
    likely[3] = household;
    likely[4] = s[AREA] == 0 && s[HOME] == 0 ? 0 : home;
    likely[5] = household * exp2(s[DATE]);
    likely[6] = household * exp2(s[GIVEN] + s[SEX]);
  }

  static double exp2(double x) {
    return x < -60 ? 0 : Math.exp(Math.min(x, 200) * 0.6931471805599453);
  }

  static double log2(double x) {
    return Math.log(x) * 1.4426950408889634;
  }
}
