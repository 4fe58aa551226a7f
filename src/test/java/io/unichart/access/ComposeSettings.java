package io.unichart.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Lets a test's service find the variables that Compose passes on empty, where .env is silent. */
final class ComposeSettings
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Pattern EMPTY =
      Pattern.compile("(?m)^ +([A-Z][A-Z0-9_]*): \"?\\$\\{[A-Z0-9_]+:-}\"?$");
  private static final String ENVIRONMENT =
      StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

  /** Their names. */
  static Map<String, Object> empty() {
    Map<String, Object> found = new HashMap<>();
    try {
      Matcher line = EMPTY.matcher(Files.readString(Path.of("docker-compose.yml")));
      while (line.find()) {
        found.put(line.group(1), "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!found.containsKey("SECURITY_OIDC_CLIENT_ID")) {
      throw new IllegalStateException("Compose is written in a way that is not known here");
    }
    return found;
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    context
        .getEnvironment()
        .getPropertySources()
        .addAfter(
            ENVIRONMENT, new SystemEnvironmentPropertySource("compose-" + ENVIRONMENT, empty()));
  }
}
