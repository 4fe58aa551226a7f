package io.unichart.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How callers prove who they are. */
enum Mode {
  /** Not at all. */
  OPEN,
  /** With a key of the service's own. */
  API_KEY,
  /** With a token of an issuer that the operator trusts. */
  OIDC;

  /** The mode as {@code SECURITY_MODE} writes it. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The mode of that word; what is unknown is refused before anything starts. */
  static Mode of(@Nullable String word) {
    for (Mode mode : values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("SECURITY_MODE");
  }
}
