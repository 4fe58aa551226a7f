package io.unichart.cli;

import io.unichart.access.KeyLedger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key that a command shows to the running service: {@code UNICHART_API_KEY} to whichever is
 * named, else the first administrator's, which the environment beside the service has, and that
 * only on this machine: an address may be mistyped, or somebody else's.
 */
final class OwnKey {

  private static final Pattern HERE =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

  private final @Nullable String key;

  private OwnKey(@Nullable String key) {
    this.key = key;
  }

  /**
   * The key for that service.
   *
   * @throws io.unichart.platform.StartRefused when the environment's key cannot be read
   */
  static OwnKey of(Map<String, String> environment, URI service) {
    String own = environment.get("UNICHART_API_KEY");
    if (own != null && !own.isBlank()) {
      return new OwnKey(own.strip());
    }
    String value = environment.get("SECURITY_BOOTSTRAP_KEY");
    String file = environment.get("SECURITY_BOOTSTRAP_KEY_FILE");
    Path path = file == null || file.isBlank() ? null : Path.of(file);
    if (isHere(service)) {
      return new OwnKey(KeyLedger.bootstrapKey(value, path));
    }
    if (path != null || value != null && !value.isBlank()) {
      System.err.println(
          "The administrator's first key is shown on this machine only; for %s put a key into UNICHART_API_KEY"
              .formatted(service.getHost()));
    }
    return new OwnKey(null);
  }

  private static boolean isHere(URI service) {
    String host = service.getHost();
    return host != null && HERE.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  HttpRequest.Builder shown(HttpRequest.Builder request) {
    return key == null ? request : request.header("X-API-Key", key);
  }
}
