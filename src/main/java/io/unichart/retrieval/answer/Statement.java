package io.unichart.retrieval.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sentence, list item, line or table row of a passage.
 *
 * @param text exactly as it stands in the passage
 * @param start where it begins in the passage's text
 * @param headings what it stands under in its passage, the outermost first
 * @param heading whether it only announces what follows
 * @param lead what must be read before it to understand it: the head of its table, the drug that a
 *     line of a prescription is about, the sentence that its "it" refers to
 */
record Statement(
    String text, int start, List<String> headings, boolean heading, @Nullable Statement lead) {

  /** Where it ends in the passage's text, exclusive. */
  int end() {
    return start + text.length();
  }

  /** Whether it is a row of a table with a head. */
  boolean isRow() {
    return lead != null && lead.heading();
  }

  /** Never tells the text: it may name a patient. */
  @Override
  public String toString() {
    return "Statement[start=" + start + ", heading=" + heading + "]";
  }
}
