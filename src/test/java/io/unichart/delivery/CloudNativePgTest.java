package io.unichart.delivery;

import static io.unichart.delivery.Chart.at;
import static io.unichart.delivery.Chart.example;
import static io.unichart.delivery.Chart.map;
import static io.unichart.delivery.Chart.object;
import static io.unichart.delivery.Chart.render;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The database that the chart orders from the operator CloudNativePG. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "Helm's library")
class CloudNativePgTest {

  @Test
  void confirmsAWriteWhenTwoServersHoldItUnlessThereAreTooFew() {
    assertThat(cluster("database.cnpg.instances=3", "postgresql", "synchronous", "number"))
        .isEqualTo(1);
    assertThat(cluster("database.cnpg.instances=3", "postgresql", "parameters")).isNotNull();
    assertThat(cluster("database.cnpg.instances=2", "postgresql", "synchronous")).isNull();
  }

  @Test
  void beginsInOneWayOnly() {
    assertThat(cluster("replicaCount=1", "bootstrap", "initdb", "owner")).isEqualTo("unichart");

    String recovery = "database.cnpg.spec.bootstrap.recovery.source=before";
    assertThat(cluster(recovery, "bootstrap", "initdb")).isNull();
    assertThat(cluster(recovery, "bootstrap", "recovery"))
        .isEqualTo(Map.of("source", "before", "database", "unichart", "owner", "unichart"));
  }

  private static Object cluster(String setting, String... path) {
    return at(
        map(object(render(example("cnpg"), setting), "Cluster", "unichart-database").get("spec")),
        path);
  }
}
