package io.unichart.matching.text;

/**
 * String comparators that the levels are built from. All are symmetric.
 *
 * <ol>
 *   <li>M. A. Jaro, <em>Advances in record-linkage methodology as applied to matching the 1985
 *       census of Tampa, Florida</em>, JASA 84 (1989); W. E. Winkler, <em>String comparator metrics
 *       and enhanced decision rules in the Fellegi-Sunter model</em> (1990).
 *   <li>F. J. Damerau, <em>A technique for computer detection and correction of spelling
 *       errors</em>, CACM 7 (1964); the restricted ("optimal string alignment") distance: no
 *       substring is edited twice.
 * </ol>
 */
public final class Similarity {

  private Similarity() {}

  /** Jaro-Winkler similarity, 0 to 1, with the usual prefix bonus of 0.1 for up to four letters. */
  public static double jaroWinkler(String a, String b) {
    double jaro = jaro(a, b);
    if (jaro < 0.7) {
      return jaro;
    }
    int prefix = 0;
    int most = Math.min(4, Math.min(a.length(), b.length()));
    while (prefix < most && a.charAt(prefix) == b.charAt(prefix)) {
      prefix++;
    }
    return jaro + prefix * 0.1 * (1 - jaro);
  }

  private static double jaro(String a, String b) {
    int la = a.length();
    int lb = b.length();
    if (la == 0 || lb == 0) {
      return la == lb ? 1 : 0;
    }
    int window = Math.max(0, Math.max(la, lb) / 2 - 1);
    boolean[] usedA = new boolean[la];
    boolean[] usedB = new boolean[lb];
    int common = 0;
    for (int i = 0; i < la; i++) {
      int to = Math.min(lb - 1, i + window);
      for (int j = Math.max(0, i - window); j <= to; j++) {
        if (!usedB[j] && a.charAt(i) == b.charAt(j)) {
          usedA[i] = true;
          usedB[j] = true;
          common++;
          break;
        }
      }
    }
    if (common == 0) {
      return 0;
    }
    int transposed = 0;
    for (int i = 0, j = 0; i < la; i++) {
      if (usedA[i]) {
        while (!usedB[j]) {
          j++;
        }
        if (a.charAt(i) != b.charAt(j++)) {
          transposed++;
        }
      }
    }
    double c = common;
    return (c / la + c / lb + (c - transposed / 2.0) / c) / 3;
  }

  /**
   * Damerau-Levenshtein distance (restricted), or {@code limit + 1} as soon as it must exceed
   * {@code limit}.
   */
  public static int edits(String a, String b, int limit) {
    int la = a.length();
    int lb = b.length();
    if (Math.abs(la - lb) > limit) {
      return limit + 1;
    }
    int[] before = new int[lb + 1];
    int[] last = new int[lb + 1];
    int[] now = new int[lb + 1];
    for (int j = 0; j <= lb; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= la; i++) {
      now[0] = i;
      int best = i;
      char ca = a.charAt(i - 1);
      for (int j = 1; j <= lb; j++) {
        char cb = b.charAt(j - 1);
        int d = Math.min(Math.min(last[j], now[j - 1]) + 1, last[j - 1] + (ca == cb ? 0 : 1));
        if (i > 1 && j > 1 && ca == b.charAt(j - 2) && a.charAt(i - 2) == cb) {
          d = Math.min(d, before[j - 2] + 1);
        }
        now[j] = d;
        best = Math.min(best, d);
      }
      if (best > limit) {
        return limit + 1;
      }
      int[] spare = before;
      before = last;
      last = now;
      now = spare;
    }
    return Math.min(last[lb], limit + 1);
  }

  /** Whether the values differ by exactly one edit (insertion, deletion, substitution, swap). */
  public static boolean oneEdit(String a, String b) {
    return edits(a, b, 1) == 1;
  }
}
