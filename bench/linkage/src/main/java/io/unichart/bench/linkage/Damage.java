package io.unichart.bench.linkage;

import io.unichart.matching.text.Nicknames;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What goes wrong with values; written apart from the product's own mistakes, so that it meets others too. */
final class Damage {

  private static final String[][] SCANS = {
    {"m", "rn"}, {"rn", "m"}, {"o", "0"}, {"l", "1"}, {"i", "1"}, {"e", "c"}, {"s", "5"}, {"b", "8"}, {"g", "q"},
    {"h", "li"}, {"d", "cl"}, {"u", "ii"}, {"w", "vv"}, {"z", "2"}, {"a", "o"}, {"n", "ri"}, {"t", "f"}
  };
  private static final String[][] SOUNDS = {
    {"ph", "f"}, {"f", "ph"}, {"ck", "k"}, {"c", "k"}, {"k", "c"}, {"ee", "ea"}, {"ea", "ee"}, {"i", "y"}, {"y", "ie"},
    {"ll", "l"}, {"l", "ll"}, {"ss", "s"}, {"th", "t"}, {"z", "s"}, {"ou", "oo"}, {"sch", "sh"}, {"w", "v"}, {"e", "a"}
  };

  final SplittableRandom random;

  Damage(SplittableRandom random) {
    this.random = random;
  }

  boolean chance(double p) {
    return random.nextDouble() < p;
  }

  int upTo(int n) {
    return random.nextInt(n);
  }

  String typed(String s) {
    if (s.length() < 2) {
      return s;
    }
    int i = upTo(s.length());
    boolean digit = Character.isDigit(s.charAt(i));
    char c = digit ? (char) ('0' + upTo(10)) : (char) ('a' + upTo(26));
    return switch (upTo(4)) {
      case 0 -> s.substring(0, i) + s.substring(i + 1);
      case 1 -> s.substring(0, i) + c + s.substring(i);
      case 2 -> s.substring(0, i) + c + s.substring(i + 1);
      default -> i + 1 < s.length() ? s.substring(0, i) + s.charAt(i + 1) + s.charAt(i) + s.substring(i + 2) : s + c;
    };
  }

  private String replaced(String s, String[][] table) {
    int start = upTo(table.length);
    for (int k = 0; k < table.length; k++) {
      String[] pair = table[(start + k) % table.length];
      int at = s.indexOf(pair[0]);
      if (at >= 0) {
        return s.substring(0, at) + pair[1] + s.substring(at + pair[0].length());
      }
    }
    return typed(s);
  }

  String scanned(String s) {
    return replaced(s, SCANS);
  }

  String heard(String s) {
    return replaced(s, SOUNDS);
  }

  /** One to three slips of any kind. */
  String word(String s, double severity) {
    String out = s;
    do {
      int dice = upTo(10);
      out = dice < 6 ? typed(out) : dice < 8 ? scanned(out) : heard(out);
    } while (chance(0.3 * severity));
    return out;
  }

  String digits(String s) {
    if (s.isEmpty()) {
      return s;
    }
    int i = upTo(s.length());
    return i + 1 < s.length() && chance(0.4)
        ? s.substring(0, i) + s.charAt(i + 1) + s.charAt(i) + s.substring(i + 2)
        : s.substring(0, i) + upTo(10) + s.substring(i + 1);
  }

  /** A date yyyy-MM-dd with its day, month, year, century or order wrong, or only its year left. */
  String date(String d) {
    if (d.length() != 10) {
      return d;
    }
    int y = Integer.parseInt(d.substring(0, 4));
    int m = Integer.parseInt(d.substring(5, 7));
    int day = Integer.parseInt(d.substring(8));
    return switch (upTo(9)) {
      case 0 -> iso(y, day, m);
      case 1, 2 -> iso(y, m, 1 + upTo(28));
      case 3 -> iso(y, 1 + upTo(12), day);
      case 4 -> iso(y + 1 - upTo(3), m, day);
      case 5 -> iso(y - 10 + 20 * upTo(2), m, day);
      case 6 -> y + "-01-01";
      case 7 -> iso(y, m, day) .substring(0, 8) + (10 + upTo(90));
      default -> digits(d.replace("-", "")).replaceFirst("(....)(..)(..)", "$1-$2-$3");
    };
  }

  static String iso(int y, int m, int d) {
    return String.format(Locale.ROOT, "%04d-%02d-%02d", y, m, d);
  }

  String nickname(String given) {
    List<String> all = Nicknames.variants(given);
    return all.isEmpty() ? given : all.get(upTo(all.size()));
  }
}
