package io.unichart.retrieval;

import io.unichart.platform.JsonForm;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What somebody sent as a search, with everything that is wrong with it. */
final class SearchForm {

  static final int LONGEST_QUERY = 10_000;
  private static final int MOST_DOCUMENTS = 10_000;
  private static final int DEFAULT_TOP_K = 10;

  private SearchForm() {}

  /** The search, if nothing is wrong with it. */
  static Search search(JsonNode sent) {
    JsonForm form = new JsonForm(sent);
    String query = form.requiredText("query", 1, LONGEST_QUERY);
    int topK = form.wholeNumber("top_k", 1, Search.MOST, DEFAULT_TOP_K);
    Search.Mode mode = mode(form);
    boolean byDocument = byDocument(form);
    List<Long> documents = form.documentIds("document_ids", MOST_DOCUMENTS);
    UUID patient = form.uuid("patient_id");
    form.check();
    return new Search(query, topK, mode, byDocument, documents, patient);
  }

  private static Search.Mode mode(JsonForm form) {
    String mode = form.text("mode");
    if (mode == null) {
      return Search.Mode.HYBRID;
    }
    for (Search.Mode known : Search.Mode.values()) {
      if (known.toString().equals(mode)) {
        return known;
      }
    }
    form.fault("mode", "must be hybrid, dense or lexical");
    return Search.Mode.HYBRID;
  }

  private static boolean byDocument(JsonForm form) {
    String by = form.text("group_by");
    if (by != null && !by.toLowerCase(Locale.ROOT).equals("document")) {
      form.fault("group_by", "must be document, or absent");
    }
    return by != null;
  }
}
