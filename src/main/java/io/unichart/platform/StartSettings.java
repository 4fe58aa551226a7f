package io.unichart.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Settles what follows from the presence of {@code DATABASE_URL} before anything else starts:
 * without it the service is embedded, bound to localhost and open; with it, it listens everywhere
 * and callers need a key unless the operator says otherwise.
 */
final class StartSettings implements EnvironmentPostProcessor, Ordered {

  private static final String EMBEDDED_SERVER =
      "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";

  private static final Set<String> MODES = Set.of("open", "api-key", "oidc");

  /** After the configuration files have been read. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 100;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    boolean embedded = !StringUtils.hasText(environment.getProperty("database.url"));
    String given = environment.getProperty("security.mode", "");
    if (!given.isEmpty() && !MODES.contains(given)) {
      throw new StartRefused(
          "SECURITY_MODE=" + given + " is unknown; it must be one of open, api-key and oidc");
    }
    String mode = !given.isEmpty() ? given : embedded ? "open" : "api-key";
    if (embedded && !ClassUtils.isPresent(EMBEDDED_SERVER, getClass().getClassLoader())) {
      throw new StartRefused(
          "DATABASE_URL is not set, and the container image carries no PostgreSQL of its own; set"
              + " DATABASE_URL=postgresql://user:password@host:5432/database");
    }
    boolean traced = told(environment.getProperty("otlp.endpoint", ""));
    Map<String, Object> settled = new LinkedHashMap<>();
    settled.put("unichart.embedded", embedded);
    settled.put("security.mode", mode);
    settled.put("unichart.security-mode-given", !given.isEmpty());
    settled.put("unichart.secured", !mode.equals("open"));
    settled.put("unichart.traced", traced);
    if (traced) {
      settled.put("logging.pattern.correlation", "[%X{request_id:-} %X{trace_id:-}] ");
    }
    if (!StringUtils.hasText(environment.getProperty("server.host"))) {
      settled.put("server.address", embedded ? "127.0.0.1" : "0.0.0.0");
    } else {
      settled.put("server.address", environment.getRequiredProperty("server.host"));
    }
    settled.put(
        "management.server.address",
        embedded ? "127.0.0.1" : environment.getProperty("management.host", "0.0.0.0"));
    environment.getPropertySources().addFirst(new MapPropertySource("unichart-start", settled));
  }

  /** Whether a collector is to be told of the service's work. */
  private static boolean told(String collector) {
    if (collector.isBlank()) {
      return false;
    }
    try {
      URI address = new URI(collector.strip());
      String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      if (Set.of("http", "https").contains(scheme)
          && address.getHost() != null
          && address.getQuery() == null) {
        return true;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new StartRefused(
        "OTLP_ENDPOINT must be where a collector takes OTLP over HTTP, such as"
            + " http://collector:4318");
  }
}
