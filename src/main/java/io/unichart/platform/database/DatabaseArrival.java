package io.unichart.platform.database;

import io.unichart.platform.StartRefused;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a database that is not there yet, says so, and checks once that it can hold vectors. A
 * wrong password, an unknown database or a server without pgvector ends the start with one line: no
 * waiting mends those.
 */
final class DatabaseArrival {

  private static final Logger log = LoggerFactory.getLogger(DatabaseArrival.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final DatabaseAddress address;
  private final Duration patience;

  DatabaseArrival(DatabaseAddress address, Duration patience) {
    this.address = address;
    this.patience = patience;
  }

  void await() {
    long end = System.nanoTime() + patience.toNanos();
    for (int attempt = 0; ; attempt++) {
      try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), settings())) {
        checkVersionAndVectors(connection);
        if (attempt > 0) {
          log.info("The database at {} answers now", address);
        }
        return;
      } catch (SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (!SqlState.isOfTheServer(state)) {
          throw new StartRefused(
              "the database at "
                  + address
                  + " refuses: "
                  + reason(state)
                  + " (SQLSTATE "
                  + state
                  + "); check DATABASE_URL");
        }
        if (System.nanoTime() > end) {
          throw new StartRefused(
              "the database at "
                  + address
                  + " did not answer within "
                  + patience.toSeconds()
                  + " s ("
                  + said(e)
                  + "); check DATABASE_URL and the network");
        }
        if (attempt % 10 == 0) {
          log.warn("Waiting for the database at {}: {}", address, said(e));
        }
        pause("the database");
      }
    }
  }

  /** A server that takes the connection and then says nothing is one that is not there yet. */
  private Properties settings() {
    Properties settings = address.jdbcProperties();
    long seconds = Math.max(1, Math.min(LONGEST.toSeconds(), patience.toSeconds()));
    settings.setProperty("loginTimeout", String.valueOf(seconds));
    return settings;
  }

  private void checkVersionAndVectors(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseMajorVersion() < 15) {
      throw new StartRefused(
          "the database at " + address + " is older than PostgreSQL 15, which Unichart needs");
    }
    if (address.standIn()) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("select 1 from pg_available_extensions where name = 'vector'")) {
      if (!found.next()) {
        throw new StartRefused(
            "the database at "
                + address
                + " has no pgvector; install the extension 'vector' on"
                + " its server (image pgvector/pgvector:pg17 has it)");
      }
    }
  }

  /** What stands in the way, in one line: a name, a port, a certificate. No secret is in it. */
  private static String said(SQLException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return root == e ? line : line + " " + root.getClass().getSimpleName();
  }

  private static String reason(String state) {
    return switch (state) {
      case "28P01", "28000" -> "the user or the password is wrong";
      case "3D000" -> "there is no such database";
      default -> "the connection was turned down";
    };
  }

  /** A second, between one look and the next. */
  static void pause(String expected) {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("interrupted while waiting for " + expected, e);
    }
  }
}
