package io.unichart.retrieval.answer;

import io.unichart.platform.JsonForm;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What somebody sent as a question, with everything that is wrong with it. */
final class AnswerForm {

  static final int SHORTEST = 5;
  static final int LONGEST = 2_000;
  static final int DEFAULT_TOP_K = 3;
  static final int MOST = 10;

  private static final int MOST_DOCUMENTS = 10_000;

  private AnswerForm() {}

  /**
   * A question that can be answered.
   *
   * @param topK the most sources
   * @param threshold the least cosine that a source must exceed; null leaves it to our judgement
   * @param model who is to answer; null for the default
   */
  record Asked(
      String question,
      int topK,
      @Nullable Double threshold,
      @Nullable String model,
      @Nullable List<Long> documentIds,
      @Nullable UUID patientId) {

    /** Never tells the question: it may name a patient. */
    @Override
    public String toString() {
      return "Asked[topK=" + topK + ", threshold=" + threshold + "]";
    }
  }

  static Asked asked(JsonNode sent) {
    JsonForm form = new JsonForm(sent);
    String question = form.requiredText("question", SHORTEST, LONGEST);
    int topK = form.wholeNumber("top_k", 1, MOST, DEFAULT_TOP_K);
    Double threshold = form.share("similarity_threshold");
    String model = form.text("model");
    if (model != null && model.isBlank()) {
      form.fault("model", "must not be blank");
    }
    List<Long> documents = form.documentIds("document_ids", MOST_DOCUMENTS);
    UUID patient = form.uuid("patient_id");
    form.check();
    return new Asked(question, topK, threshold, model, documents, patient);
  }
}
