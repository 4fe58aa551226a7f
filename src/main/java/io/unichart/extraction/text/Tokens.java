package io.unichart.extraction.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts text into words, numbers and single marks. A hyphen and a slash are marks of their own, so
 * "three-day" and "s/p" are three tokens; an apostrophe inside a word, and a decimal point inside a
 * number, are not.
 */
public final class Tokens {

  private Tokens() {}

  public static List<Token> of(String text) {
    return of(text, 0, text.length());
  }

  public static List<Token> of(String text, int from, int to) {
    List<Token> tokens = new ArrayList<>((to - from) / 5 + 4);
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || c == '\u00A0' || c == '\u202F') {
        i++;
      } else {
        int end = Character.isDigit(c) ? numberEnd(text, i, to) : wordEnd(text, i, to);
        tokens.add(new Token(i, end, norm(text, i, end)));
        i = end;
      }
    }
    return tokens;
  }

  private static int numberEnd(String text, int i, int to) {
    int end = i + 1;
    while (end < to) {
      char c = text.charAt(end);
      boolean inside =
          (c == '.' || c == ',') && end + 1 < to && Character.isDigit(text.charAt(end + 1));
      if (!Character.isDigit(c) && !inside) {
        break;
      }
      end++;
    }
    return end;
  }

  private static int wordEnd(String text, int i, int to) {
    if (!Character.isLetter(text.charAt(i))) {
      return i + 1;
    }
    int end = i + 1;
    while (end < to) {
      char c = text.charAt(end);
      boolean apostrophe =
          isApostrophe(c) && end + 1 < to && Character.isLetter(text.charAt(end + 1));
      if (!Character.isLetterOrDigit(c) && !apostrophe) {
        break;
      }
      end++;
    }
    return end;
  }

  private static boolean isApostrophe(char c) {
    return c == '\'' || c == '\u2019';
  }

  private static String norm(String text, int start, int end) {
    String lower = text.substring(start, end).toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "\u2013", "\u2014", "\u2212" -> "-";
      default -> lower.indexOf('\u2019') < 0 ? lower : lower.replace('\u2019', '\'');
    };
  }
}
