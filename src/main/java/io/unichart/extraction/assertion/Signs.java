package io.unichart.extraction.assertion;

import io.unichart.extraction.Span;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plus and minus before a word, as in "+fatigue, -CP, -SOB". */
final class Signs {

  private static final Pattern SIGNED = Pattern.compile("(?:^|[\\s,;:(])([+\u2013-])(?=\\p{L})");

  private Signs() {}

  /** Whether a minus stands at a word that is one of several with signs. */
  static boolean isMinus(String text, Span sentence, int at) {
    int sign = at - 1;
    if (sign < sentence.start() || "-\u2013".indexOf(text.charAt(sign)) < 0) {
      return false;
    }
    if (sign > 0
        && !Character.isWhitespace(text.charAt(sign - 1))
        && ",;:(".indexOf(text.charAt(sign - 1)) < 0) {
      return false;
    }
    Matcher signed = SIGNED.matcher(text).region(sentence.start(), sentence.end());
    int minuses = 0;
    boolean plus = false;
    boolean first = sign == sentence.start();
    while (signed.find()) {
      plus |= signed.group(1).equals("+");
      minuses += signed.group(1).equals("+") ? 0 : 1;
    }
    return plus || (minuses > 1 && !first);
  }
}
