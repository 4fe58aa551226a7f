package io.unichart.matching.text;

/**
 * How a name may sound, as two codes of at most four consonants: the usual reading and, where
 * spelling leaves a doubt, another one (Schmidt as XMT or SMT, Michael as MKL or MXL). Names sound
 * alike when any of their codes agree.
 *
 * <p>The rules are those of L. Philips, <em>The Double Metaphone Search Algorithm</em>, C/C++ Users
 * Journal 18(6), June 2000. {@code A} stands for a leading vowel, {@code X} for sh, {@code 0} for
 * th.
 *
 * @param primary the usual reading; empty when the name has no Latin letter that sounds
 * @param alternate the other reading, often the same
 */
public record DoubleMetaphone(String primary, String alternate) {

  private static final int LONGEST = 4;

  /** The codes of a folded name. */
  public static DoubleMetaphone of(String folded) {
    return new Reading(folded).codes();
  }

  /** Whether any reading of the one is a reading of the other. */
  public boolean soundsLike(DoubleMetaphone other) {
    return isOne(primary, other) || isOne(alternate, other);
  }

  private static boolean isOne(String code, DoubleMetaphone other) {
    return !code.isEmpty() && (code.equals(other.primary) || code.equals(other.alternate));
  }

  /** One pass over a name; each letter's method says how many letters it has taken. */
  private static final class Reading {

    private final String name;
    private final int last;

    /** A spelling that Slavic or German names have, not English or Romance ones. */
    private final boolean slavoGermanic;

    /** After "van", "von" or a leading sch, consonants stay hard. */
    private final boolean germanic;

    private final StringBuilder usual = new StringBuilder(LONGEST + 2);
    private final StringBuilder other = new StringBuilder(LONGEST + 2);

    /** The letter at which the pass stands. */
    private int i;

    Reading(String folded) {
      name = folded.strip();
      last = name.length() - 1;
      slavoGermanic = name.indexOf('w') >= 0 || name.indexOf('k') >= 0 || name.contains("cz");
      germanic = is(0, "van ", "von ", "sch");
    }

    DoubleMetaphone codes() {
      i = is(0, "gn", "kn", "pn", "wr", "ps") ? 1 : 0;
      while (i <= last && (usual.length() < LONGEST || other.length() < LONGEST)) {
        i += letter(name.charAt(i));
      }
      return new DoubleMetaphone(cut(usual), cut(other));
    }

    private static String cut(StringBuilder code) {
      return code.substring(0, Math.min(LONGEST, code.length()));
    }

    private int letter(char c) {
      return switch (c) {
        case 'a', 'e', 'i', 'o', 'u', 'y' -> i == 0 ? both("A", 1) : 1;
        case 'b' -> both("P", twice('b'));
        case 'c' -> c();
        case 'd' -> d();
        case 'f' -> both("F", twice('f'));
        case 'g' -> g();
        case 'h' -> (i == 0 || isVowel(i - 1)) && isVowel(i + 1) ? both("H", 2) : 1;
        case 'j' -> j();
        case 'k' -> both("K", twice('k'));
        case 'l' -> l();
        case 'm' -> m();
        case 'n' -> both("N", twice('n'));
        case 'p' -> isAt(i + 1, 'h') ? both("F", 2) : both("P", is(i + 1, "p", "b") ? 2 : 1);
        case 'q' -> both("K", twice('q'));
        case 'r' -> r();
        case 's' -> s();
        case 't' -> t();
        case 'v' -> both("F", twice('v'));
        case 'w' -> w();
        case 'x' -> x();
        case 'z' -> z();
        default -> 1;
      };
    }

    private int both(String code, int taken) {
      return either(code, code, taken);
    }

    private int either(String first, String second, int taken) {
      usual.append(first);
      other.append(second);
      return taken;
    }

    private boolean isAt(int at, char c) {
      return at >= 0 && at <= last && name.charAt(at) == c;
    }

    private boolean isVowel(int at) {
      return at >= 0 && at <= last && "aeiouy".indexOf(name.charAt(at)) >= 0;
    }

    /** Whether one of these stands at a place; before the beginning and after the end nothing. */
    private boolean is(int at, String... any) {
      for (String part : any) {
        if (name.startsWith(part, at)) {
          return true;
        }
      }
      return false;
    }

    private int twice(char c) {
      return isAt(i + 1, c) ? 2 : 1;
    }

    private int c() {
      if (is(i, "chia") || isGermanAch()) {
        return both("K", 2);
      }
      if (i == 0 && is(0, "caesar")) {
        return both("S", 2);
      }
      if (is(i, "ch")) {
        return ch();
      }
      if (is(i, "cz") && !is(i - 2, "wicz")) {
        return either("S", "X", 2);
      }
      if (is(i + 1, "cia")) {
        return both("X", 3); // focaccia
      }
      if (is(i, "cc") && !(i == 1 && isAt(0, 'm'))) {
        return cc();
      }
      if (is(i, "ck", "cg", "cq")) {
        return both("K", 2);
      }
      if (is(i, "ci", "ce", "cy")) {
        return is(i, "cio", "cie", "cia") ? either("S", "X", 2) : both("S", 2);
      }
      if (is(i + 1, " c", " q", " g")) {
        return both("K", 3); // Mac Caffrey, Mac Gregor
      }
      return both("K", is(i + 1, "c", "k", "q") && !is(i + 1, "ce", "ci") ? 2 : 1);
    }

    /** The hard ch of Bacher and of "ach" behind a consonant. */
    private boolean isGermanAch() {
      return i > 1
          && !isVowel(i - 2)
          && is(i - 1, "ach")
          && (!is(i + 2, "i", "e") || is(i - 2, "bacher", "macher"));
    }

    private int ch() {
      if (i > 0 && is(i, "chae")) {
        return either("K", "X", 2); // Michael
      }
      boolean greek =
          i == 0 && is(1, "harac", "haris", "hor", "hym", "hia", "hem") && !is(0, "chore");
      boolean before = i == 0 || is(i - 1, "a", "o", "u", "e");
      boolean after = is(i + 2, "l", "r", "n", "m", "b", "h", "f", "v", "w", " ") || i + 1 == last;
      if (greek
          || germanic
          || is(i - 2, "orches", "archit", "orchid")
          || is(i + 2, "t", "s")
          || before && after) {
        return both("K", 2);
      }
      return i == 0 ? both("X", 2) : is(0, "mc") ? both("K", 2) : either("X", "K", 2);
    }

    private int cc() {
      if (!is(i + 2, "i", "e", "h") || is(i + 2, "hu")) {
        return both("K", 2);
      }
      boolean asInSuccess = i == 1 && isAt(0, 'a') || is(i - 1, "uccee", "ucces");
      return both(asInSuccess ? "KS" : "X", 3);
    }

    private int d() {
      if (is(i, "dg")) {
        return is(i + 2, "i", "e", "y") ? both("J", 3) : both("TK", 2);
      }
      return both("T", is(i, "dt", "dd") ? 2 : 1);
    }

    private int g() {
      if (isAt(i + 1, 'h')) {
        return gh();
      }
      if (isAt(i + 1, 'n')) {
        if (slavoGermanic) {
          return both("KN", 2);
        }
        return i == 1 && isVowel(0)
            ? either("KN", "N", 2)
            : is(i + 2, "ey") ? both("KN", 2) : either("N", "KN", 2);
      }
      if (is(i + 1, "li") && !slavoGermanic) {
        return either("KL", "L", 2); // Tagliaro
      }
      if (i == 0 && is(1, "y", "es", "ep", "eb", "el", "ey", "ib", "il", "in", "ie", "ei", "er")) {
        return either("K", "J", 2);
      }
      if (is(i + 1, "er", "y")
          && !is(0, "danger", "ranger", "manger")
          && !is(i - 1, "e", "i", "rgy", "ogy")) {
        return either("K", "J", 2);
      }
      if (is(i + 1, "e", "i", "y") || is(i - 1, "aggi", "oggi")) {
        if (germanic || is(i + 1, "et")) {
          return both("K", 2);
        }
        return is(i + 1, "ier") ? both("J", 2) : either("J", "K", 2);
      }
      return both("K", twice('g'));
    }

    private int gh() {
      if (i == 0) {
        return both(isAt(2, 'i') ? "J" : "K", 2);
      }
      if (!isVowel(i - 1)) {
        return both("K", 2);
      }
      // silent two to four letters behind these: Hugh, bough, broughton
      if (is(i - 2, "b", "h", "d") || is(i - 3, "b", "h", "d") || is(i - 4, "b", "h")) {
        return 2;
      }
      if (isAt(i - 1, 'u') && is(i - 3, "c", "g", "l", "r", "t")) {
        return both("F", 2); // laugh, McLaughlin, cough, rough, tough
      }
      return isAt(i - 1, 'i') ? 2 : both("K", 2);
    }

    private int j() {
      if (is(i, "jose") || is(0, "san ")) {
        boolean spanish = i == 0 && isAt(4, ' ') || last == 3 || is(0, "san ");
        return spanish ? both("H", 1) : either("J", "H", 1);
      }
      int taken = twice('j');
      if (i == 0) {
        return either("J", "A", taken); // Jankelowicz is said with a y
      }
      if (isVowel(i - 1) && !slavoGermanic && is(i + 1, "a", "o")) {
        return either("J", "H", taken);
      }
      if (i == last) {
        return either("J", "", taken);
      }
      boolean silent =
          is(i + 1, "l", "t", "k", "s", "n", "m", "b", "z") || is(i - 1, "s", "k", "l");
      return silent ? taken : both("J", taken);
    }

    private int l() {
      if (!isAt(i + 1, 'l')) {
        return both("L", 1);
      }
      boolean spanishEnd = i == last - 2 && is(i - 1, "illo", "illa", "alle");
      boolean calle = (is(last - 1, "as", "os") || is(last, "a", "o")) && is(i - 1, "alle");
      return spanishEnd || calle ? either("L", "", 2) : both("L", 2);
    }

    private int m() {
      boolean dumb = is(i - 1, "umb") && (i + 1 == last || is(i + 2, "er"));
      return both("M", dumb || isAt(i + 1, 'm') ? 2 : 1);
    }

    private int r() {
      boolean french = i == last && !slavoGermanic && is(i - 2, "ie") && !is(i - 4, "me", "ma");
      return either(french ? "" : "R", "R", twice('r'));
    }

    private int s() {
      if (is(i - 1, "isl", "ysl")) {
        return 1; // island, Carlysle
      }
      if (i == 0 && is(0, "sugar")) {
        return either("X", "S", 1);
      }
      if (is(i, "sh")) {
        return both(is(i + 1, "heim", "hoek", "holm", "holz") ? "S" : "X", 2);
      }
      if (is(i, "sio", "sia")) {
        return either("S", slavoGermanic ? "S" : "X", 3);
      }
      boolean z = isAt(i + 1, 'z');
      if (z || i == 0 && is(1, "m", "n", "l", "w")) {
        return either("S", "X", z ? 2 : 1); // Smith and Schmidt, Snider and Schneider
      }
      if (is(i, "sc")) {
        return sc();
      }
      boolean french = i == last && is(i - 2, "ai", "oi");
      return either(french ? "" : "S", "S", twice('s'));
    }

    private int sc() {
      if (!isAt(i + 2, 'h')) {
        return both(is(i + 2, "i", "e", "y") ? "S" : "SK", 3);
      }
      if (is(i + 3, "er", "en")) {
        return either("X", "SK", 3); // Schermerhorn, Schenker
      }
      if (is(i + 3, "oo", "uy", "ed", "em")) {
        return both("SK", 3); // Dutch: school, schuyler
      }
      boolean german = i == 0 && !isVowel(3) && !isAt(3, 'w');
      return either("X", german ? "S" : "X", 3);
    }

    private int t() {
      if (is(i, "tion", "tia", "tch")) {
        return both("X", 3);
      }
      if (is(i, "th", "tth")) {
        boolean hard = germanic || is(i + 2, "om", "am"); // Thomas, Thames
        return either(hard ? "T" : "0", "T", 2);
      }
      return both("T", is(i + 1, "t", "d") ? 2 : 1);
    }

    private int w() {
      if (is(i, "wr")) {
        return both("R", 2);
      }
      if (i == 0 && isVowel(1)) {
        return either("A", "F", 1); // Wasserman as Vasserman
      }
      if (i == 0 && isAt(1, 'h')) {
        return both("A", 1);
      }
      if (i == last && isVowel(i - 1)
          || is(i - 1, "ewski", "ewsky", "owski", "owsky")
          || is(0, "sch")) {
        return either("", "F", 1); // Arnow as Arnoff
      }
      return is(i, "wicz", "witz") ? either("TS", "FX", 4) : 1;
    }

    private int x() {
      if (i == 0) {
        return both("S", 1); // Xavier
      }
      boolean french = i == last && is(i - 2, "au", "ou");
      return both(french ? "" : "KS", is(i + 1, "c", "x") ? 2 : 1);
    }

    private int z() {
      if (isAt(i + 1, 'h')) {
        return both("J", 2); // Zhao
      }
      boolean hard = is(i + 1, "zo", "zi", "za") || slavoGermanic && i > 0 && !isAt(i - 1, 't');
      return either("S", hard ? "TS" : "S", twice('z'));
    }
  }
}
