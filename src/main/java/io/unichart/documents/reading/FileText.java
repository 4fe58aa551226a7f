package io.unichart.documents.reading;

import java.util.List;

/**
 * The text of a file.
 *
 * @param text what it says, pages one after the other
 * @param pageStarts where each page begins in the text, the first at 0; empty for files without
 *     pages
 */
public record FileText(String text, List<Integer> pageStarts) {

  public FileText {
    pageStarts = List.copyOf(pageStarts);
  }

  static FileText withoutPages(String text) {
    return new FileText(text, List.of());
  }

  /** Never tells the text: it may name a patient. */
  @Override
  public String toString() {
    return "FileText[" + text.length() + " characters]";
  }
}
