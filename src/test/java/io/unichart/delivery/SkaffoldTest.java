package io.unichart.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** {@code skaffold.yaml} and what it builds, installs and synchronises belong together. */
class SkaffoldTest {

  private static final Path FILE = Path.of("skaffold.yaml");

  /** Without a project's name Skaffold stops Maven before the phase that lays out the image. */
  @Test
  void theProjectIsNamedSoThatTheImageIsLaidOut() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    Object jib = artifact().get("jib");

    assertThat(Chart.at(jib, "project")).isEqualTo("io.unichart:unichart");
    assertThat(pom).contains("<groupId>io.unichart</groupId>\n  <artifactId>unichart</artifactId>");
    assertThat(Chart.at(jib, "args")).asString().contains("-Pimage");
  }

  /** Jib reports the laid-out image as sources, too: each build would be answered with another. */
  @Test
  void aBuildIsNoChangeToBeBuilt() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .containsPattern(
            "<watch>[^~]*<exclude>\\$\\{project\\.build\\.directory}</exclude>[^~]*</watch>");
  }

  @Test
  void whatIsSynchronisedIsThereAndComesBeforeTheImage() throws IOException {
    Object overrides = release().get("overrides");
    List<Map<String, Object>> rules = Chart.maps(Chart.at(artifact().get("sync"), "manual"));

    assertThat(rules).isNotEmpty();
    for (Map<String, Object> rule : rules) {
      String source = String.valueOf(rule.get("src"));
      String target = String.valueOf(rule.get("dest"));

      assertThat(source).endsWith("/**").startsWith(String.valueOf(rule.get("strip")));
      assertThat(Path.of(source.replace("/**", ""))).isDirectory();
      assertThat(Chart.at(overrides, "javaOpts")).isEqualTo("-Xbootclasspath/a:" + target);
      assertThat(Chart.maps(Chart.at(overrides, "extraVolumeMounts")))
          .anySatisfy(mount -> assertThat(mount).containsEntry("mountPath", target));
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "Helm's library")
  void theChartTakesItsValues() throws IOException {
    Path overrides = Files.createTempFile("overrides", ".yaml");
    try {
      Object values = release().get("overrides");
      DumperOptions plain = new DumperOptions();
      plain.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
      Files.writeString(
          overrides,
          Files.readString(Chart.example("bundled")) + "\n" + new Yaml(plain).dump(values));

      String rendered =
          Chart.render(
              overrides,
              "image.registry=",
              "image.repository=unichart",
              "image.tag=try",
              "image.digest=");
      assertThat(rendered)
          .contains("image: unichart:try\n")
          .contains("JAVA_OPTS: \"-Xbootclasspath/a:/opt/unichart/changed\"")
          .contains("ENVIRONMENT: \"development\"");
    } finally {
      Files.delete(overrides);
    }
  }

  /** A forgotten password of the database is made up; it is the one that the values ask for. */
  @Test
  void theSecretThatIsMadeIsTheOneThatTheValuesName() throws IOException {
    Object named =
        Chart.at(Chart.load(Chart.example("bundled")), "database", "bundled", "existingSecret");
    Object hooks = Chart.at(file(), "deploy", "helm", "hooks", "before");

    assertThat(hooks).asString().contains("create secret generic " + named + " ");
  }

  /** Production has none of what development needs, and names the image by its digest. */
  @Test
  void theProfileForProductionLeavesOutWhatIsForDevelopment() throws IOException {
    Map<String, Object> profile = profile("production");
    List<Map<String, Object>> patches = Chart.maps(profile.get("patches"));

    assertThat(patches)
        .filteredOn(patch -> "remove".equals(patch.get("op")))
        .extracting(patch -> patch.get("path"))
        .containsExactlyInAnyOrder(
            "/deploy/helm/hooks", "/deploy/helm/releases/0/overrides", "/build/artifacts/0/sync");
    assertThat(release()).doesNotContainKey("setValues");
    assertThat(Chart.at(release(), "setValueTemplates"))
        .asString()
        .contains("image.tag={{.IMAGE_TAG_unichart}}@{{.IMAGE_DIGEST_unichart}}");
    assertThat(Chart.at(profile, "build", "local", "push")).isEqualTo(true);
  }

  private static Object file() throws IOException {
    return Chart.load(FILE);
  }

  private static Map<String, Object> artifact() throws IOException {
    return Chart.maps(Chart.at(file(), "build", "artifacts")).get(0);
  }

  private static Map<String, Object> release() throws IOException {
    return Chart.maps(Chart.at(file(), "deploy", "helm", "releases")).get(0);
  }

  private static Map<String, Object> profile(String name) throws IOException {
    return Chart.maps(Chart.at(file(), "profiles")).stream()
        .filter(profile -> name.equals(profile.get("name")))
        .findFirst()
        .orElseThrow();
  }
}
