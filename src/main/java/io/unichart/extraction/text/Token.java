package io.unichart.extraction.text;

import io.unichart.extraction.Span;

/**
 * One word, number or mark.
 *
 * @param start first code unit in the note
 * @param end one past its last
 * @param norm lower-cased form with plain apostrophes
 */
public record Token(int start, int end, String norm) {

  public Span span() {
    return new Span(start, end);
  }

  public boolean is(String other) {
    return norm.equals(other);
  }

  public boolean isNumber() {
    return Character.isDigit(norm.charAt(0));
  }

  public boolean isWord() {
    return Character.isLetterOrDigit(norm.charAt(0));
  }
}
