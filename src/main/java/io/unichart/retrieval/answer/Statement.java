package io.unichart.retrieval.answer;

import java.util.List;

/**
 * A sentence, list item or line of a passage.
 *
 * @param text exactly as it stands in the passage
 * @param start where it begins in the passage's text
 * @param headings what it stands under in its passage, the outermost first
 * @param heading whether it only announces what follows
 */
record Statement(String text, int start, List<String> headings, boolean heading) {

  /** Where it ends in the passage's text, exclusive. */
  int end() {
    return start + text.length();
  }

  /** Never tells the text: it may name a patient. */
  @Override
  public String toString() {
    return "Statement[start=" + start + ", heading=" + heading + "]";
  }
}
