package io.unichart.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unichart.platform.StartRefused;
import io.unichart.platform.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

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

  @Test
  void aServerThatTurnsOneConnectionAwayIsAskedAgain() {
    DatabaseAddress address = TestDatabase.fresh();
    AtomicInteger turnedAway = new AtomicInteger();
    DataSource moody =
        new DelegatingDataSource(configured(address).getDataSource()) {
          @Override
          public Connection getConnection() throws SQLException {
            if (turnedAway.getAndIncrement() == 0) {
              throw new SQLException("refused", "08001");
            }
            return super.getConnection();
          }
        };
    FluentConfiguration flyway = Flyway.configure().dataSource(moody);
    Migrations.configure(flyway, address);

    assertThat(flyway.load().migrate().success).isTrue();
    assertThat(turnedAway).hasValueGreaterThan(1);
  }

  @Test
  void aDatabaseThatCannotBeReachedIsNamedWithTheReason() {
    DatabaseAddress address =
        DatabaseAddress.parse("postgresql://u:secret@nowhere.invalid:5432/d", null);

    assertThatThrownBy(() -> new DatabaseArrival(address, Duration.ZERO).await())
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("UnknownHostException")
        .hasMessageNotContaining("secret");
  }

  private static FluentConfiguration configured(DatabaseAddress address) {
    FluentConfiguration flyway =
        Flyway.configure().dataSource(address.jdbcUrl(), address.user(), address.password());
    Migrations.configure(flyway, address);
    return flyway;
  }
}
