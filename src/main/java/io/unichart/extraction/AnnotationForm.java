package io.unichart.extraction;

import io.unichart.platform.Problem;
import io.unichart.platform.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request to read a text, checked: every fault is told at once.
 *
 * @param concepts what to judge; empty to find everything
 * @param judging true when concepts were given, even none
 */
record AnnotationForm(String text, List<Concept> concepts, boolean judging) {

  /** A phrase to be found, or a place to be judged. */
  record Concept(String text, @Nullable Span span) {}

  /** A text to be read, and by whom. */
  record ToExtract(String text, @Nullable String model) {}

  private static final int SHORTEST = 10;
  private static final int MOST_CONCEPTS = 1_000;

  static AnnotationForm of(JsonNode body) {
    List<FieldError> faults = new ArrayList<>();
    String text = text(body, 1, faults);
    List<Concept> concepts = new ArrayList<>();
    JsonNode given = body.isObject() ? body.get("concepts") : null;
    boolean judging = given != null && !given.isNull();
    if (given != null && judging && (!given.isArray() || given.size() > MOST_CONCEPTS)) {
      faults.add(
          new FieldError(
              "concepts", "must be a list of at most " + MOST_CONCEPTS + " phrases or places"));
    } else if (given != null && judging) {
      for (int i = 0; i < given.size(); i++) {
        concept(given.get(i), "concepts[" + i + "]", text, concepts, faults);
      }
    }
    if (!faults.isEmpty()) {
      throw Problem.unprocessable(faults);
    }
    return new AnnotationForm(text, List.copyOf(concepts), judging);
  }

  /** The text of a request for extraction. */
  static ToExtract toExtract(JsonNode body) {
    List<FieldError> faults = new ArrayList<>();
    String text = text(body, SHORTEST, faults);
    JsonNode model = body.isObject() ? body.get("model") : null;
    if (model != null && !model.isNull() && !model.isString()) {
      faults.add(new FieldError("model", "must be text"));
    }
    if (!faults.isEmpty()) {
      throw Problem.unprocessable(faults);
    }
    return new ToExtract(text, model != null && model.isString() ? model.stringValue() : null);
  }

  private static String text(JsonNode body, int shortest, List<FieldError> faults) {
    JsonNode text = body.isObject() ? body.get("text") : null;
    if (text == null || !text.isString()) {
      faults.add(new FieldError("text", "is required and must be text"));
      return "";
    }
    String value = text.stringValue();
    if (value.strip().length() < shortest) {
      faults.add(
          new FieldError(
              "text",
              shortest == 1
                  ? "must not be blank"
                  : "must have at least " + shortest + " characters"));
    } else if (value.indexOf('\0') >= 0) {
      faults.add(new FieldError("text", "must not hold a NUL character"));
    }
    return value;
  }

  private static void concept(
      JsonNode node, String field, String text, List<Concept> concepts, List<FieldError> faults) {
    JsonNode phrase = node.isObject() ? node.get("text") : node;
    boolean named = phrase != null && phrase.isString() && !phrase.stringValue().isBlank();
    Span span = null;
    JsonNode start = node.isObject() ? node.get("start") : null;
    JsonNode end = node.isObject() ? node.get("end") : null;
    if (start != null && end != null && !start.isNull() && !end.isNull()) {
      if (!start.isInt()
          || !end.isInt()
          || start.intValue() < 0
          || start.intValue() >= end.intValue()
          || end.intValue() > text.length()) {
        faults.add(new FieldError(field, "must have 0 <= start < end within the text"));
        return;
      }
      span = new Span(start.intValue(), end.intValue());
    }
    if (!named && span == null) {
      faults.add(new FieldError(field, "must be a phrase, or text with start and end"));
      return;
    }
    concepts.add(new Concept(span != null ? span.of(text) : phrase.stringValue().strip(), span));
  }
}
