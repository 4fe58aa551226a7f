package io.unichart.extraction;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Summaries of stored documents, for a page that shows one. */
public interface NoteSummaries {

  /**
   * A document's summary, made now or before; empty for an unknown document.
   *
   * @param model who is to write it; null for the default
   */
  Mono<Told> of(long documentId, @Nullable String model);

  /**
   * A summary, and where it comes from.
   *
   * @param text a line for each part
   * @param modelUsed what wrote it
   * @param fromCache whether it was written before
   * @param fallback why a model did not write it, where one was to
   */
  record Told(String text, String modelUsed, boolean fromCache, @Nullable String fallback) {

    /** Never tells the text: it is about a patient. */
    @Override
    public String toString() {
      return "Told[modelUsed=" + modelUsed + "]";
    }
  }
}
