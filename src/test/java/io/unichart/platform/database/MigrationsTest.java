package io.unichart.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unichart.platform.StartRefused;
import io.unichart.platform.TestDatabase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

/** A process that may not migrate waits until another one has. */
class MigrationsTest {

  @Test
  void whoMayNotMigrateWaitsUntilNothingIsPending() throws Exception {
    DatabaseAddress address = TestDatabase.fresh();
    Flyway half = configured(address).target(MigrationVersion.fromVersion("002")).load();
    half.migrate();

    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> Migrations.await(configured(address).load(), Duration.ofSeconds(60)));
    assertThat(waiting.isDone()).isFalse();
    configured(address).load().migrate();

    waiting.get(30, TimeUnit.SECONDS);
  }

  @Test
  void patienceEndsWithTheNameOfWhatIsMissing() {
    Flyway flyway = configured(TestDatabase.fresh()).load();

    assertThatThrownBy(() -> Migrations.await(flyway, Duration.ZERO))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("V001__tell_vectors_apart.sql")
        .hasMessageContaining("DATABASE_MIGRATE");
  }

  @Test
  void anOlderVersionFindsNothingPendingInNewerTables() {
    DatabaseAddress address = TestDatabase.fresh();
    configured(address).load().migrate();

    Migrations.await(
        configured(address).target(MigrationVersion.fromVersion("100")).load(), Duration.ZERO);
  }

  private static FluentConfiguration configured(DatabaseAddress address) {
    FluentConfiguration flyway =
        Flyway.configure().dataSource(address.jdbcUrl(), address.user(), address.password());
    Migrations.configure(flyway, address);
    return flyway;
  }
}
