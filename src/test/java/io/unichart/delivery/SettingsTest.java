package io.unichart.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Every variable of the service in {@code docs/configuration.md} can be set wherever it is run. */
class SettingsTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]*)` \\| (?:`([^`]*)`)? ?\\|");

  /** What an image settles for itself: where it listens, and that it has no embedded database. */
  private static final Set<String> SETTLED =
      Set.of(
          "API_VERSION",
          "DATABASE_DIRECTORY",
          "MANAGEMENT_HOST",
          "MANAGEMENT_PORT",
          "SERVER_HOST",
          "SERVER_PORT");

  /** Secrets that the chart hands over as files. */
  private static final Set<String> FILES_OF_THE_CHART =
      Set.of("SECURITY_BOOTSTRAP_KEY", "SECURITY_OIDC_CLIENT_SECRET");

  /** What Compose mounts, and the launcher finds; secrets that it passes on. */
  private static final Set<String> NOT_IN_COMPOSE =
      Set.of("SECURITY_BOOTSTRAP_KEY_FILE", "SECURITY_OIDC_CLIENT_SECRET_FILE");

  @Test
  void theChartSetsEveryVariable() throws IOException {
    String templates =
        Files.readString(Chart.FOLDER.resolve("templates/_helpers.tpl"))
            + Files.readString(Chart.FOLDER.resolve("templates/deployment.yaml"));

    Set<String> wanted = new TreeSet<>(documented().keySet());
    wanted.removeAll(SETTLED);
    wanted.removeAll(FILES_OF_THE_CHART);
    assertThat(wanted)
        .allSatisfy(name -> assertThat(templates).containsPattern("\\b" + name + "\\b"));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "Helm's library")
  void theChartsDefaultsAreTheServices() throws IOException {
    Map<String, String> documented = documented();
    Object config =
        Chart.object(Chart.render(Chart.example("minimal")), "ConfigMap", "unichart").get("data");

    Map<String, String> different = new TreeMap<>();
    for (Map.Entry<String, Object> setting : Chart.map(config).entrySet()) {
      String written = documented.get(setting.getKey());
      if (written != null && !written.isEmpty() && !same(written, setting.getValue().toString())) {
        different.put(setting.getKey(), written);
      }
    }
    // in a cluster the log is for machines
    assertThat(different).containsOnlyKeys("ENVIRONMENT");
  }

  @Test
  void composePassesOnEveryVariableWithItsDefault() throws IOException {
    String compose = Files.readString(Path.of("docker-compose.yml"));
    String example = Files.readString(Path.of(".env.example"));
    Map<String, String> wanted = documented();
    SETTLED.forEach(wanted::remove);
    NOT_IN_COMPOSE.forEach(wanted::remove);
    wanted.remove("DATABASE_URL");
    wanted.remove("DATABASE_PASSWORD_FILE");

    for (Map.Entry<String, String> variable : wanted.entrySet()) {
      var passed = Pattern.compile("\\$\\{" + variable.getKey() + ":-([^}]*)}").matcher(compose);
      assertThat(passed.find()).as(variable.getKey() + " in docker-compose.yml").isTrue();
      assertThat(example).containsPattern("(?m)^#" + variable.getKey() + "=");
      String given = passed.group(1);
      if (!variable.getValue().isEmpty()) {
        assertThat(same(variable.getValue(), given)).as(variable.getKey() + "=" + given).isTrue();
      }
    }
  }

  @Test
  void theExamplesOfEnvironmentsNameOnlyWhatExists() throws IOException {
    Set<String> known = documented().keySet();
    var line = Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]+)=");
    Set<String> unknown = new TreeSet<>();
    line.matcher(Files.readString(Path.of(".env.production.example")))
        .results()
        .map(found -> found.group(1))
        .filter(name -> !known.contains(name))
        .forEach(unknown::add);
    String compose = Files.readString(Path.of("docker-compose.yml"));
    line.matcher(Files.readString(Path.of(".env.example")))
        .results()
        .map(found -> found.group(1))
        .filter(name -> !compose.contains("${" + name + ":"))
        .forEach(unknown::add);

    assertThat(unknown).isEmpty();
  }

  private static boolean same(String one, String other) {
    if (one.matches("[0-9.]+") && other.matches("[0-9.]+")) {
      return Double.parseDouble(one) == Double.parseDouble(other);
    }
    return one.equals(other);
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    String page = Files.readString(Path.of("docs/configuration.md"));
    ROW.matcher(page.substring(0, page.indexOf("## Around the service")))
        .results()
        .forEach(row -> documented.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
    return documented;
  }
}
