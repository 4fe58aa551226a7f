package io.unichart.retrieval.answer;

import io.swagger.v3.oas.annotations.media.Schema;
import io.unichart.documents.Passage;
import io.unichart.language.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question, as it is sent.
 *
 * @param answer the sentences, each with the numbers of its sources; or that nothing answers
 * @param answered whether the documents answer
 * @param sentences the same, one by one
 * @param sources the passages judged relevant, best first, cited or not
 * @param unanswered the parts of the question that the answer leaves open, as they were asked
 * @param modelUsed what wrote it; begins with {@code extractive} when no model did
 * @param fallback why a model did not write it, where one was to
 * @param tokenUsage what a model counted
 * @param processingTimeMs the whole time
 * @param retrievalTimeMs the time to find passages
 * @param generationTimeMs the time to judge them and to write
 */
record Answer(
    @Schema(example = "Start nitrofurantoin 100 mg PO BID x5 days [1]") String answer,
    boolean answered,
    List<Composed.Sentence> sentences,
    List<Source> sources,
    @Schema(
            description =
                "The parts of the question that the documents do not answer, as they were asked;"
                    + " empty when they answer all of it or nothing")
        List<String> unanswered,
    @Schema(example = "extractive") String modelUsed,
    @Nullable String fallback,
    TokenUsage tokenUsage,
    long processingTimeMs,
    long retrievalTimeMs,
    long generationTimeMs) {

  static final String NOTHING_FOUND =
      "I found nothing in these documents that answers this question.";

  /** A passage that was judged relevant; its number is its place in the list, from 1. */
  record Source(
      long documentId,
      String documentTitle,
      int chunkIndex,
      String chunkText,
      double similarityScore,
      @Nullable Integer page,
      int start,
      int end) {

    static Source of(Candidate candidate) {
      Passage passage = candidate.passage();
      return new Source(
          passage.documentId(),
          candidate.title(),
          passage.index(),
          passage.text(),
          candidate.similarity(),
          passage.page(),
          passage.start(),
          passage.end());
    }

    /** Never tells the text: it may name a patient. */
    @Override
    public String toString() {
      return "Source[documentId=" + documentId + ", chunkIndex=" + chunkIndex + "]";
    }
  }

  /** The text of an answer: its sentences, one a line, each with its sources. */
  static String text(Composed composed) {
    return composed.answered()
        ? String.join("\n", composed.sentences().stream().map(Composed.Sentence::cited).toList())
        : NOTHING_FOUND;
  }

  /** Never tells the text: it may name a patient. */
  @Override
  public String toString() {
    return "Answer[answered=" + answered + ", modelUsed=" + modelUsed + "]";
  }
}
