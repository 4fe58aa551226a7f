package io.unichart.documents;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a document that stands on its own.
 *
 * @param id its number; a changed document gets new passages with new numbers
 * @param documentId the document it was cut from
 * @param index its place in the document, from 0
 * @param text what people read and models embed: repaired, at most {@link #LIMIT} characters
 * @param context short lines to put before the text when embedding it (title, patient, date,
 *     section); may be empty
 * @param start where it begins in {@link Document#content()}, in UTF-16 code units
 * @param end where it ends there, exclusive
 * @param page the page it begins on, from 1, where the source has pages
 * @param header whether it is the document's head: title, date, patient
 */
public record Passage(
    long id,
    long documentId,
    int index,
    String text,
    String context,
    int start,
    int end,
    @Nullable Integer page,
    boolean header) {

  /** The most characters that a passage may have. */
  public static final int LIMIT = 800;

  /** How many characters two neighbours share where a section had to be cut. */
  public static final int OVERLAP = 50;

  /** Never tells the text: it may name a patient. */
  @Override
  public String toString() {
    return "Passage[id=" + id + ", documentId=" + documentId + ", index=" + index + "]";
  }
}
