package io.unichart.documents.web;

import io.unichart.documents.Draft;
import io.unichart.platform.Problem;
import io.unichart.platform.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody sent as a document, with everything that is wrong with it. Reads the JSON tree
 * rather than a bound record, so that a wrong type does not hide the next fault.
 */
public final class DocumentForm {

  static final int LONGEST_TITLE = 255;
  static final int SHORTEST_CONTENT = 10;
  static final int LONGEST_EXTERNAL_ID = 1_000;

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final List<FieldError> faults = new ArrayList<>();
  private final @Nullable String title;
  private final @Nullable String content;
  private final @Nullable UUID patientId;
  private final @Nullable String externalId;

  private DocumentForm(JsonNode sent) {
    if (!sent.isObject()) {
      throw Problem.unprocessable("body", "must be a JSON object");
    }
    title = text(sent, "title", this::checkTitle);
    content = text(sent, "content", this::checkContent);
    patientId = patient(text(sent, "patient_id", value -> {}));
    externalId = text(sent, "external_id", this::checkExternalId);
  }

  /** What was sent. */
  public static DocumentForm of(JsonNode sent) {
    return new DocumentForm(sent);
  }

  /** A whole document. */
  public Draft draft(@Nullable String source, boolean embed) {
    if (title == null && isWithoutFault("title")) {
      fault("title", "is required");
    }
    if (content == null && isWithoutFault("content")) {
      fault("content", "is required");
    }
    refuseFaults();
    if (title == null || content == null) {
      throw new IllegalStateException("a missing member is a fault");
    }
    return new Draft(title, content, List.of(), source, patientId, embed);
  }

  /** A change: some of a document. */
  DocumentForm change() {
    refuseFaults();
    if (title == null && content == null) {
      throw Problem.badRequest("title or content is needed, at least one of them");
    }
    return this;
  }

  @Nullable String title() {
    return title;
  }

  @Nullable String content() {
    return content;
  }

  @Nullable UUID patientId() {
    return patientId;
  }

  public @Nullable String externalId() {
    return externalId;
  }

  /** Adds a fault that was found elsewhere in the request. */
  void refuse(String field, String message) {
    fault(field, message);
  }

  void refuseFaults() {
    if (!faults.isEmpty()) {
      throw Problem.unprocessable(faults);
    }
  }

  private boolean isWithoutFault(String field) {
    return faults.stream().noneMatch(fault -> fault.field().equals(field));
  }

  private void fault(String field, String message) {
    faults.add(new FieldError(field, message));
  }

  private @Nullable String text(JsonNode sent, String field, Consumer<String> check) {
    JsonNode value = sent.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      fault(field, "must be a text");
      return null;
    }
    String text = value.asString();
    if (text.indexOf('\0') >= 0) {
      fault(field, "must not contain a NUL character");
    } else if (hasHalfCharacter(text)) {
      fault(field, "must not contain half a surrogate pair");
    } else {
      check.accept(text);
    }
    return text;
  }

  private void checkTitle(String value) {
    if (value.isBlank()) {
      fault("title", "must not be blank");
    } else if (value.codePointCount(0, value.length()) > LONGEST_TITLE) {
      fault("title", "must have 1 to " + LONGEST_TITLE + " characters");
    }
  }

  private void checkContent(String value) {
    if (value.isBlank()) {
      fault("content", "must not be blank");
    } else if (value.length() < SHORTEST_CONTENT) {
      fault("content", "must have at least " + SHORTEST_CONTENT + " characters");
    }
  }

  private void checkExternalId(String value) {
    if (value.isBlank()) {
      fault("external_id", "must not be blank");
    } else if (value.length() > LONGEST_EXTERNAL_ID) {
      fault("external_id", "must have at most " + LONGEST_EXTERNAL_ID + " characters");
    }
  }

  private @Nullable UUID patient(@Nullable String value) {
    if (value == null) {
      return null;
    }
    if (!UUID_FORM.matcher(value).matches()) {
      fault("patient_id", "must be a UUID");
      return null;
    }
    return UUID.fromString(value);
  }

  static boolean hasHalfCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }
}
