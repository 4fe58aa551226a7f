package io.unichart.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.unichart.platform.StartRefused;
import io.unichart.platform.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
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
    await()
        .during(Duration.ofMillis(1500))
        .atMost(Duration.ofSeconds(10))
        .until(() -> !waiting.isDone());
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

  @Test
  void anOlderVersionStartsOnTablesThatANewerOneMigrated() throws Exception {
    DatabaseAddress address = TestDatabase.fresh();
    configured(address).load().migrate();
    newerOneDid(address, "005.5");
    newerOneDid(address, "100000");

    Flyway older = configured(address).load();
    assertThat(older.migrate().migrationsExecuted).isZero();
    Migrations.await(older, Duration.ZERO);
    assertThat(older.validateWithResult().validationSuccessful).isTrue();
  }

  @Test
  void aScriptThatWasChangedAfterwardsIsStillRefused() throws Exception {
    DatabaseAddress address = TestDatabase.fresh();
    configured(address).load().migrate();
    change(address, "update flyway_schema_history set checksum = 1 where version = '001'");

    assertThatThrownBy(() -> configured(address).load().migrate())
        .isInstanceOf(FlywayValidateException.class);
  }

  private static void newerOneDid(DatabaseAddress address, String version) throws SQLException {
    change(
        address,
        """
        insert into flyway_schema_history (installed_rank, version, description, type, script,
          checksum, installed_by, execution_time, success)
        select max(installed_rank) + 1, '%1$s', 'of a newer version', 'SQL', 'V%1$s__newer.sql',
          7, current_user, 1, true from flyway_schema_history
        """
            .formatted(version));
  }

  private static void change(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static FluentConfiguration configured(DatabaseAddress address) {
    FluentConfiguration flyway =
        Flyway.configure().dataSource(address.jdbcUrl(), address.user(), address.password());
    Migrations.configure(flyway, address);
    return flyway;
  }
}
