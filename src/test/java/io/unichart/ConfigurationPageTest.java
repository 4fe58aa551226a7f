package io.unichart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/configuration.md} names every variable that the service reads, and its default: the
 * settings records, the placeholders of the configuration file, and what is read by name.
 */
class ConfigurationPageTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]*)` \\| (?:`([^`]*)`)? ?\\|");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");
  private static final Pattern READ_BY_NAME =
      Pattern.compile(
          "environment\\.get(?:Required)?Property\\(\"([a-z.]+)\"(?:, \"([^\"]*)\")?\\)");

  @Test
  void namesEveryVariableAndItsDefault() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    ROW.matcher(Files.readString(Path.of("docs/configuration.md")))
        .results()
        .forEach(row -> documented.put(row.group(1), row.group(2) == null ? "" : row.group(2)));

    assertThat(documented).isEqualTo(read());
  }

  private static Map<String, String> read() throws IOException {
    Map<String, String> variables = new TreeMap<>();
    byName(variables);
    settings(variables);
    placeholders(variables);
    return variables;
  }

  private static void byName(Map<String, String> variables) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        READ_BY_NAME
            .matcher(Files.readString(file))
            .results()
            .filter(found -> !found.group(1).startsWith("spring."))
            .forEach(
                found -> variables.merge(variable(found.group(1)), or(found.group(2)), longer()));
      }
    }
  }

  private static void settings(Map<String, String> variables) throws IOException {
    Path metadata = Path.of("target/classes/META-INF/spring-configuration-metadata.json");
    JsonNode properties = JsonMapper.shared().readTree(metadata.toFile()).get("properties");
    for (JsonNode property : properties) {
      String name = property.get("name").asString();
      // What begins with the service's own name is set through the configuration file.
      if (!name.startsWith("unichart.")) {
        JsonNode value = property.get("defaultValue");
        String written = value == null || !value.isValueNode() ? "" : value.asString();
        // A list's default is the empty one.
        variables.put(variable(name), written.equals("[]") ? "" : written);
      }
    }
  }

  private static void placeholders(Map<String, String> variables) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        PLACEHOLDER
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> variables.merge(found.group(1), or(found.group(2)), longer()));
      }
    }
  }

  private static java.util.function.BinaryOperator<String> longer() {
    return (one, other) -> one.length() >= other.length() ? one : other;
  }

  private static String or(String value) {
    return value == null ? "" : value;
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
