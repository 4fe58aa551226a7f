package io.unichart.platform.database;

import io.unichart.platform.StartRefused;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.convert.DurationStyle;

/**
 * Who brings the tables up to date. Usually every process does at its start, under Flyway's lock:
 * of several one migrates, the others find it done. Where {@code DATABASE_MIGRATE} is false a
 * process only waits until nothing is pending, and the command {@code migrate} does the work, maybe
 * as another role of the database.
 */
public final class Migrations {

  private static final Logger log = LoggerFactory.getLogger(Migrations.class);

  private Migrations() {}

  /**
   * What a run of the migrations came to.
   *
   * @param applied how many there were to do
   * @param version the newest that the database has had
   */
  public record Outcome(int applied, @Nullable String version) {}

  /**
   * Migrates the database that the environment names, after waiting for it as a start would.
   *
   * @throws StartRefused with a line that says what went wrong; the tables are then as before
   */
  public static Outcome run(Map<String, String> environment) {
    try (CommandDatabase database = CommandDatabase.open(environment)) {
      new DatabaseArrival(database.address(), patience(environment)).await();
      FluentConfiguration configuration = Flyway.configure().dataSource(database.source());
      configure(configuration, database.address());
      MigrateResult result = configuration.load().migrate();
      return new Outcome(result.migrationsExecuted, newest(result));
    } catch (FlywayException e) {
      throw new StartRefused("the migration failed" + why(e), e);
    }
  }

  private static @Nullable String newest(MigrateResult result) {
    return result.targetSchemaVersion == null
        ? result.initialSchemaVersion
        : result.targetSchemaVersion;
  }

  private static Duration patience(Map<String, String> environment) {
    String given = environment.get("DATABASE_START_TIMEOUT");
    try {
      return DurationStyle.detectAndParse(given == null || given.isBlank() ? "10m" : given);
    } catch (IllegalArgumentException e) {
      throw new StartRefused("DATABASE_START_TIMEOUT must be a time such as 10m", e);
    }
  }

  /** The first line names the script; further ones may quote rows. */
  private static String why(FlywayException e) {
    String first =
        e.getMessage() == null ? "" : ": " + e.getMessage().strip().lines().findFirst().orElse("");
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return first + " (SQLSTATE " + sql.getSQLState() + ")";
      }
    }
    return first;
  }

  /** What Flyway is told, whoever runs it. */
  static void configure(FluentConfiguration flyway, DatabaseAddress address) {
    flyway
        // numbered by capability, so a later one may have a lower number
        .outOfOrder(true)
        // an older version that comes back finds scripts done that it does not have
        .ignoreMigrationPatterns("*:missing", "*:future")
        // a server that has just answered may turn one connection away: half a minute of patience
        .connectRetries(6)
        .connectRetriesInterval(10)
        .placeholders(Map.of("stand_in", String.valueOf(address.standIn())));
  }

  /** Waits until somebody else has done all that this version knows of. */
  static void await(Flyway flyway, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    for (int attempt = 0; ; attempt++) {
      MigrationInfo[] pending = flyway.info().pending();
      if (pending.length == 0) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new StartRefused(
            pending.length
                + " migrations were still pending after "
                + patience.toSeconds()
                + " s, the first of them "
                + pending[0].getScript()
                + "; run the command migrate, or set DATABASE_MIGRATE=true");
      }
      if (attempt % 10 == 0) {
        log.info("Waiting for somebody to migrate the database: {} pending", pending.length);
      }
      DatabaseArrival.pause("the migrations");
    }
  }
}
