package io.unichart.access;

import io.unichart.platform.Sha256;
import io.unichart.platform.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Makes secrets, hashes them, and reads those that an operator gives. */
final class Secrets {

  /** Tells people, and programs that search for leaked secrets, what such a text is. */
  static final String KEY_MARK = "unichart_";

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** 256 random bits in letters and digits. */
  static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] hash(String secret) {
    return Sha256.of(secret);
  }

  /** The secret of a variable, or of the file that another variable names; null when neither is. */
  static @Nullable String given(@Nullable String value, @Nullable Path file, String fileVariable) {
    if (value != null && !value.isBlank()) {
      return value.strip();
    }
    if (file == null || file.toString().isBlank()) {
      return null;
    }
    try (var lines = Files.lines(file)) {
      String line = lines.findFirst().orElse("").strip();
      return line.isEmpty() ? null : line;
    } catch (IOException e) {
      throw new StartRefused(fileVariable + " names a file that cannot be read", e);
    }
  }
}
