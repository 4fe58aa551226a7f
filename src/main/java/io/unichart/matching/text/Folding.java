package io.unichart.matching.text;

import java.text.Normalizer;

/**
 * Folds text for comparison: compatibility forms and accents away, lower case, letters that have a
 * plain Latin reading replaced by it, everything that is neither letter nor digit one blank.
 *
 * <p>Letters of other scripts stay as they are: a name in Greek or Chinese compares with itself.
 */
public final class Folding {

  /** Longer input is cut: no name or street needs more, and a comparison must stay cheap. */
  static final int LONGEST = 120;

  private Folding() {}

  /** Letters and digits, single blanks between words, apostrophes dropped (o'neil = oneil). */
  public static String words(String raw) {
    return fold(raw, true);
  }

  /** Letters only: for names, where a digit is always an accident. */
  public static String letters(String raw) {
    return fold(raw, false);
  }

  /** Letters and digits without any blank: for identifiers and postal codes. */
  public static String compact(String raw) {
    String folded = fold(raw, true);
    return folded.indexOf(' ') < 0 ? folded : folded.replace(" ", "");
  }

  private static String fold(String raw, boolean digits) {
    String text = raw.length() > 4 * LONGEST ? raw.substring(0, 4 * LONGEST) : raw;
    if (!isAscii(text)) {
      text = Normalizer.normalize(text, Normalizer.Form.NFKD);
    }
    StringBuilder out = new StringBuilder(text.length() + 4);
    boolean gap = false;
    for (int i = 0; i < text.length() && out.length() < LONGEST; i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        c += 32;
      }
      if (c >= 'a' && c <= 'z' || digits && c >= '0' && c <= '9') {
        gap = blank(out, gap);
        out.append(c);
      } else if (c < 128) {
        // an apostrophe joins, a digit inside a name is dropped, anything else separates
        gap |= c != '\'' && c != '`' && !(c >= '0' && c <= '9');
      } else if (c == '\u2019'
          || c == '\u02bc'
          || Character.getType(c) == Character.NON_SPACING_MARK) {
        continue;
      } else {
        String plain = plain(Character.toLowerCase(c));
        if (!plain.isEmpty()) {
          gap = blank(out, gap);
          out.append(plain);
        } else if (Character.isLetter(c) || Character.isSurrogate(c) && isLetterAt(text, i)) {
          gap = blank(out, gap);
          out.append(Character.toLowerCase(c));
        } else {
          gap = true;
        }
      }
    }
    return out.toString();
  }

  private static boolean isLetterAt(String text, int i) {
    int at = Character.isLowSurrogate(text.charAt(i)) && i > 0 ? i - 1 : i;
    return Character.isLetter(text.codePointAt(at));
  }

  private static boolean blank(StringBuilder out, boolean gap) {
    if (gap && out.length() > 0) {
      out.append(' ');
    }
    return false;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  private static String plain(char c) {
    switch (c) {
      case '\u00df':
        return "ss";
      case '\u00e6':
        return "ae";
      case '\u0153':
        return "oe";
      case '\u00f8':
        return "o";
      case '\u0142':
        return "l";
      case '\u0111':
      case '\u00f0':
        return "d";
      case '\u00fe':
        return "th";
      case '\u0131':
        return "i";
      default:
        return "";
    }
  }
}
