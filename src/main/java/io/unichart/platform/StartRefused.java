package io.unichart.platform;

import org.jspecify.annotations.Nullable;

/**
 * The service cannot start as it is configured. The message is the one line an operator reads; it
 * names the setting and what would be right, and never a secret.
 */
public final class StartRefused extends RuntimeException {

  public StartRefused(String message) {
    this(message, null);
  }

  public StartRefused(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
