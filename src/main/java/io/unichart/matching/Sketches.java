package io.unichart.matching;

import io.unichart.matching.text.Nicknames;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * A few bits of each value of a table that tell of most pairs of values, without reading them, that
 * they agree at no level: {@link #differ} is true only where {@link Levels#level} gives the role's
 * last level. Which letters a value has bounds the edits between two values from below and their
 * Jaro-Winkler similarity from above; digits of numbers lie in it as they are.
 */
final class Sketches {

  /** No sketch: the value is too long, or holds alternatives or other letters than ASCII. */
  private static final long UNKNOWN = 0;

  private static final int LETTERS = 36;
  private static final long OTHER = 1L << LETTERS;
  private static final long SHORT_FORMS = 1L << LETTERS + 1;
  private static final long SYMBOLS = (1L << LETTERS + 1) - 1;
  private static final int LENGTH = LETTERS + 2;
  private static final int HEAD = 44;
  private static final int HEAD_SYMBOL = 5;
  private static final int MOST = 63;

  /** Numbers: four bits a character, then the length. */
  private static final int MOST_DIGITS = 15;

  private static final long EACH_FOURTH = 0x0111_1111_1111_1111L;

  private final Role[] roles;
  private final long[][] marks;
  private final long[][] words;

  Sketches(RecordTable table) {
    int n = table.fields.size();
    roles = table.fields.stream().map(Field::role).toArray(Role[]::new);
    marks = new long[n][];
    words = new long[n][];
    Map<Values, long[]> done = new IdentityHashMap<>();
    for (int f = 0; f < n; f++) {
      Values values = table.values[f];
      switch (roles[f]) {
        case GIVEN_NAME, FAMILY_NAME, MIDDLE_NAME ->
            marks[f] = done.computeIfAbsent(values, v -> of(v, Sketches::letters));
        case HOUSE_NUMBER, PHONE, IDENTIFIER -> marks[f] = of(values, Sketches::digits);
        case POSTAL_CODE -> marks[f] = of(values, Sketches::letters);
        case STREET, CITY, TEXT -> {
          marks[f] = of(values, Sketches::letters);
          words[f] = of(values, Sketches::wordEnds);
        }
        case EMAIL -> {
          marks[f] = of(values, Sketches::letters);
          words[f] = of(values, Sketches::userEnds);
        }
        case BIRTH_DATE, GENDER, STATE, COUNTRY -> {}
      }
    }
  }

  /** Whether two distinct values of a field certainly differ, compared as {@code as}'s role. */
  boolean differ(int f, int as, int ca, int cb) {
    long[] known = marks[f];
    if (known == null) {
      return false;
    }
    long a = known[ca];
    long b = known[cb];
    if (a == UNKNOWN || b == UNKNOWN) {
      return false;
    }
    return switch (roles[as]) {
      case GIVEN_NAME, MIDDLE_NAME -> names(a, b, true);
      case FAMILY_NAME -> names(a, b, false);
      case HOUSE_NUMBER -> !slip(a, b) || a >>> 4 * MOST_DIGITS == 1 && sameLength(a, b);
      case PHONE -> !slip(a, b);
      case POSTAL_CODE -> bound(a, b) > 2 && prefix(a, b) == 0;
      case IDENTIFIER -> sameLength(a, b) && Long.bitCount(differing(a, b)) > 4;
      case STREET, CITY, TEXT -> bound(a, b) > 2 && !alike(a, b, 0.88) && !share(f, ca, cb);
      case EMAIL -> bound(a, b) > 3 && !alike(a, b, 0.92) && !share(f, ca, cb);
      default -> false;
    };
  }

  private static boolean names(long a, long b, boolean given) {
    if (((a | b) & OTHER) != 0) {
      return false; // several words
    }
    int shorter = Math.min(length(a), length(b));
    if (shorter == 1) {
      return prefix(a, b) == 0;
    }
    if (given && (a & b & SHORT_FORMS) != 0) {
      return false;
    }
    int edits = bound(a, b);
    return (edits > 3 || edits == 3 && shorter < 5) && !alike(a, b, shorter < 4 ? 0.8 : 0.7);
  }

  private static boolean sameLength(long a, long b) {
    return (a ^ b) >>> 4 * MOST_DIGITS == 0;
  }

  /** A one for each place at which numbers differ, at the lowest of its four bits. */
  private static long differing(long a, long b) {
    long x = a ^ b;
    x |= x >>> 1;
    x |= x >>> 2;
    return x & EACH_FOURTH;
  }

  /** Whether numbers may be one edit apart; of different length they are not looked at. */
  private static boolean slip(long a, long b) {
    if (!sameLength(a, b)) {
      return true;
    }
    long places = differing(a, b);
    if (Long.bitCount(places) != 2) {
      return Long.bitCount(places) < 2;
    }
    int at = Long.numberOfTrailingZeros(places);
    return places >>> at == 0x11
        && (a >>> at & 15) == (b >>> at + 4 & 15)
        && (a >>> at + 4 & 15) == (b >>> at & 15);
  }

  private boolean share(int f, int ca, int cb) {
    return (words[f][ca] & words[f][cb]) != 0;
  }

  private static int length(long mark) {
    return (int) (mark >>> LENGTH) & MOST;
  }

  /** So many edits at least: each removes or adds one symbol, or changes one into another. */
  private static int bound(long a, long b) {
    int lost = Long.bitCount(a & ~b & SYMBOLS);
    int won = Long.bitCount(b & ~a & SYMBOLS);
    return Math.max(Math.abs(length(a) - length(b)), Math.max(lost, won));
  }

  /** Whether the Jaro-Winkler similarity may reach a value, or one may lie within the other. */
  private static boolean alike(long a, long b, double least) {
    int lost = Long.bitCount(a & ~b & SYMBOLS & ~OTHER);
    int won = Long.bitCount(b & ~a & SYMBOLS & ~OTHER);
    if (lost == 0 || won == 0) {
      return true;
    }
    double la = length(a);
    double lb = length(b);
    double common = Math.min(la - lost, lb - won);
    double jaro = (common / la + common / lb + 1) / 3;
    return jaro + 0.1 * prefix(a, b) * (1 - jaro) >= least;
  }

  /** At most so many of the first four symbols agree, from the first on. */
  private static int prefix(long a, long b) {
    long x = (a ^ b) >>> HEAD;
    return x == 0 ? 4 : Long.numberOfTrailingZeros(x) / HEAD_SYMBOL;
  }

  private interface Sketch {
    long of(byte[] text);
  }

  private static long[] of(Values values, Sketch sketch) {
    long[] all = new long[values.size()];
    for (int code = 1; code < all.length; code++) {
      all[code] = sketch.of(values.text(code).getBytes(StandardCharsets.UTF_8));
    }
    return all;
  }

  private static long letters(byte[] text) {
    if (text.length > MOST) {
      return UNKNOWN;
    }
    long mark = (long) text.length << LENGTH;
    for (int i = 0; i < text.length; i++) {
      byte c = text[i];
      if (c < 0 || c == Levels.OR) {
        return UNKNOWN;
      }
      int symbol = c >= 'a' && c <= 'z' ? c - 'a' : c >= '0' && c <= '9' ? c - '0' + 26 : LETTERS;
      mark |= 1L << symbol;
      if (i < 4) {
        // digits two by two: 37 symbols do not fit, and too long a prefix is no harm
        int head = symbol < 26 ? symbol : 26 + (symbol - 26) / 2;
        mark |= (long) head << HEAD + i * HEAD_SYMBOL;
      }
    }
    return Nicknames.isKnown(new String(text, StandardCharsets.US_ASCII))
        ? mark | SHORT_FORMS
        : mark;
  }

  private static long digits(byte[] text) {
    if (text.length > MOST_DIGITS) {
      return UNKNOWN;
    }
    long mark = (long) text.length << 4 * MOST_DIGITS;
    for (int i = 0; i < text.length; i++) {
      if (text[i] < 0 || text[i] == Levels.OR) {
        return UNKNOWN;
      }
      mark |= (text[i] & 15L) << 4 * i;
    }
    return mark;
  }

  /**
   * By the first and the last two letters of each word of three letters or more: of words that are
   * equal, or have five letters and one edit between them, one of both is the same.
   */
  private static long wordEnds(byte[] text) {
    long ends = 0;
    for (int from = 0, i = 0; i <= text.length; i++) {
      if (i == text.length || text[i] == ' ') {
        ends |= i - from >= 3 ? ends(text, from, i) : 0;
        from = i + 1;
      }
    }
    return ends;
  }

  /** The same of what stands before an address's @. */
  private static long userEnds(byte[] text) {
    int at = 0;
    while (at < text.length && text[at] != '@') {
      at++;
    }
    return ends(text, 0, at);
  }

  private static long ends(byte[] text, int from, int to) {
    if (to - from < 2) {
      return -1L;
    }
    int first = text[from] * 31 + text[from + 1];
    int last = text[to - 2] * 31 + text[to - 1];
    return 1L << (first * 0x9E3779B9 >>> 27) | 1L << 32 + (last * 0x9E3779B9 >>> 27);
  }
}
