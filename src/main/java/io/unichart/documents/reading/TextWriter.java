package io.unichart.documents.reading;

import java.util.ArrayList;
import java.util.List;

/** Puts a text together: no more than one blank line at a time, no blanks at line ends. */
final class TextWriter {

  private final StringBuilder text = new StringBuilder();
  private final List<Integer> pageStarts = new ArrayList<>();

  /** Words as they are, line breaks and all. */
  void raw(CharSequence words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (c == '\n') {
        newLine();
      } else if (c != '\r' && c != '\0') {
        text.append(c);
      }
    }
    bound();
  }

  /** Words whose white space means nothing but a blank. */
  void flowing(CharSequence words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f') {
        if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
          text.append(' ');
        }
      } else if (c != '\0') {
        text.append(c);
      }
    }
    bound();
  }

  /** The next words begin a line, if they do not anyway. */
  void lineStart() {
    trimLine();
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
      text.append('\n');
    }
  }

  /** One more line end; never more than one blank line. */
  void newLine() {
    trimLine();
    int end = text.length();
    boolean blankLine = end > 1 && text.charAt(end - 1) == '\n' && text.charAt(end - 2) == '\n';
    if (end > 0 && !blankLine) {
      text.append('\n');
    }
  }

  /** The next words are a paragraph of their own. */
  void paragraph() {
    lineStart();
    newLine();
  }

  void tab() {
    text.append('\t');
  }

  /** The next words stand on a new page. */
  void pageStart() {
    if (pageStarts.isEmpty()) {
      pageStarts.add(0);
    }
    pageStarts.add(text.length());
  }

  FileText done() {
    int end = text.length();
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    int most = end;
    return new FileText(
        text.substring(0, end), pageStarts.stream().map(start -> Math.min(start, most)).toList());
  }

  private void trimLine() {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
      end--;
    }
    text.setLength(end);
  }

  private void bound() {
    if (text.length() > FileKind.MOST_CHARACTERS) {
      throw new Unreadable("has more than " + FileKind.MOST_CHARACTERS + " characters of text");
    }
  }
}
