package io.unichart.documents;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document about to be taken in.
 *
 * @param title what it is to be called
 * @param content its text as received
 * @param pageStarts where each page begins in the content, the first at 0; empty where the source
 *     has no pages
 * @param source the file it comes from
 * @param patientId the person whose chart it belongs to, when the sender knows
 * @param embed whether its passages are to be embedded, too
 */
public record Draft(
    String title,
    String content,
    List<Integer> pageStarts,
    @Nullable String source,
    @Nullable UUID patientId,
    boolean embed) {

  public Draft {
    pageStarts = List.copyOf(pageStarts);
  }

  /** A plain text that somebody sends. */
  public static Draft of(String title, String content) {
    return new Draft(title, content, List.of(), null, null, true);
  }

  /** The same, in the chart of a patient. */
  Draft of(UUID patient) {
    return new Draft(title, content, pageStarts, source, patient, embed);
  }

  /** Never tells title or text: both may name a patient. */
  @Override
  public String toString() {
    return "Draft[" + content.length() + " characters]";
  }
}
