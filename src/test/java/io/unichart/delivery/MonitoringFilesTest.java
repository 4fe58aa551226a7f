package io.unichart.delivery;

import static io.unichart.delivery.Chart.map;
import static io.unichart.delivery.Chart.maps;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alerts lead to a page that says what to do, and dashboards are what Grafana expects. */
class MonitoringFilesTest {

  private static final Path RUNBOOKS = Path.of("docs/runbooks");

  @Test
  void everyAlertHasItsPageAndEveryPageItsAlert() throws IOException {
    Set<String> pages = new TreeSet<>();
    try (Stream<Path> files = Files.list(RUNBOOKS)) {
      files.forEach(file -> pages.add(file.getFileName().toString().replace(".md", "")));
    }
    Set<String> alerts = new TreeSet<>();
    for (Map<String, Object> alert : alerts()) {
      String name = (String) alert.get("alert");
      alerts.add(name);
      Map<String, Object> annotations = map(alert.get("annotations"));
      assertThat(annotations)
          .containsEntry("runbook_url", "RUNBOOKS/" + name + ".md")
          .containsKeys("summary", "description");
      assertThat((String) map(alert.get("labels")).get("severity"))
          .isIn("critical", "warning", "info");
    }

    assertThat(alerts).hasSizeGreaterThanOrEqualTo(8).isEqualTo(pages);
  }

  @Test
  void everyAlertHasATestAndALineInTheDocumentation() throws IOException {
    String tests = Files.readString(Path.of("deploy/observability/rules.test.yaml"));
    String page = Files.readString(Path.of("docs/observability.md"));

    for (Map<String, Object> alert : alerts()) {
      assertThat(tests).contains("- name: " + alert.get("alert") + "\n");
      assertThat(page).contains("| [" + alert.get("alert") + "](");
    }
  }

  @Test
  void everyPanelOfADashboardHasItsPlaceAndItsQuery() throws IOException {
    try (Stream<Path> files = Files.list(Chart.FOLDER.resolve("files/dashboards"))) {
      for (Path file : files.toList()) {
        JsonNode board = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(board.get("uid").asString() + ".json").isEqualTo(file.getFileName().toString());
        Set<String> places = new TreeSet<>();
        for (JsonNode panel : board.get("panels")) {
          JsonNode at = panel.get("gridPos");
          assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(24);
          assertThat(places.add(at.get("x") + "/" + at.get("y"))).isTrue();
          assertThat(panel.get("targets")).isNotEmpty();
          for (JsonNode target : panel.get("targets")) {
            assertThat(target.get("expr").asString()).contains("job=\"unichart\"");
          }
        }
      }
    }
  }

  private static List<Map<String, Object>> alerts() throws IOException {
    List<Map<String, Object>> alerts = new ArrayList<>();
    Object rules = Chart.load(Chart.FOLDER.resolve("files/rules.yaml"));
    for (Map<String, Object> group : maps(map(rules).get("groups"))) {
      maps(group.get("rules")).stream()
          .filter(rule -> rule.containsKey("alert"))
          .forEach(alerts::add);
    }
    return alerts;
  }
}
