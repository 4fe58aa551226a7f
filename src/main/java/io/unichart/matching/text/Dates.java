package io.unichart.matching.text;

/**
 * Birth dates as eight digits {@code yyyymmdd}, {@code 00} for a month or day that is not known, an
 * empty text when there is nothing to compare.
 *
 * <p>Impossible dates keep their digits (day 64, month 13): most are one slip away from the truth,
 * and digits can be compared whether or not a calendar has them.
 */
public final class Dates {

  private Dates() {}

  /** Reads a date by a pattern of {@code y}, {@code M} and {@code d}; null or empty means guess. */
  public static String read(String raw, String pattern) {
    String text = raw.strip();
    if (text.isEmpty()) {
      return "";
    }
    if (!pattern.isEmpty() && text.length() == pattern.length()) {
      String year = pick(text, pattern, 'y');
      String month = pick(text, pattern, 'M');
      String day = pick(text, pattern, 'd');
      if (isNumber(year)
          && (month.isEmpty() || isNumber(month))
          && (day.isEmpty() || isNumber(day))) {
        return of(year, month, day);
      }
    }
    return guess(text, pattern);
  }

  /** From three parts, any of which may be empty. */
  public static String of(String year, String month, String day) {
    String y = digits(year);
    String m = digits(month);
    String d = digits(day);
    if (y.length() == 2) {
      // two digits: nobody is born in the future; the pivot is the year in which this was written
      y = (Integer.parseInt(y) > 26 ? "19" : "20") + y;
    }
    if (y.length() != 4 || y.equals("0000") || y.equals("9999")) {
      return "";
    }
    m = m.isEmpty() ? monthByName(month) : m;
    if (m.length() > 2 || d.length() > 2) {
      return y + "0000";
    }
    String all = y + two(m) + two(d);
    return isPlaceholder(all) ? "" : all;
  }

  private static String guess(String text, String pattern) {
    StringBuilder[] runs = {
      new StringBuilder(), new StringBuilder(), new StringBuilder(), new StringBuilder()
    };
    int run = -1;
    boolean inside = false;
    String word = "";
    StringBuilder letters = new StringBuilder();
    int end = text.length();
    int time = text.indexOf('T');
    if (time >= 8 && Character.isDigit(text.charAt(0))) {
      end = time;
    } else if (text.indexOf(':') > 8) {
      end = text.lastIndexOf(' ', text.indexOf(':'));
    }
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        if (!inside && ++run == 4) {
          return "";
        }
        runs[run].append(c);
      } else if (Character.isLetter(c)) {
        letters.append(Character.toLowerCase(c));
      } else if (letters.length() > 0) {
        letters.append(' ');
      }
      inside = c >= '0' && c <= '9';
    }
    word = letters.toString();
    String a = runs[0].toString();
    String b = runs[1].toString();
    String c = runs[2].toString();
    if (word.contains("age") || run > 2) {
      return "";
    }
    String month = monthByName(word);
    if (run == 0) {
      if (a.length() == 8) {
        int first = Integer.parseInt(a.substring(0, 4));
        return first >= 1300 && first <= 2100 || !pattern.startsWith("d")
            ? of(a.substring(0, 4), a.substring(4, 6), a.substring(6))
            : of(a.substring(4), a.substring(2, 4), a.substring(0, 2));
      }
      return a.length() == 6 && month.isEmpty()
          ? of(a.substring(0, 4), a.substring(4), "")
          : of(a, month, "");
    }
    if (run == 1) {
      if (!month.isEmpty()) {
        return a.length() == 4 ? of(a, month, b) : of(b, month, a);
      }
      return a.length() == 4 ? of(a, b, "") : of(b, a, "");
    }
    if (run == 2) {
      if (a.length() == 4) {
        return of(a, b, c);
      }
      boolean dayFirst = pattern.startsWith("d") || number(a) > 12 || text.indexOf('.') > 0;
      return dayFirst && !(number(b) > 12 && number(a) <= 12) ? of(c, b, a) : of(c, a, b);
    }
    return "";
  }

  private static boolean isPlaceholder(String d) {
    return d.equals("19000101")
        || d.equals("18000101")
        || d.equals("99991231")
        || d.equals("00010101");
  }

  private static String monthByName(String word) {
    String names = "jan feb mar apr may jun jul aug sep oct nov dec";
    for (String w : word.strip().toLowerCase(java.util.Locale.ROOT).split("[^a-z]+")) {
      int at = w.length() < 3 ? -1 : names.indexOf(w.substring(0, 3));
      if (at >= 0 && at % 4 == 0) {
        return String.valueOf(at / 4 + 1);
      }
    }
    return "";
  }

  private static String pick(String text, String pattern, char letter) {
    int from = pattern.indexOf(letter);
    return from < 0 ? "" : text.substring(from, pattern.lastIndexOf(letter) + 1);
  }

  private static String digits(String text) {
    String t = text.strip();
    if (t.endsWith(".0")) {
      t = t.substring(0, t.length() - 2);
    }
    return isNumber(t) ? t : "";
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static int number(String digits) {
    return isNumber(digits) && digits.length() < 9 ? Integer.parseInt(digits) : 0;
  }

  private static String two(String digits) {
    return digits.isEmpty() ? "00" : digits.length() == 1 ? "0" + digits : digits;
  }
}
