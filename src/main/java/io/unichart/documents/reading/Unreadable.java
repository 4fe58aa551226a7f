package io.unichart.documents.reading;

import org.jspecify.annotations.Nullable;

/** A file whose text cannot be had. The message is the reason, fit to be shown to the sender. */
public final class Unreadable extends RuntimeException {

  Unreadable(String reason) {
    this(reason, null);
  }

  Unreadable(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }

  /** Why, as the end of a sentence that begins with "the file". */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
