package io.unichart.platform;

import java.util.LinkedHashMap;
import java.util.Map;
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
 * and the operator must say how it is secured.
 */
final class StartSettings implements EnvironmentPostProcessor, Ordered {

  private static final String EMBEDDED_SERVER =
      "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";

  /** After the configuration files have been read. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 100;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    boolean embedded = !StringUtils.hasText(environment.getProperty("database.url"));
    String mode = environment.getProperty("security.mode", "");
    if (!embedded && !"open".equals(mode)) {
      throw new StartRefused(
          mode.isEmpty()
              ? "SECURITY_MODE is not set. With DATABASE_URL the service can be reached from"
                  + " elsewhere, so set SECURITY_MODE=open if it really shall answer everyone"
              : "SECURITY_MODE=" + mode + " is unknown; this version knows only 'open'");
    }
    if (embedded && !mode.isEmpty() && !"open".equals(mode)) {
      throw new StartRefused(
          "SECURITY_MODE=" + mode + " is unknown; this version knows only 'open'");
    }
    if (embedded && !ClassUtils.isPresent(EMBEDDED_SERVER, getClass().getClassLoader())) {
      throw new StartRefused(
          "DATABASE_URL is not set, and the container image carries no PostgreSQL of its own; set"
              + " DATABASE_URL=postgresql://user:password@host:5432/database");
    }
    Map<String, Object> settled = new LinkedHashMap<>();
    settled.put("unichart.embedded", embedded);
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
}
