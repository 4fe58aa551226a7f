package io.unichart.retrieval.answer;

import io.unichart.platform.Problem;
import io.unichart.platform.Problem.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What somebody sent as a question, with everything that is wrong with it. */
final class AnswerForm {

  static final int SHORTEST = 5;
  static final int LONGEST = 2_000;
  static final int DEFAULT_TOP_K = 3;
  static final int MOST = 10;

  private static final int MOST_DOCUMENTS = 10_000;
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final JsonNode sent;
  private final List<FieldError> faults = new ArrayList<>();

  private AnswerForm(JsonNode sent) {
    this.sent = sent;
  }

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
    if (!sent.isObject()) {
      throw Problem.unprocessable("body", "must be a JSON object");
    }
    return new AnswerForm(sent).read();
  }

  private Asked read() {
    String question = question();
    int topK = topK();
    Double threshold = threshold();
    String model = text("model");
    if (model != null && model.isBlank()) {
      fault("model", "must not be blank");
    }
    List<Long> documents = documents();
    UUID patient = patient();
    if (!faults.isEmpty()) {
      throw Problem.unprocessable(faults);
    }
    return new Asked(question, topK, threshold, model, documents, patient);
  }

  private String question() {
    String question = text("question");
    if (question == null) {
      if (isAbsent("question")) {
        fault("question", "is required");
      }
      return "";
    }
    if (question.indexOf('\0') >= 0) {
      fault("question", "must not contain a NUL character");
    } else if (question.strip().length() < SHORTEST) {
      fault("question", "must have at least " + SHORTEST + " characters");
    } else if (question.length() > LONGEST) {
      fault("question", "must have at most " + LONGEST + " characters");
    }
    return question.strip();
  }

  private int topK() {
    JsonNode value = sent.get("top_k");
    if (value == null || value.isNull()) {
      return DEFAULT_TOP_K;
    }
    int topK = value.isIntegralNumber() && value.canConvertToInt() ? value.asInt() : 0;
    if (topK < 1 || topK > MOST) {
      fault("top_k", "must be a whole number from 1 to " + MOST);
    }
    return topK;
  }

  private @Nullable Double threshold() {
    JsonNode value = sent.get("similarity_threshold");
    if (value == null || value.isNull()) {
      return null;
    }
    double threshold = value.isNumber() ? value.asDouble() : -1;
    if (!(threshold >= 0 && threshold <= 1)) {
      fault("similarity_threshold", "must be a number from 0 to 1");
    }
    return threshold;
  }

  private @Nullable List<Long> documents() {
    JsonNode value = sent.get("document_ids");
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isArray() || value.size() > MOST_DOCUMENTS) {
      fault("document_ids", "must be a list of at most " + MOST_DOCUMENTS + " document ids");
      return null;
    }
    Set<Long> ids = new LinkedHashSet<>();
    for (int i = 0; i < value.size(); i++) {
      JsonNode id = value.get(i);
      if (id.isIntegralNumber() && id.canConvertToLong()) {
        ids.add(id.asLong());
      } else {
        fault("document_ids[" + i + "]", "must be a document's id, a whole number");
      }
    }
    return List.copyOf(ids);
  }

  private @Nullable UUID patient() {
    String value = text("patient_id");
    if (value == null) {
      return null;
    }
    if (!UUID_FORM.matcher(value).matches()) {
      fault("patient_id", "must be a UUID");
      return null;
    }
    return UUID.fromString(value);
  }

  private boolean isAbsent(String field) {
    JsonNode value = sent.get(field);
    return value == null || value.isNull();
  }

  private @Nullable String text(String field) {
    if (isAbsent(field)) {
      return null;
    }
    JsonNode value = sent.get(field);
    if (!value.isString()) {
      fault(field, "must be a text");
      return null;
    }
    return value.asString();
  }

  private void fault(String field, String message) {
    faults.add(new FieldError(field, message));
  }
}
