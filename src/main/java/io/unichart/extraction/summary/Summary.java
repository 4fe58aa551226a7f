package io.unichart.extraction.summary;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.unichart.extraction.summary.SummaryStore.Kept;
import io.unichart.language.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * A summary, as it is sent.
 *
 * @param modelUsed what wrote it; begins with {@code extractive} when no model did
 * @param tokenUsage what a model counted when it was written
 * @param processingTimeMs the time it took; 0 from the cache
 * @param fromCache whether it was written before
 * @param fallback why a model did not write it, where one was to
 */
record Summary(
    @Schema(
            example =
                "Complaint: Pt presents with dysuria x2 days\nAssessment: Acute uncomplicated"
                    + " cystitis\nPlan: Start nitrofurantoin 100 mg PO BID x5 days")
        String summary,
    @Schema(example = "extractive") String modelUsed,
    TokenUsage tokenUsage,
    @Schema(example = "4") long processingTimeMs,
    boolean fromCache,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String fallback) {

  static Summary cached(Kept kept) {
    return new Summary(kept.summary(), kept.modelUsed(), kept.usage(), 0, true, null);
  }

  /** Never tells the text: it is about a patient. */
  @Override
  public String toString() {
    return "Summary[modelUsed=" + modelUsed + ", fromCache=" + fromCache + "]";
  }
}
