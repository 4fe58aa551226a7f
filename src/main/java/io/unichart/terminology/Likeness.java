package io.unichart.terminology;

/** How alike two short texts are, letter by letter. */
final class Likeness {

  private Likeness() {}

  /** One minus the share of letters to insert or delete: 1 for equal texts, 0 for disjoint ones. */
  static double ratio(String a, String b) {
    int sum = a.length() + b.length();
    return sum == 0 ? 1 : 1 - (double) (sum - 2 * commonSubsequence(a, b)) / sum;
  }

  /**
   * The longest common subsequence by bits, 64 columns at a time. Hyyrö: Bit-parallel LCS-length
   * computation revisited, 2004.
   */
  private static int commonSubsequence(String a, String b) {
    int prefix = 0;
    int shorter = Math.min(a.length(), b.length());
    while (prefix < shorter && a.charAt(prefix) == b.charAt(prefix)) {
      prefix++;
    }
    int suffix = 0;
    while (suffix < shorter - prefix
        && a.charAt(a.length() - 1 - suffix) == b.charAt(b.length() - 1 - suffix)) {
      suffix++;
    }
    String s = a.substring(prefix, a.length() - suffix);
    String t = b.substring(prefix, b.length() - suffix);
    if (s.isEmpty() || t.isEmpty()) {
      return prefix + suffix;
    }
    return prefix
        + suffix
        + (s.length() <= 64 ? bits(s, t) : t.length() <= 64 ? bits(t, s) : table(s, t));
  }

  private static int bits(String s, String t) {
    long[] rows = new long[128];
    for (int i = 0; i < s.length(); i++) {
      rows[s.charAt(i) & 127] |= 1L << i;
    }
    long v = ~0L;
    for (int j = 0; j < t.length(); j++) {
      long u = v & rows[t.charAt(j) & 127];
      v = (v + u) | (v - u);
    }
    long mask = s.length() == 64 ? ~0L : (1L << s.length()) - 1;
    return Long.bitCount(~v & mask);
  }

  private static int table(String s, String t) {
    int[] row = new int[t.length() + 1];
    for (int i = 0; i < s.length(); i++) {
      int diagonal = 0;
      for (int j = 1; j <= t.length(); j++) {
        int above = row[j];
        row[j] = s.charAt(i) == t.charAt(j - 1) ? diagonal + 1 : Math.max(row[j], row[j - 1]);
        diagonal = above;
      }
    }
    return row[t.length()];
  }

  /** True when two words differ by one slip: a letter more, less, other, or two swapped. */
  static boolean isOneSlip(String a, String b) {
    int gap = a.length() - b.length();
    if (gap > 1 || gap < -1) {
      return false;
    }
    int i = 0;
    int n = Math.min(a.length(), b.length());
    while (i < n && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    if (i == n) {
      return true;
    }
    if (gap == 1) {
      return a.regionMatches(i + 1, b, i, b.length() - i);
    }
    if (gap == -1) {
      return b.regionMatches(i + 1, a, i, a.length() - i);
    }
    if (a.regionMatches(i + 1, b, i + 1, n - i - 1)) {
      return true;
    }
    return i + 1 < n
        && a.charAt(i) == b.charAt(i + 1)
        && a.charAt(i + 1) == b.charAt(i)
        && a.regionMatches(i + 2, b, i + 2, n - i - 2);
  }
}
