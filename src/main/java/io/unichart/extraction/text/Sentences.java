package io.unichart.extraction.text;

import io.unichart.extraction.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Cuts a note into sentences. A line's end closes a sentence unless the line was merely wrapped; so
 * do full stops that are no abbreviation, and the number of a list item; an endless sentence is
 * cut. Sentences never overlap and cover everything but white space.
 */
public final class Sentences {

  /** A wrapped line is a long one; a short one is an item of a list. */
  private static final int WRAPPED = 45;

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "dr", "mr", "mrs", "ms", "st", "vs", "approx", "pt", "pts", "hx", "e.g", "i.e", "etc",
          "no", "fig", "dept", "prof", "jr", "sr", "p.o", "b.i.d", "t.i.d", "q.i.d", "q.d", "p.r.n",
          "q.h.s", "a.m", "p.m", "inc", "wt", "ht", "temp", "resp", "neg", "pos", "hosp", "esp",
          "appt", "y.o", "yo", "min", "max", "tab", "tabs", "cap", "caps", "mt");

  /** Those behind which a sentence may end: a word with a capital shows that one did. */
  private static final Set<String> BEFORE_SMALL_LETTERS =
      Set.of("hx", "pt", "pts", "neg", "pos", "etc", "min", "tabs", "caps", "yo", "y.o", "appt");

  /**
   * What is said further away in one sentence is said of something else, and each mention is judged
   * by its whole sentence: without a limit a note without a full stop would take minutes.
   */
  private static final int LONGEST = 800;

  private Sentences() {}

  public static List<Span> of(String text) {
    List<Span> sentences = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        if (!isWrapped(text, start, i)) {
          add(text, start, i, sentences);
          start = i + 1;
        }
      } else if (endsHere(text, start, i)) {
        add(text, start, i + 1, sentences);
        start = i + 1;
      } else if (i > start && listNumberStarts(text, i)) {
        add(text, start, i, sentences);
        start = i;
      }
    }
    add(text, start, text.length(), sentences);
    return sentences;
  }

  private static void add(String text, int start, int end, List<Span> sentences) {
    int from = start;
    while (end - from > LONGEST) {
      int cut = cut(text, from);
      addTrimmed(text, from, cut, sentences);
      from = cut;
    }
    addTrimmed(text, from, end, sentences);
  }

  private static void addTrimmed(String text, int start, int end, List<Span> sentences) {
    int s = start;
    int e = end;
    while (s < e && Character.isWhitespace(text.charAt(s))) {
      s++;
    }
    while (e > s && Character.isWhitespace(text.charAt(e - 1))) {
      e--;
    }
    if (s < e) {
      sentences.add(new Span(s, e));
    }
  }

  /** Where an endless sentence is cut: behind its last mark, else its last word, that fits. */
  private static int cut(String text, int start) {
    int word = start + LONGEST;
    for (int i = start + LONGEST; i > start + LONGEST / 2; i--) {
      char c = text.charAt(i - 1);
      if (c == ',' || c == ';') {
        return i;
      }
      if (word == start + LONGEST && Character.isWhitespace(c)) {
        word = i;
      }
    }
    return Character.isLowSurrogate(text.charAt(word)) ? word - 1 : word;
  }

  /** A long line that goes on in lower case on the next line, without a blank line between. */
  private static boolean isWrapped(String text, int start, int newline) {
    int next = newline + 1;
    if (next < text.length() && text.charAt(newline) == '\r' && text.charAt(next) == '\n') {
      next++;
    }
    while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
      next++;
    }
    int lineStart = Math.max(start, text.lastIndexOf('\n', newline - 1) + 1);
    if (next >= text.length() || newline - lineStart < WRAPPED) {
      return false;
    }
    char last = lastVisible(text, lineStart, newline);
    char first = text.charAt(next);
    return Character.isLowerCase(first) && last != '.' && last != ':' && last != '!' && last != '?';
  }

  private static char lastVisible(String text, int start, int end) {
    int i = end - 1;
    while (i > start && Character.isWhitespace(text.charAt(i))) {
      i--;
    }
    return text.charAt(Math.max(i, start));
  }

  private static boolean endsHere(String text, int start, int i) {
    char c = text.charAt(i);
    if (c != '.' && c != '!' && c != '?') {
      return false;
    }
    if (i + 1 >= text.length()) {
      return true;
    }
    char next = text.charAt(i + 1);
    if (!Character.isWhitespace(next)) {
      return false;
    }
    if (c == '?') {
      return nextVisibleIsUpper(text, i + 1);
    }
    if (c == '!') {
      return true;
    }
    int w = i;
    while (w > start && !Character.isWhitespace(text.charAt(w - 1)) && text.charAt(w - 1) != '(') {
      w--;
    }
    String word = text.substring(w, i).toLowerCase(Locale.ROOT);
    if (ABBREVIATIONS.contains(word)) {
      return word.equals("no")
          ? !nextVisibleIsDigit(text, i + 1)
          : BEFORE_SMALL_LETTERS.contains(word) && nextIsACapitalisedWord(text, i + 1);
    }
    boolean initial = word.length() == 1 && Character.isLetter(word.charAt(0));
    boolean listNumber = w == start || text.substring(start, w).isBlank();
    if (listNumber && isNumber(word)) {
      return false;
    }
    if (initial && LETTERED.matcher(text.substring(start, w)).find()) {
      return true; // "hepatitis C. Denies …"
    }
    return !(initial && Character.isUpperCase(text.charAt(w)) && w > start)
        || !nextVisibleIsUpper(text, i + 1);
  }

  /** Words before a letter that is no initial. */
  private static final Pattern LETTERED =
      Pattern.compile(
          "(?i)\\b(?:hep(?:atitis)?|vitamin|vit|type|class|group|influenza|flu|grade)\\s+$");

  private static boolean isNumber(String word) {
    return !word.isEmpty() && word.length() <= 2 && word.chars().allMatch(Character::isDigit);
  }

  private static boolean nextVisibleIsUpper(String text, int from) {
    int i = from;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i >= text.length() || !Character.isLowerCase(text.charAt(i));
  }

  private static boolean isInBrackets(String text, int at) {
    for (int i = at - 1; i >= Math.max(0, at - LONGEST); i--) {
      if (text.charAt(i) == '(' || text.charAt(i) == ')') {
        return text.charAt(i) == '(';
      }
    }
    return false;
  }

  /** "no mania hx. Partner says …", and not "hx. HTN". */
  private static boolean nextIsACapitalisedWord(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    return i + 1 < text.length()
        && Character.isUpperCase(text.charAt(i))
        && Character.isLowerCase(text.charAt(i + 1));
  }

  private static boolean nextVisibleIsDigit(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    return i < text.length() && Character.isDigit(text.charAt(i));
  }

  /** "1. Gout 2. Fever" and "a) … b) …" on one line. */
  private static boolean listNumberStarts(String text, int i) {
    if (!Character.isDigit(text.charAt(i)) || !Character.isWhitespace(text.charAt(i - 1))) {
      return false;
    }
    int end = i;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    if (end - i > 2 || end + 2 >= text.length() || text.charAt(end + 1) != ' ') {
      return false;
    }
    char mark = text.charAt(end);
    boolean upper = Character.isUpperCase(text.charAt(end + 2)) || text.charAt(end + 2) == ' ';
    if (mark == ')') {
      return upper || !isInBrackets(text, i);
    }
    int before = i - 1;
    int spaces = 0;
    while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
      before--;
      spaces++;
    }
    boolean closed = before < 0 || ".;:,".indexOf(text.charAt(before)) >= 0 || spaces > 1;
    return mark == '.' && upper && (closed || followsItsNumber(text, i, end));
  }

  /** "1. Gout 2. Fever 3. CKD": the number before it stands on the same line as a list's. */
  private static boolean followsItsNumber(String text, int i, int end) {
    int number = Integer.parseInt(text.substring(i, end));
    String before = text.substring(Math.max(text.lastIndexOf('\n', i) + 1, i - LONGEST), i);
    return number > 1
        && Pattern.compile("(?:^|\\s)" + (number - 1) + "[.)] ").matcher(before).find();
  }
}
