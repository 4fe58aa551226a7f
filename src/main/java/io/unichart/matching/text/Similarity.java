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
    if (lb > Long.SIZE || la > Long.SIZE || !isAscii(a) || !isAscii(b)) {
      return jaroOfAny(a, b, window);
    }
    // by bits: for each letter the places at which b has it, of which the first free one is taken
    long[] places = PLACES.get();
    for (int j = 0; j < lb; j++) {
      places[b.charAt(j)] |= 1L << j;
    }
    long usedA = 0;
    long usedB = 0;
    for (int i = 0; i < la; i++) {
      long near = places[a.charAt(i)] & ~usedB & between(i - window, i + window);
      if (near != 0) {
        usedA |= 1L << i;
        usedB |= Long.lowestOneBit(near);
      }
    }
    for (int j = 0; j < lb; j++) {
      places[b.charAt(j)] = 0;
    }
    int transposed = 0;
    for (long x = usedA, y = usedB; x != 0; x &= x - 1, y &= y - 1) {
      int i = Long.numberOfTrailingZeros(x);
      int j = Long.numberOfTrailingZeros(y);
      transposed += a.charAt(i) == b.charAt(j) ? 0 : 1;
    }
    return jaro(Long.bitCount(usedA), transposed, la, lb);
  }

  private static final ThreadLocal<long[]> PLACES = ThreadLocal.withInitial(() -> new long[128]);

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  /** Ones from a place to another, both counted. */
  private static long between(int from, int to) {
    long above = from <= 0 ? -1L : -1L << from;
    return to >= Long.SIZE - 1 ? above : above & (1L << to + 1) - 1;
  }

  private static double jaro(int common, int transposed, int la, int lb) {
    double c = common;
    return common == 0 ? 0 : (c / la + c / lb + (c - transposed / 2.0) / c) / 3;
  }

  private static double jaroOfAny(String a, String b, int window) {
    int la = a.length();
    int lb = b.length();
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
    return jaro(common, transposed, la, lb);
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
    int from = 0;
    while (from < la && from < lb && a.charAt(from) == b.charAt(from)) {
      from++;
    }
    while (la > from && lb > from && a.charAt(la - 1) == b.charAt(lb - 1)) {
      la--;
      lb--;
    }
    if (from == la || from == lb) {
      return la - from + lb - from;
    }
    return lb - from <= Long.SIZE && isAscii(a) && isAscii(b)
        ? Math.min(editsByBits(a, b, from, la, lb, limit), limit + 1)
        : editsOfAny(a, b, limit);
  }

  /**
   * The distance between two parts, a column of the matrix at a time, whose steps up and down are
   * bits: H. Hyyrö, <em>A bit-vector algorithm for computing Levenshtein and Damerau edit
   * distances</em>, Nordic Journal of Computing 10 (2003).
   */
  private static int editsByBits(String a, String b, int from, int la, int lb, int limit) {
    long[] places = PLACES.get();
    for (int j = from; j < lb; j++) {
      places[b.charAt(j)] |= 1L << j - from;
    }
    int distance = lb - from;
    long last = 1L << distance - 1;
    long up = -1L;
    long down = 0;
    long zero = 0;
    long before = 0;
    for (int i = from; i < la && distance - (la - i) <= limit; i++) {
      long same = places[a.charAt(i)];
      long swapped = (~zero & same) << 1 & before;
      zero = (same & up) + up ^ up | same | down | swapped;
      long right = down | ~(zero | up);
      long left = zero & up;
      distance += (right & last) != 0 ? 1 : (left & last) != 0 ? -1 : 0;
      right = right << 1 | 1;
      up = left << 1 | ~(zero | right);
      down = right & zero;
      before = same;
    }
    for (int j = from; j < lb; j++) {
      places[b.charAt(j)] = 0;
    }
    return distance;
  }

  private static int editsOfAny(String a, String b, int limit) {
    int la = a.length();
    int lb = b.length();
    int most = limit + 1;
    // only cells within the limit of the diagonal can matter
    int[] before = new int[lb + 1];
    int[] last = new int[lb + 1];
    int[] now = new int[lb + 1];
    for (int j = 0; j <= lb; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= la; i++) {
      int from = Math.max(1, i - limit);
      int to = Math.min(lb, i + limit);
      now[from - 1] = from == 1 ? i : most;
      int best = now[from - 1];
      char ca = a.charAt(i - 1);
      for (int j = from; j <= to; j++) {
        char cb = b.charAt(j - 1);
        int above = j == i + limit ? most : last[j];
        int d = Math.min(Math.min(above, now[j - 1]) + 1, last[j - 1] + (ca == cb ? 0 : 1));
        if (i > 1 && j > 1 && ca == b.charAt(j - 2) && a.charAt(i - 2) == cb) {
          d = Math.min(d, before[j - 2] + 1);
        }
        now[j] = d;
        best = Math.min(best, d);
      }
      if (best > limit) {
        return most;
      }
      int[] spare = before;
      before = last;
      last = now;
      now = spare;
    }
    return Math.min(last[lb], most);
  }
}
