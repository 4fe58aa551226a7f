package io.unichart.retrieval.answer;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells where lines of text are a table: Markdown's, one of tabs, one of columns that blanks set
 * apart, or one that a printed page has lost the rules of.
 */
final class TableLines {

  private static final Pattern WORDS_ALONE =
      Pattern.compile("\\p{Lu}[\\p{L}()/]+(?: [\\p{L}()/-]+){2,12}");
  private static final Pattern FIGURES = Pattern.compile("[\\p{Lu}\\d][^.]*\\d.*[^.:;,]");
  private static final Pattern RULE = Pattern.compile("[|\\s]*:?-{2,}[-:|\\s]*");
  private static final Pattern GAP = Pattern.compile("\\s{2,}");
  private static final int COLUMNS = 3;

  private TableLines() {}

  /** Whether the line at this place names the columns of the lines below it. */
  static boolean heads(List<String> lines, int at) {
    String line = lines.get(at);
    if (at + 1 >= lines.size() || isRule(line)) {
      return false;
    }
    if (isBarred(line)) {
      return isRule(lines.get(at + 1));
    }
    if (at + 2 >= lines.size()) {
      return false;
    }
    String second = lines.get(at + 1);
    String third = lines.get(at + 2);
    if (line.indexOf('\t') > 0) {
      return !line.contains(":") && (second.indexOf('\t') > 0 || third.indexOf('\t') > 0);
    }
    if (columns(line) >= COLUMNS) {
      return !line.contains(":")
          && Math.abs(columns(second) - columns(line)) <= 1
          && Math.abs(columns(third) - columns(line)) <= 1;
    }
    return WORDS_ALONE.matcher(line.strip()).matches()
        && FIGURES.matcher(second.strip()).matches()
        && FIGURES.matcher(third.strip()).matches();
  }

  /** Whether the line only rules off the head of a table. */
  static boolean isRule(String line) {
    return isBarred(line) && RULE.matcher(line.strip()).matches();
  }

  /** Whether the line has cells that are set apart by a sign. */
  static boolean hasCells(String line) {
    return isBarred(line) || line.indexOf('\t') > 0;
  }

  /** Whether the line's columns are to be seen, by signs or by blanks. */
  static boolean hasColumns(String line) {
    return hasCells(line) || columns(line) >= COLUMNS;
  }

  private static boolean isBarred(String line) {
    return line.strip().startsWith("|");
  }

  private static int columns(String line) {
    return line.isBlank() ? 0 : GAP.split(line.strip()).length;
  }
}
