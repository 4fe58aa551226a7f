package io.unichart.matching;

import java.util.Arrays;

/**
 * How likely two <em>groups</em> of records are one person. A mean over pairs punishes a poor
 * record for every value in which its person's other records differ among themselves; here a record
 * is compared with what the whole group knows, field by field.
 *
 * <p>For each field the person's true value is unknown, but every member's value is a candidate for
 * it, as likely as the other members' values make it: <em>w(i) ~ product over j of 2^d(i,j)</em>. A
 * record r then belongs to the group with
 *
 * <pre>d(r) = log2 sum over i of w(i) 2^d(r,i)</pre>
 *
 * in that field, and the corrections for places and relatives apply to these sums as they do to a
 * pair's. Two groups are compared by the mean over their records, each against the other group.
 */
final class PooledEvidence {

  /** Members of a large group that are looked at. */
  private static final int LOOKED_AT = 10;

  /** What the last weight owes to the possibility of relatives, 0 or less. */
  double relatives;

  private final PairScorer scorer;
  private final int fields;

  PooledEvidence(PairScorer scorer) {
    this.scorer = scorer;
    this.fields = scorer.d.length;
  }

  /**
   * Weight in bits, without the prior: the mean over the records of both groups of what each has in
   * common with the other group. Leaves {@link #relatives} behind.
   */
  double weigh(int[] a, int[] b) {
    int[] as = some(a);
    int[] bs = some(b);
    double[][] ofA = trust(as);
    double[][] ofB = trust(bs);
    // by record of each side and field: weighted sum of likelihood ratios, and of weights
    double[][] mixedA = new double[as.length][fields];
    double[][] totalA = new double[as.length][fields];
    double[][] mixedB = new double[bs.length][fields];
    double[][] totalB = new double[bs.length][fields];
    for (int i = 0; i < as.length; i++) {
      for (int j = 0; j < bs.length; j++) {
        scorer.compare(as[i], bs[j]);
        for (int f = 0; f < fields; f++) {
          if (scorer.levels[f] != 0) {
            double ratio = Evidence.exp2(scorer.d[f]);
            mixedA[i][f] += ofB[f][j] * ratio;
            totalA[i][f] += ofB[f][j];
            mixedB[j][f] += ofA[f][i] * ratio;
            totalB[j][f] += ofA[f][i];
          }
        }
      }
    }
    relatives = 0;
    return (mean(mixedA, totalA) + mean(mixedB, totalB)) / 2;
  }

  private double mean(double[][] mixed, double[][] total) {
    double sum = 0;
    double[] d = new double[fields];
    for (int i = 0; i < mixed.length; i++) {
      for (int f = 0; f < fields; f++) {
        d[f] = total[i][f] > 0 ? Evidence.log2(mixed[i][f] / total[i][f]) : 0;
      }
      sum += scorer.evidence().weigh(d);
      relatives += scorer.evidence().relativesPart / mixed.length / 2;
    }
    return sum / mixed.length;
  }

  /** For each field and member how much its value is trusted to be the true one. */
  private double[][] trust(int[] group) {
    int n = group.length;
    double[][] bits = new double[fields][n];
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        scorer.compare(group[i], group[j]);
        for (int f = 0; f < fields; f++) {
          bits[f][i] += scorer.d[f];
          bits[f][j] += scorer.d[f];
        }
      }
    }
    for (double[] field : bits) {
      double most = Arrays.stream(field).max().orElse(0);
      for (int i = 0; i < n; i++) {
        field[i] = Evidence.exp2(Math.max(-40, field[i] - most));
      }
    }
    return bits;
  }

  private static int[] some(int[] group) {
    if (group.length <= LOOKED_AT) {
      return group;
    }
    int[] some = new int[LOOKED_AT];
    for (int i = 0; i < LOOKED_AT; i++) {
      some[i] = group[(int) ((long) i * group.length / LOOKED_AT)];
    }
    return some;
  }
}
