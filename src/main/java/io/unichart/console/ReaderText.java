package io.unichart.console;

import io.unichart.console.Highlight.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A document's text laid out for reading: every character of it, in paragraphs and headings, with
 * the cited words and their passage marked and each page's beginning told.
 */
final class ReaderText {

  private static final int LONGEST_HEADING = 60;
  private static final Pattern SECTION_NUMBER = Pattern.compile("\\d+(?:\\.\\d+)*\\.?\\s+");

  /**
   * A paragraph or a heading.
   *
   * @param heading whether it is one
   * @param page the number of the page that begins here
   * @param runs its text, in order
   */
  record Block(boolean heading, @Nullable Integer page, List<Run> runs) {}

  /**
   * A stretch of text that looks the same.
   *
   * @param text its characters
   * @param cited whether these are the words that a link points at
   * @param near whether they belong to the passage around those words
   * @param first whether the eye should land here
   */
  record Run(String text, boolean cited, boolean near, boolean first) {}

  private final String text;
  private final Span words;
  private final Span passage;
  private final List<Integer> pages;
  private final List<Block> blocks = new ArrayList<>();
  private int pagesTold;
  private boolean landed;

  private ReaderText(String text, Span words, Span passage, List<Integer> pages) {
    this.text = text;
    this.words = words;
    this.passage = passage;
    this.pages = pages;
  }

  /**
   * Lays out a text.
   *
   * @param text the readable text
   * @param words what is cited; may be empty
   * @param passage what surrounds it; may be empty
   * @param pages where each page begins in the text; empty where there are none
   */
  static List<Block> of(String text, Span words, Span passage, List<Integer> pages) {
    ReaderText reader = new ReaderText(text, words, passage, pages);
    reader.layOut();
    return List.copyOf(reader.blocks);
  }

  private void layOut() {
    int paragraph = -1;
    int at = 0;
    while (at < text.length()) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      boolean blank = text.substring(at, end).isBlank();
      boolean heading = isHeading(text.substring(at, end).strip(), standsApart(at));
      if (paragraph >= 0 && (blank || heading || pages.contains(at))) {
        add(false, paragraph, at);
        paragraph = -1;
      }
      if (heading) {
        add(true, at, end);
      } else if (!blank && paragraph < 0) {
        paragraph = at;
      }
      at = end + 1;
    }
    if (paragraph >= 0) {
      add(false, paragraph, text.length());
    }
  }

  /** Whether nothing stands in the line before. */
  private boolean standsApart(int lineStart) {
    int before = text.lastIndexOf('\n', lineStart - 2) + 1;
    return lineStart > 0 && text.substring(before, lineStart).isBlank();
  }

  private static boolean isHeading(String line, boolean apart) {
    Matcher number = SECTION_NUMBER.matcher(line);
    boolean numbered = apart && number.lookingAt();
    String words = numbered ? line.substring(number.end()) : line;
    if (words.length() < 2
        || words.length() > LONGEST_HEADING
        || !Character.isLetter(words.charAt(0))
        || words.chars().anyMatch(Character::isDigit)) {
      return false;
    }
    int count = words.split("\\s+").length;
    boolean label = words.endsWith(":") && count <= 4;
    boolean capitals = words.length() > 3 && words.equals(words.toUpperCase(Locale.ROOT));
    boolean name =
        apart
            && count <= (numbered ? 6 : 3)
            && Character.isUpperCase(words.charAt(0))
            && words.chars().noneMatch(c -> ".,;:!?".indexOf(c) >= 0);
    return label || capitals || name;
  }

  private void add(boolean heading, int start, int end) {
    int last = end;
    while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    blocks.add(new Block(heading, pageBeginning(start), runs(start, last)));
  }

  private @Nullable Integer pageBeginning(int start) {
    int before = pagesTold;
    while (pagesTold < pages.size() && pages.get(pagesTold) <= start) {
      pagesTold++;
    }
    return pagesTold > before && pages.size() > 1 ? Integer.valueOf(pagesTold) : null;
  }

  private List<Run> runs(int start, int end) {
    TreeSet<Integer> cuts = new TreeSet<>(List.of(start, end));
    for (int edge : new int[] {words.start(), words.end(), passage.start(), passage.end()}) {
      if (start < edge && edge < end) {
        cuts.add(edge);
      }
    }
    List<Run> runs = new ArrayList<>();
    int from = start;
    for (int to : cuts.tailSet(start, false)) {
      runs.add(run(from, to));
      from = to;
    }
    return runs;
  }

  private Run run(int from, int to) {
    boolean cited = words.covers(from);
    boolean near = passage.covers(from);
    boolean first = !landed && (words.isEmpty() ? near : cited);
    landed |= first;
    return new Run(text.substring(from, to), cited, near, first);
  }
}
