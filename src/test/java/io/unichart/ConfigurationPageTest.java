package io.unichart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/configuration.md} names every variable that the service reads, and its default: the
 * settings records, the placeholders of the configuration file, and what is read by name. At its
 * end it names those of the launcher, the commands, Compose, the Dockerfiles and the chart's pods.
 */
class ConfigurationPageTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]*)` \\| (?:`([^`]*)`)? ?\\|");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");
  private static final Pattern READ_BY_NAME =
      Pattern.compile(
          "environment\\.get(?:Required)?Property\\(\"([a-z.]+)\"(?:, \"([^\"]*)\")?\\)");

  /** Where the page goes over from the service to the launcher, the commands and Compose. */
  private static final String AROUND = "## Around the service";

  /** {@code ${NAME:-default}} of Compose and bash. */
  private static final Pattern SUBSTITUTED =
      Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::?[-?]([^}]*))?}");

  private static final Pattern BUILD_ARGUMENT =
      Pattern.compile("(?m)^ARG ([A-Z][A-Z0-9_]*)(?:=(.*))?$");
  private static final Pattern OF_A_COMMAND =
      Pattern.compile("environment\\.get(?:OrDefault)?\\(\\s*\"([A-Z][A-Z0-9_]*)\"");
  private static final Pattern OF_A_POD =
      Pattern.compile("(?m)^ *- \\{?name: ([A-Z][A-Z0-9_]*)\\b");

  /** What programs of others are told in the chart's pods, by the chart alone. */
  private static final Set<String> SETTLED_BY_THE_CHART =
      Set.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_DEFAULT_REGION",
          "AWS_SECRET_ACCESS_KEY",
          "HOME",
          "PGAPPNAME",
          "PGDATA",
          "POSTGRES_PASSWORD_FILE");

  @Test
  void namesEveryVariableAndItsDefault() throws IOException {
    assertThat(documented(page()[0])).isEqualTo(read());
  }

  @Test
  void namesWhatIsSetAroundTheServiceWithADefaultOfItsFile() throws IOException {
    Map<String, Set<String>> found = around();
    found.keySet().removeAll(documented(page()[0]).keySet());
    Map<String, String> documented = documented(page()[1]);

    assertThat(documented.keySet()).isEqualTo(found.keySet());
    assertThat(documented)
        .allSatisfy((name, value) -> assertThat(found.get(name)).as(name).contains(value));
  }

  private static String[] page() throws IOException {
    return Files.readString(Path.of("docs/configuration.md")).split(AROUND + "\n", 2);
  }

  private static Map<String, String> documented(String part) {
    Map<String, String> documented = new TreeMap<>();
    ROW.matcher(part)
        .results()
        .forEach(row -> documented.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
    return documented;
  }

  private static Map<String, Set<String>> around() throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    for (String file :
        List.of(
            "docker-compose.yml",
            "docker-compose.test.yml",
            "docker-stack.yml",
            "src/image/root/usr/local/bin/unichart")) {
      find(SUBSTITUTED, Path.of(file), found);
    }
    find(BUILD_ARGUMENT, Path.of("Dockerfile"), found);
    find(BUILD_ARGUMENT, Path.of("src/image/warm.Dockerfile"), found);
    for (Path file : below("src/main/java", ".java")) {
      find(OF_A_COMMAND, file, found);
    }
    for (Path file : below("charts/unichart/templates", "")) {
      find(OF_A_POD, file, found);
    }
    found.keySet().removeAll(SETTLED_BY_THE_CHART);
    return found;
  }

  private static void find(Pattern pattern, Path file, Map<String, Set<String>> found)
      throws IOException {
    pattern
        .matcher(Files.readString(file))
        .results()
        .forEach(
            match ->
                found
                    .computeIfAbsent(match.group(1), name -> new TreeSet<>())
                    .add(
                        match.groupCount() < 2
                            ? ""
                            : or(match.group(2)).replace("$home", "/opt/unichart")));
  }

  private static List<Path> below(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
          .toList();
    }
  }

  private static Map<String, String> read() throws IOException {
    Map<String, String> variables = new TreeMap<>();
    byName(variables);
    settings(variables);
    placeholders(variables);
    return variables;
  }

  private static void byName(Map<String, String> variables) throws IOException {
    for (Path file : below("src/main/java", ".java")) {
      READ_BY_NAME
          .matcher(Files.readString(file))
          .results()
          .filter(found -> !found.group(1).startsWith("spring."))
          .forEach(
              found -> variables.merge(variable(found.group(1)), or(found.group(2)), longer()));
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
