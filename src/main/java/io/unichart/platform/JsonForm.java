package io.unichart.platform;

import io.unichart.platform.Problem.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the members of a JSON request one by one and collects what is wrong with them, so that a
 * caller learns of all faults at once. Null means the same as not given.
 */
public final class JsonForm {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final JsonNode sent;
  private final List<FieldError> faults = new ArrayList<>();

  /** A form for what was sent; a problem when that is no JSON object. */
  public JsonForm(JsonNode sent) {
    if (!sent.isObject()) {
      throw Problem.unprocessable("body", "must be a JSON object");
    }
    this.sent = sent;
  }

  /** Says what is wrong with a member. */
  public void fault(String field, String message) {
    faults.add(new FieldError(field, message));
  }

  /** Throws a problem with all faults; nothing when there is none. */
  public void check() {
    if (!faults.isEmpty()) {
      throw Problem.unprocessable(faults);
    }
  }

  /** A text, or null. */
  public @Nullable String text(String field) {
    JsonNode value = given(field);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      fault(field, "must be a text");
      return null;
    }
    return value.asString();
  }

  /** A text that must be there, without surrounding blanks; empty after a fault. */
  public String requiredText(String field, int shortest, int longest) {
    String text = text(field);
    if (text == null) {
      if (given(field) == null) {
        fault(field, "is required");
      }
      return "";
    }
    String stripped = text.strip();
    if (text.indexOf('\0') >= 0) {
      fault(field, "must not contain a NUL character");
    } else if (stripped.isEmpty()) {
      fault(field, "must not be blank");
    } else if (stripped.length() < shortest) {
      fault(field, "must have at least " + shortest + " characters");
    } else if (text.length() > longest) {
      fault(field, "must have at most " + longest + " characters");
    }
    return stripped;
  }

  /** A whole number from {@code least} to {@code most}. */
  public int wholeNumber(String field, int least, int most, int otherwise) {
    JsonNode value = given(field);
    if (value == null) {
      return otherwise;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.asInt() < least
        || value.asInt() > most) {
      fault(field, "must be a whole number from " + least + " to " + most);
      return otherwise;
    }
    return value.asInt();
  }

  /** A number from 0 to 1, or null. */
  public @Nullable Double share(String field) {
    JsonNode value = given(field);
    if (value == null) {
      return null;
    }
    double share = value.isNumber() ? value.asDouble() : -1;
    if (!(share >= 0 && share <= 1)) {
      fault(field, "must be a number from 0 to 1");
    }
    return share;
  }

  /** Documents' ids, each once; null when none are named at all. */
  public @Nullable List<Long> documentIds(String field, int most) {
    JsonNode value = given(field);
    if (value == null) {
      return null;
    }
    if (!value.isArray() || value.size() > most) {
      fault(field, "must be a list of at most " + most + " document ids");
      return null;
    }
    Set<Long> ids = new LinkedHashSet<>();
    for (int i = 0; i < value.size(); i++) {
      JsonNode id = value.get(i);
      if (id.isIntegralNumber() && id.canConvertToLong()) {
        ids.add(id.asLong());
      } else {
        fault(field + "[" + i + "]", "must be a document's id, a whole number");
      }
    }
    return List.copyOf(ids);
  }

  /** A UUID, or null. */
  public @Nullable UUID uuid(String field) {
    String value = text(field);
    if (value == null) {
      return null;
    }
    if (!UUID_FORM.matcher(value).matches()) {
      fault(field, "must be a UUID");
      return null;
    }
    return UUID.fromString(value);
  }

  private @Nullable JsonNode given(String field) {
    JsonNode value = sent.get(field);
    return value == null || value.isNull() ? null : value;
  }
}
