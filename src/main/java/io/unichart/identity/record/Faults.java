package io.unichart.identity.record;

import io.unichart.platform.Problem;
import io.unichart.platform.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects every fault of a request, so that the caller learns them all at once. */
public final class Faults {

  private final List<FieldError> found = new ArrayList<>();

  public void add(String field, String message) {
    found.add(new FieldError(field, message));
  }

  /** A text that must be there. */
  public void required(String field, @Nullable String value, int most) {
    if (value == null) {
      add(field, "is required");
    } else {
      text(field, value, most);
    }
  }

  /** A text that may be absent, but not blank, and of a length that a person could mean. */
  public void text(String field, @Nullable String value, int most) {
    if (value == null) {
      return;
    }
    if (value.isBlank()) {
      add(field, "must not be blank");
    } else if (value.length() > most) {
      add(field, "must have at most " + most + " characters");
    }
    if (value.indexOf('\0') >= 0) {
      add(field, "must not have a NUL character");
    }
  }

  /** A word out of a list. */
  public void oneOf(String field, @Nullable String value, Set<String> words) {
    if (value != null && !words.contains(value)) {
      add(field, "must be one of " + String.join(", ", words.stream().sorted().toList()));
    }
  }

  /** Ends with 422 if there was any fault. */
  public void raise() {
    if (!found.isEmpty()) {
      throw Problem.unprocessable(found);
    }
  }
}
