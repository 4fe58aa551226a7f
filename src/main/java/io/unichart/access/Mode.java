package io.unichart.access;

import java.util.Locale;

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
}
