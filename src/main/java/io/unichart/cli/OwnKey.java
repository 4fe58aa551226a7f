package io.unichart.cli;

import io.unichart.access.KeyLedger;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key that a command shows to the running service: {@code UNICHART_API_KEY}, else the first
 * administrator's, which the environment beside the service has.
 */
final class OwnKey {

  private OwnKey() {}

  static HttpRequest.Builder shown(HttpRequest.Builder request, Map<String, String> environment) {
    String key = of(environment);
    return key == null ? request : request.header("X-API-Key", key);
  }

  private static @Nullable String of(Map<String, String> environment) {
    String own = environment.get("UNICHART_API_KEY");
    if (own != null && !own.isBlank()) {
      return own.strip();
    }
    String file = environment.get("SECURITY_BOOTSTRAP_KEY_FILE");
    return KeyLedger.bootstrapKey(
        environment.get("SECURITY_BOOTSTRAP_KEY"),
        file == null || file.isBlank() ? null : Path.of(file));
  }
}
