package io.unichart.retrieval;

import io.unichart.platform.Problem;
import io.unichart.platform.Problem.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What somebody sent as a search, with everything that is wrong with it. */
final class SearchForm {

  static final int LONGEST_QUERY = 10_000;
  private static final int MOST_DOCUMENTS = 10_000;
  private static final int DEFAULT_TOP_K = 10;
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final JsonNode sent;
  private final List<FieldError> faults = new ArrayList<>();

  private SearchForm(JsonNode sent) {
    this.sent = sent;
  }

  /** The search, if nothing is wrong with it. */
  static Search search(JsonNode sent) {
    if (!sent.isObject()) {
      throw Problem.unprocessable("body", "must be a JSON object");
    }
    return new SearchForm(sent).read();
  }

  private Search read() {
    String query = query();
    int topK = topK();
    Search.Mode mode = mode();
    boolean byDocument = byDocument();
    List<Long> documents = documents();
    UUID patient = patient();
    if (!faults.isEmpty()) {
      throw Problem.unprocessable(faults);
    }
    return new Search(query, topK, mode, byDocument, documents, patient);
  }

  private String query() {
    String query = text("query");
    if (query == null) {
      if (isAbsent("query")) {
        fault("query", "is required");
      }
      return "";
    }
    if (query.isBlank()) {
      fault("query", "must not be blank");
    } else if (query.length() > LONGEST_QUERY) {
      fault("query", "must have at most " + LONGEST_QUERY + " characters");
    } else if (query.indexOf('\0') >= 0) {
      fault("query", "must not contain a NUL character");
    }
    return query;
  }

  private int topK() {
    JsonNode value = sent.get("top_k");
    if (value == null || value.isNull()) {
      return DEFAULT_TOP_K;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      fault("top_k", "must be a whole number from 1 to " + Search.MOST);
      return DEFAULT_TOP_K;
    }
    int topK = value.asInt();
    if (topK < 1 || topK > Search.MOST) {
      fault("top_k", "must be a whole number from 1 to " + Search.MOST);
      return DEFAULT_TOP_K;
    }
    return topK;
  }

  private Search.Mode mode() {
    String mode = text("mode");
    if (mode == null) {
      return Search.Mode.HYBRID;
    }
    for (Search.Mode known : Search.Mode.values()) {
      if (known.toString().equals(mode)) {
        return known;
      }
    }
    fault("mode", "must be hybrid, dense or lexical");
    return Search.Mode.HYBRID;
  }

  private boolean byDocument() {
    String by = text("group_by");
    if (by != null && !by.toLowerCase(Locale.ROOT).equals("document")) {
      fault("group_by", "must be document, or absent");
    }
    return by != null;
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
