package io.unichart.matching;

import io.unichart.matching.text.Nicknames;
import java.util.List;
import java.util.SplittableRandom;

/** What goes wrong when a value is typed, heard, scanned or shortened. */
final class Mistakes {

  private static final String[] KEYS = {"qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890"};
  private static final String[][] SOUNDS = {
    {"ph", "f"},
    {"ck", "k"},
    {"ee", "ea"},
    {"ie", "y"},
    {"ei", "ie"},
    {"ll", "l"},
    {"ss", "s"},
    {"nn", "n"},
    {"tt", "t"},
    {"th", "t"},
    {"c", "k"},
    {"y", "i"},
    {"z", "s"},
    {"ou", "u"},
    {"oo", "u"},
    {"w", "v"},
    {"gh", "g"},
    {"sch", "sh"},
    {"ey", "y"},
    {"son", "sen"},
    {"mc", "mac"},
    {"e", "a"}
  };
  private static final String[][] SCANS = {
    {"m", "rn"},
    {"o", "0"},
    {"l", "1"},
    {"i", "l"},
    {"e", "c"},
    {"s", "5"},
    {"b", "6"},
    {"g", "9"},
    {"h", "b"},
    {"cl", "d"},
    {"u", "v"},
    {"1", "7"},
    {"8", "3"},
    {"0", "8"},
    {"5", "6"}
  };

  private final SplittableRandom random;

  Mistakes(SplittableRandom random) {
    this.random = random;
  }

  boolean chance(double p) {
    return random.nextDouble() < p;
  }

  /** One slip of the keyboard. */
  String typed(String text) {
    if (text.length() < 2) {
      return text;
    }
    int i = random.nextInt(text.length());
    char c = text.charAt(i);
    switch (random.nextInt(4)) {
      case 0:
        return text.substring(0, i) + text.substring(i + 1);
      case 1:
        return text.substring(0, i) + near(c) + text.substring(i);
      case 2:
        return text.substring(0, i) + near(c) + text.substring(i + 1);
      default:
        return i + 1 < text.length()
            ? text.substring(0, i) + text.charAt(i + 1) + c + text.substring(i + 2)
            : text.substring(0, i) + near(c);
    }
  }

  private char near(char c) {
    for (String row : KEYS) {
      int at = row.indexOf(c);
      if (at >= 0) {
        int to = Math.floorMod(at + (random.nextBoolean() ? 1 : -1), row.length());
        return row.charAt(to);
      }
    }
    return c;
  }

  String heard(String text) {
    return replaced(text, SOUNDS);
  }

  String scanned(String text) {
    return replaced(text, SCANS);
  }

  private String replaced(String text, String[][] table) {
    int start = random.nextInt(table.length);
    for (int k = 0; k < table.length; k++) {
      String[] pair = table[(start + k) % table.length];
      int way = random.nextInt(2);
      int at = text.indexOf(pair[way]);
      if (at >= 0) {
        return text.substring(0, at) + pair[1 - way] + text.substring(at + pair[way].length());
      }
    }
    return typed(text);
  }

  /** A written word gone wrong in one of the usual ways. */
  String word(String text) {
    int dice = random.nextInt(10);
    String wrong = dice < 6 ? typed(text) : dice < 8 ? heard(text) : scanned(text);
    return chance(0.15) ? typed(wrong) : wrong;
  }

  /** A given name as a friend, or a form with little room, would write it. */
  String given(String name) {
    if (chance(0.25)) {
      return name.substring(0, 1);
    }
    List<String> variants = Nicknames.variants(name);
    return variants.isEmpty() ? word(name) : variants.get(random.nextInt(variants.size()));
  }

  /** A date yyyy-MM-dd gone wrong. */
  String date(String d) {
    int year = Integer.parseInt(d.substring(0, 4));
    int month = Integer.parseInt(d.substring(5, 7));
    int day = Integer.parseInt(d.substring(8));
    switch (random.nextInt(7)) {
      case 0:
        if (day <= 12) {
          return iso(year, day, month);
        }
        return iso(year, month, 1 + random.nextInt(28));
      case 1:
        return iso(year + (random.nextBoolean() ? 1 : -1), month, Math.min(28, day));
      case 2:
        return iso(year + (random.nextBoolean() ? 10 : -10), month, Math.min(28, day));
      case 3:
        return iso(year, 1 + random.nextInt(12), Math.min(28, day));
      case 4:
        return year + "-01-01";
      default:
        return iso(year, month, Math.max(1, Math.min(28, day + random.nextInt(21) - 10)));
    }
  }

  static String iso(int year, int month, int day) {
    return String.format(java.util.Locale.ROOT, "%04d-%02d-%02d", year, month, day);
  }

  /** A number with one digit wrong or two swapped. */
  String number(String digits) {
    if (digits.isEmpty()) {
      return digits;
    }
    int i = random.nextInt(digits.length());
    if (i + 1 < digits.length() && random.nextBoolean()) {
      return digits.substring(0, i)
          + digits.charAt(i + 1)
          + digits.charAt(i)
          + digits.substring(i + 2);
    }
    return digits.substring(0, i) + random.nextInt(10) + digits.substring(i + 1);
  }
}
