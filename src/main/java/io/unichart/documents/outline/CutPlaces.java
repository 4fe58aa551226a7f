package io.unichart.documents.outline;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a stretch of text may be cut, and how well: between paragraphs, between lines, between
 * sentences, between words, and if need be between characters, never inside one.
 */
public final class CutPlaces {

  public static final int PARAGRAPH = 4;
  public static final int LINE = 3;
  public static final int SENTENCE = 2;
  public static final int WORD = 1;

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "dr", "mr", "mrs", "ms", "prof", "pt", "pts", "vs", "approx", "e.g", "i.e", "cf", "no",
          "nos", "fig", "st", "jr", "sr", "dept", "hx", "dx", "rx", "tx", "sx", "fx", "wk", "wks",
          "hr", "hrs", "min", "mins", "mo", "mos", "yr", "yrs", "tab", "tabs", "cap", "caps",
          "disp", "vol", "ref", "sec", "al", "inc", "ltd", "est", "max", "temp", "wt", "ht", "resp",
          "rt", "lt", "bilat", "abd", "neg", "pos", "q.d", "b.i.d", "t.i.d", "q.i.d", "p.o", "a.m",
          "p.m");
  private static final Pattern ITEM =
      Pattern.compile("(?s)^(?:[-*•◦▪‣–·o]\\s|\\(?\\d{1,3}[.)]\\s|\\(?[a-zA-Z][.)]\\s|\\|).*");

  private final String text;
  private final int from;
  private final int to;
  private final byte[] quality;

  public CutPlaces(String text, int from, int to) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.quality = new byte[to - from + 1];
    rate();
  }

  /** How good it is to begin a new piece here; 0 when it should not be. */
  public int quality(int place) {
    return quality[place - from];
  }

  /** The last place of at least this quality in (after, upTo], or -1. */
  public int last(int after, int upTo, int atLeast) {
    for (int i = Math.min(upTo, to); i > after; i--) {
      if (quality[i - from] >= atLeast) {
        return i;
      }
    }
    return -1;
  }

  /** The first place of at least this quality in [notBefore, before), or -1. */
  public int first(int notBefore, int before, int atLeast) {
    for (int i = Math.max(from, notBefore); i < before; i++) {
      if (quality[i - from] >= atLeast) {
        return i;
      }
    }
    return -1;
  }

  /** The nearest place at or before this one that does not tear a character. */
  public int wholeCharacter(int place, int notBefore) {
    int at = place;
    while (at > notBefore + 1 && place - at < 32 && tearsACharacter(at)) {
      at--;
    }
    if (tearsACharacter(at)) {
      at = Character.isLowSurrogate(text.charAt(place)) ? place - 1 : place;
    }
    return at;
  }

  private boolean tearsACharacter(int at) {
    if (at <= from || at >= to) {
      return false;
    }
    int next = text.codePointAt(at);
    boolean half =
        Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1));
    int type = Character.getType(next);
    boolean joins = next == 0x200D || text.charAt(at - 1) == 0x200D;
    boolean mark = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    return half || mark || joins;
  }

  private void rate() {
    Arrays.fill(quality, (byte) 0);
    int i = from;
    while (i < to) {
      if (!Outline.isBlank(text.charAt(i))) {
        i++;
        continue;
      }
      int gap = i;
      int newlines = 0;
      while (i < to && Outline.isBlank(text.charAt(i))) {
        newlines += text.charAt(i) == '\n' || text.charAt(i) == '\f' ? 1 : 0;
        i++;
      }
      if (i < to && gap > from) {
        quality[i - from] = (byte) rate(gap, i, newlines);
      }
    }
  }

  private int rate(int gap, int next, int newlines) {
    char before = text.charAt(gap - 1);
    if (newlines > 0 && before == ':') {
      return WORD;
    }
    if (newlines > 1) {
      return PARAGRAPH;
    }
    boolean sentence = endsSentence(gap, next);
    if (newlines == 1) {
      return isWrapped(before, next) ? WORD : LINE;
    }
    return sentence ? SENTENCE : WORD;
  }

  /**
   * A line that goes on in the next one: no end of a sentence before, no item or capital behind.
   */
  private boolean isWrapped(char before, int next) {
    boolean goesOn = Character.isLetterOrDigit(before) || ",-–/(".indexOf(before) >= 0;
    char after = text.charAt(next);
    boolean item = ITEM.matcher(text.substring(next, Math.min(to, next + 8))).matches();
    return goesOn && !item && (Character.isLowerCase(after) || after == '(');
  }

  private boolean endsSentence(int gap, int next) {
    int end = gap;
    while (end > from && "\"'”’)]".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    if (end == from) {
      return false;
    }
    char mark = text.charAt(end - 1);
    if (mark == '!' || mark == '?' || mark == '。') {
      return true;
    }
    if (mark == ';') {
      return false;
    }
    char after = text.charAt(next);
    boolean begins =
        Character.isUpperCase(after) || Character.isDigit(after) || !Character.isLetter(after);
    return mark == '.' && begins && !isAbbreviation(end - 1);
  }

  private boolean isAbbreviation(int dot) {
    int start = dot;
    while (start > from
        && dot - start < 12
        && (Character.isLetterOrDigit(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
      start--;
    }
    String word = text.substring(start, dot).toLowerCase(Locale.ROOT);
    boolean initial = word.length() == 1 && Character.isLetter(word.charAt(0));
    boolean number = !word.isEmpty() && word.chars().allMatch(Character::isDigit);
    boolean listNumber = number && word.length() < 3 && isLineStart(start);
    return initial || listNumber || ABBREVIATIONS.contains(word);
  }

  private boolean isLineStart(int at) {
    int i = at;
    while (i > from && (text.charAt(i - 1) == ' ' || text.charAt(i - 1) == '\t')) {
      i--;
    }
    return i == from || text.charAt(i - 1) == '\n';
  }
}
