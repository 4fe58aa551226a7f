package io.unichart.delivery;

import static io.unichart.delivery.Chart.at;
import static io.unichart.delivery.Chart.example;
import static io.unichart.delivery.Chart.map;
import static io.unichart.delivery.Chart.maps;
import static io.unichart.delivery.Chart.object;
import static io.unichart.delivery.Chart.objects;
import static io.unichart.delivery.Chart.render;
import static io.unichart.delivery.Chart.renderBare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart keeps its promises, whatever values it is given; judged on what Helm renders. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "Helm's library")
class ChartTest {

  private static final Set<String> WORKLOADS =
      Set.of("Deployment", "StatefulSet", "CronJob", "Job", "Pod");
  private static final Set<String> VOLUMES =
      Set.of("configMap", "secret", "emptyDir", "persistentVolumeClaim", "projected");

  static List<Path> examples() throws IOException {
    return Chart.examples();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void rendersTheSameTwiceAndKeepsTheRenderingForOtherHelms(Path values) throws IOException {
    String rendered = render(values);

    assertThat(render(values)).isEqualTo(rendered);
    Path kept = Path.of("target/chart");
    Files.createDirectories(kept);
    Files.writeString(kept.resolve(values.getFileName().toString()), rendered);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyPodIsRestricted(Path values) {
    List<Map<String, Object>> workloads =
        objects(render(values)).stream()
            .filter(object -> WORKLOADS.contains((String) object.get("kind")))
            .toList();

    assertThat(workloads).isNotEmpty();
    for (Map<String, Object> workload : workloads) {
      assertThat(faults(pod(workload)))
          .as(workload.get("kind") + " " + Chart.nameOf(workload))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aSelectorNeverHoldsWhatChanges(Path values) {
    for (Map<String, Object> object : objects(render(values))) {
      if (at(object, "spec", "selector", "matchLabels") != null
          && !"ServiceMonitor".equals(object.get("kind"))) {
        assertThat(map(at(object, "spec", "selector", "matchLabels")))
            .containsOnlyKeys(
                "app.kubernetes.io/name",
                "app.kubernetes.io/instance",
                "app.kubernetes.io/component");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyMountHasItsVolumeAndEveryVolumeItsMount(Path values) {
    for (Map<String, Object> object : objects(render(values))) {
      if (!WORKLOADS.contains((String) object.get("kind"))) {
        continue;
      }
      Map<String, Object> pod = pod(object);
      List<Object> mounted = new ArrayList<>();
      for (Map<String, Object> container : containers(pod)) {
        maps(container.get("volumeMounts")).forEach(mount -> mounted.add(mount.get("name")));
      }
      List<Object> volumes = new ArrayList<>();
      maps(pod.get("volumes")).forEach(volume -> volumes.add(volume.get("name")));
      maps(at(object, "spec", "volumeClaimTemplates"))
          .forEach(claim -> volumes.add(Chart.nameOf(claim)));
      assertThat(Set.copyOf(mounted)).as(Chart.nameOf(object)).isEqualTo(Set.copyOf(volumes));
      assertThat(volumes).doesNotHaveDuplicates();
    }
  }

  @Test
  void helmFindsNothingToCriticise() throws IOException {
    assertThat(Chart.load(Chart.FOLDER.resolve("Chart.yaml"))).isNotNull();
    // lint renders with the values of the chart alone, which the chart refuses with its own words
    assertThat(Chart.lint().getMessages())
        .noneMatch(message -> message.contains("[WARNING]"))
        .filteredOn(message -> message.contains("[ERROR]"))
        .allMatch(message -> message.contains("needs a database"));
  }

  @Nested
  class Refuses {

    @Test
    void aBareInstallAndNamesWhatIsMissing() {
      assertThatThrownBy(() -> renderBare())
          .hasMessageContaining("needs a database and two secrets")
          .hasMessageContaining("kubectl create secret generic unichart-database")
          .hasMessageContaining("unichart-security");
    }

    @Test
    void twoDatabases() {
      for (String second : List.of("external", "bundled")) {
        assertThatThrownBy(() -> render(example("cnpg"), "database." + second + ".enabled=true"))
            .hasMessageContaining("'/database/" + second + "/enabled': value must be false");
      }
    }

    @Test
    void anUnknownValueAWrongTypeAndAWrongWord() {
      assertThatThrownBy(() -> render(example("minimal"), "nonsense=1"))
          .hasMessageContaining("nonsense");
      assertThatThrownBy(() -> render(example("minimal"), "replicaCount=many"))
          .hasMessageContaining("replicaCount");
      assertThatThrownBy(() -> render(example("minimal"), "security.mode=closed"))
          .hasMessageContaining("security/mode");
      assertThatThrownBy(() -> render(example("minimal"), "database.external.sslMode=yes"))
          .hasMessageContaining("sslMode");
    }

    @Test
    void aServiceThatIsClosedWithoutAKey() {
      assertThatThrownBy(() -> render(example("minimal"), "security.existingSecret="))
          .hasMessageContaining("security.existingSecret is missing");
      assertThatThrownBy(() -> render(example("minimal"), "security.mode=oidc"))
          .hasMessageContaining("security.oidc.issuer and security.oidc.audience");
    }

    @Test
    void shutdownTimesThatDoNotAddUp() {
      assertThatThrownBy(() -> render(example("minimal"), "shutdown.gracePeriodSeconds=30"))
          .hasMessageContaining("gracePeriodSeconds must be more");
    }

    @Test
    void twoBoundsOfADisruptionBudget() {
      assertThatThrownBy(() -> render(example("minimal"), "podDisruptionBudget.minAvailable=1"))
          .hasMessageContaining("choose one");
    }

    @Test
    void aJobWithoutItsFiles() {
      for (String job : List.of("link", "terminologyImport")) {
        assertThatThrownBy(() -> render(example("minimal"), job + ".enabled=true"))
            .hasMessageContaining(job + ".persistentVolumeClaim is missing");
      }
      assertThatThrownBy(() -> render(example("minimal"), "restore.enabled=true"))
          .hasMessageContaining("restore.existingClaim is missing");
    }
  }

  @Nested
  class Pods {

    @Test
    void haveTimeToFinishWhatTheyHaveBegun() {
      Map<String, Object> deployment =
          object(render(example("production")), "Deployment", "unichart");
      Map<String, Object> pod = pod(deployment);
      Map<String, Object> config = object(render(example("production")), "ConfigMap", "unichart");

      int before = (int) at(containers(pod).get(0), "lifecycle", "preStop", "sleep", "seconds");
      String drain = (String) at(config, "data", "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE");
      assertThat((int) pod.get("terminationGracePeriodSeconds"))
          .isGreaterThan(before + Integer.parseInt(drain.replace("s", "")));
    }

    @Test
    void areSeveralUnlessToldOtherwise() {
      Map<String, Object> deployment = object(render(example("minimal")), "Deployment", "unichart");

      assertThat((int) at(deployment, "spec", "replicas")).isGreaterThanOrEqualTo(2);
      assertThat(at(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable"))
          .isEqualTo(0);
    }

    @Test
    void areCountedByTheAutoscalerAloneWhereThereIsOne() {
      for (String values : List.of("autoscaled", "keda")) {
        Map<String, Object> deployment = object(render(example(values)), "Deployment", "unichart");
        assertThat(map(deployment.get("spec"))).doesNotContainKey("replicas");
      }
    }

    @Test
    void areAsManyAsKedaIsTold() {
      Map<String, Object> scaled =
          object(
              render(
                  example("keda"),
                  "autoscaling.targetMemory=80",
                  "autoscaling.embeddingQueue.authModes=bearer",
                  "autoscaling.embeddingQueue.authenticationRef.name=prometheus",
                  "autoscaling.fallback.failureThreshold=3",
                  "autoscaling.fallback.replicas=4",
                  "autoscaling.triggers[0].type=cron"),
              "ScaledObject",
              "unichart");

      List<Map<String, Object>> triggers = maps(at(scaled, "spec", "triggers"));
      assertThat(triggers)
          .extracting(trigger -> trigger.get("type"))
          .containsExactly("cpu", "memory", "prometheus", "cron");
      assertThat(map(triggers.get(2).get("metadata")))
          .containsEntry("ignoreNullValues", "false")
          .containsEntry("authModes", "bearer");
      assertThat(at(triggers.get(2), "authenticationRef", "name")).isEqualTo("prometheus");
      assertThat(at(scaled, "spec", "fallback", "replicas")).isEqualTo(4);
    }

    @Test
    void startAnewWhenASettingChanges() {
      assertThat(checksum("logLevel=DEBUG")).isNotEqualTo(checksum("logLevel=INFO"));
      assertThat(checksum("extraConfig=a: 1")).isNotEqualTo(checksum("extraConfig=a: 2"));
      assertThat(checksum("replicaCount=4")).isEqualTo(checksum("replicaCount=2"));
    }

    private String checksum(String setting) {
      Map<String, Object> deployment =
          object(render(example("minimal"), setting), "Deployment", "unichart");
      return (String)
          at(deployment, "spec", "template", "metadata", "annotations", "checksum/config");
    }

    @Test
    void areAllGoneWhileADatabaseIsBroughtBack() {
      String rendered = render(example("restore"));

      assertThat(at(object(rendered, "Deployment", "unichart"), "spec", "replicas")).isEqualTo(0);
      assertThat(at(object(rendered, "CronJob", "unichart-backup"), "spec", "suspend"))
          .isEqualTo(true);
    }

    @Test
    void leaveTheirNumbersToOpenShift() {
      for (Map<String, Object> object : objects(render(example("openshift")))) {
        if (WORKLOADS.contains((String) object.get("kind"))) {
          assertThat(map(pod(object).get("securityContext")))
              .doesNotContainKeys("runAsUser", "runAsGroup", "fsGroup");
        }
      }
    }

    @Test
    void useTheDigestWhereOneIsGiven() {
      Map<String, Object> pod =
          pod(object(render(example("everything")), "Deployment", "unichart"));

      assertThat((String) containers(pod).get(0).get("image"))
          .startsWith("ghcr.io/unichart/unichart@sha256:");
    }
  }

  @Nested
  class Migration {

    @Test
    void isThePodsOwnBusinessUnlessToldOtherwise() {
      String rendered = render(example("minimal"));

      assertThat(at(object(rendered, "ConfigMap", "unichart"), "data", "DATABASE_MIGRATE"))
          .isEqualTo("true");
      assertThat(objects(rendered)).noneMatch(object -> "Job".equals(object.get("kind")));
    }

    @Test
    void byAJobKeepsThePodsFromMigratingAndComesAsTheOwnerOfTheTables() {
      String rendered =
          render(
              example("minimal"),
              "migration.mode=job",
              "migration.user=owner",
              "migration.existingSecret=unichart-owner");

      assertThat(at(object(rendered, "ConfigMap", "unichart"), "data", "DATABASE_MIGRATE"))
          .isEqualTo("false");
      Map<String, Object> pod = pod(object(rendered, "Job", "unichart-migrate-1"));
      assertThat(containers(pod).get(0).get("args")).isEqualTo(List.of("migrate"));
      assertThat(containers(pod).get(0).get("env").toString())
          .contains("postgresql://owner@db.example.org:5432/unichart");
      // as a hook it comes before the ConfigMap
      assertThat(containers(pod).get(0)).doesNotContainKey("envFrom");
      assertThat(pod.get("volumes").toString()).contains("unichart-owner");
    }

    @Test
    void byAHookNeedsADatabaseThatIsThereBeforeTheRelease() {
      assertThatThrownBy(
              () -> render(example("bundled"), "migration.mode=job", "migration.hook=true"))
          .hasMessageContaining("leave it false");
      assertThatThrownBy(() -> render(example("cnpg"), "migration.mode=job", "migration.hook=true"))
          .hasMessageContaining("database.cnpg.create=false");

      String rendered =
          render(
              example("cnpg"),
              "migration.mode=job",
              "migration.hook=true",
              "database.cnpg.create=false",
              "database.cnpg.clusterName=records");
      assertThat(at(object(rendered, "ConfigMap", "unichart"), "data", "DATABASE_MIGRATE"))
          .isEqualTo("false");
    }

    @Test
    void restsWhileADatabaseIsBroughtBack() {
      assertThat(objects(render(example("restore"), "migration.mode=job")))
          .filteredOn(object -> "Job".equals(object.get("kind")))
          .extracting(Chart::nameOf)
          .containsExactly("unichart-restore-1");
    }
  }

  @Nested
  class Policies {

    @Test
    void letTheScraperReachThePortThatTheMonitorNames() {
      String rendered = render(example("production"));
      Map<String, Object> monitor = object(rendered, "ServiceMonitor", "unichart");
      Map<String, Object> service = object(rendered, "Service", "unichart-management");
      Object scraped = maps(at(monitor, "spec", "endpoints")).get(0).get("port");
      Object target =
          maps(at(service, "spec", "ports")).stream()
              .filter(port -> scraped.equals(port.get("name")))
              .findFirst()
              .orElseThrow()
              .get("targetPort");

      Map<String, Object> policy = object(rendered, "NetworkPolicy", "unichart");
      List<Map<String, Object>> rules =
          maps(at(policy, "spec", "ingress")).stream()
              .filter(
                  rule ->
                      maps(rule.get("ports")).stream()
                          .anyMatch(port -> target.equals(port.get("port"))))
              .toList();
      assertThat(rules).isNotEmpty();
      assertThat(rules.get(0).get("from").toString()).contains("monitoring");
      assertThat(map(at(monitor, "spec", "selector", "matchLabels")))
          .allSatisfy(
              (label, value) ->
                  assertThat(map(at(service, "metadata", "labels"))).containsEntry(label, value));
    }

    @Test
    void knowWhereThePodsHaveToGo() {
      String production = render(example("production"));
      String cloud = render(example("autoscaled"));
      String everything = render(example("everything"));

      assertThat(egress(production, "unichart")).contains(53, 5432, 4318);
      assertThat(egress(cloud, "unichart")).contains(53, 5432, 443);
      assertThat(egress(everything, "unichart")).contains(53, 5432, 4318, 9093, 443);
      assertThat(egress(everything, "unichart-jobs")).contains(53, 5432, 9000);
    }

    private static List<Object> egress(String rendered, String name) {
      List<Object> ports = new ArrayList<>();
      for (Map<String, Object> rule :
          maps(at(object(rendered, "NetworkPolicy", name), "spec", "egress"))) {
        maps(rule.get("ports")).forEach(port -> ports.add(port.get("port")));
      }
      return ports;
    }
  }

  @Nested
  class Monitoring {

    @Test
    void carriesTheVeryRulesThatAreTested() throws IOException {
      String rendered =
          render(example("everything"), "prometheusRule.runbookUrl=https://wiki.example.org");
      List<Map<String, Object>> groups =
          maps(at(object(rendered, "PrometheusRule", "unichart"), "spec", "groups"));
      List<Map<String, Object>> own =
          maps(at(Chart.load(Chart.FOLDER.resolve("files/rules.yaml")), "groups"));

      assertThat(groups).hasSize(own.size() + 1);
      assertThat(groups.toString())
          .contains("https://wiki.example.org/")
          .doesNotContain("RUNBOOKS");
    }

    @Test
    void carriesEveryDashboard() throws IOException {
      Map<String, Object> dashboards =
          object(render(example("production")), "ConfigMap", "unichart-dashboards");

      try (var files = Files.list(Chart.FOLDER.resolve("files/dashboards"))) {
        assertThat(map(dashboards.get("data")).keySet())
            .containsExactlyInAnyOrderElementsOf(
                files.map(file -> file.getFileName().toString()).toList());
      }
    }
  }

  private static Map<String, Object> pod(Map<String, Object> workload) {
    return map(
        switch ((String) workload.get("kind")) {
          case "Pod" -> workload.get("spec");
          case "CronJob" -> at(workload, "spec", "jobTemplate", "spec", "template", "spec");
          default -> at(workload, "spec", "template", "spec");
        });
  }

  private static List<Map<String, Object>> containers(Map<String, Object> pod) {
    List<Map<String, Object>> all = new ArrayList<>(maps(pod.get("containers")));
    all.addAll(maps(pod.get("initContainers")));
    return all;
  }

  /** What the Pod Security Standard "restricted" would hold against a pod, and a few of our own. */
  private static List<String> faults(Map<String, Object> pod) {
    List<String> faults = new ArrayList<>();
    if (!Boolean.TRUE.equals(at(pod, "securityContext", "runAsNonRoot"))) {
      faults.add("runAsNonRoot");
    }
    if (Integer.valueOf(0).equals(at(pod, "securityContext", "runAsUser"))) {
      faults.add("root");
    }
    if (!"RuntimeDefault".equals(at(pod, "securityContext", "seccompProfile", "type"))) {
      faults.add("seccomp");
    }
    if (!Boolean.FALSE.equals(pod.get("automountServiceAccountToken"))) {
      faults.add("token");
    }
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (pod.containsKey(shared)) {
        faults.add(shared);
      }
    }
    for (Map<String, Object> volume : maps(pod.get("volumes"))) {
      if (volume.keySet().stream().noneMatch(VOLUMES::contains)) {
        faults.add("volume " + volume);
      }
    }
    for (Map<String, Object> container : containers(pod)) {
      Object security = container.get("securityContext");
      if (!Boolean.FALSE.equals(at(security, "allowPrivilegeEscalation"))
          || !Boolean.TRUE.equals(at(security, "readOnlyRootFilesystem"))
          || !List.of("ALL").equals(at(security, "capabilities", "drop"))
          || at(container, "resources", "limits", "memory") == null
          || ((String) container.get("image")).endsWith(":latest")) {
        faults.add("container " + container.get("name"));
      }
    }
    return faults;
  }
}
