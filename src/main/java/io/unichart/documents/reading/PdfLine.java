package io.unichart.documents.reading;

import java.util.regex.Pattern;

/**
 * A line of a page as it was set.
 *
 * @param text its words
 * @param left where it begins, in points
 * @param right where it ends
 * @param y its base line, counted from the top
 * @param size the height of its letters
 * @param firstWord how wide its first word is
 * @param open whether a blank was set behind its last word
 * @param cells whether its words stand apart as those of a table do
 */
record PdfLine(
    String text,
    float left,
    float right,
    float y,
    float size,
    float firstWord,
    boolean open,
    boolean cells) {

  private static final Pattern ITEM =
      Pattern.compile("^(?:[-*•◦▪‣–·●○■□➢➤\uF0B7]\\s|\\(?\\d{1,3}[.)]\\s|\\(?[a-zA-Z][.)]\\s).*");

  boolean isBlank() {
    return text.isBlank();
  }

  /** Whether it shows that it was broken here: by a blank, or in the middle of a word. */
  boolean isOpen() {
    return open || text.endsWith("-") || text.endsWith("/");
  }

  boolean isItem() {
    return ITEM.matcher(text).matches();
  }

  /**
   * Whether the next line goes on with this one: had its first word fitted here, it would stand
   * here.
   */
  boolean goesOnIn(PdfLine next, float rightEdge) {
    boolean sameLook = Math.abs(size - next.size) <= 0.12f * Math.max(size, next.size);
    boolean aligned = next.left >= left - 3 && next.left <= left + 45;
    boolean full = right + size * 0.22f + next.firstWord > rightEdge + 1;
    boolean row = cells || next.cells;
    return sameLook && aligned && !row && (full || isDivided(next)) && !next.isItem();
  }

  /** Whether a word goes on in the next line. */
  private boolean isDivided(PdfLine next) {
    int end = text.length() - 1;
    return end > 0
        && "-\u00AD\u2010".indexOf(text.charAt(end)) >= 0
        && Character.isLetter(text.charAt(end - 1))
        && !next.isBlank()
        && Character.isLowerCase(next.text.charAt(0));
  }
}
