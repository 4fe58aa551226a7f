package io.unichart.platform;

import io.unichart.platform.database.DatabaseAddress;
import io.unichart.platform.database.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A fresh database for each application context: on the server of {@code DATABASE_URL} if it is
 * given, else on one embedded server that all tests of this JVM share.
 */
public final class TestDatabase
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Queue<ConfigurableApplicationContext> SERVICES =
      new ConcurrentLinkedQueue<>();
  private static EmbeddedServer shared;

  /**
   * Stops the services when the last test is over. Left to the end of the JVM they would stop
   * beside their database, and each wait for it.
   */
  public static final class AfterAll implements TestExecutionListener {
    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
      SERVICES.forEach(ConfigurableApplicationContext::close);
    }
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    SERVICES.add(context);
    context.getBeanFactory().registerSingleton("databaseAddress", fresh());
  }

  /** A new, empty database. */
  public static synchronized DatabaseAddress fresh() {
    String name = "t_" + UUID.randomUUID().toString().replace("-", "");
    String url = System.getenv("DATABASE_URL");
    if (url == null || url.isBlank()) {
      return server().database(name);
    }
    DatabaseAddress given = DatabaseAddress.parse(url, null);
    try (Connection connection =
            DriverManager.getConnection(given.jdbcUrl(), given.jdbcProperties());
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("DATABASE_URL is set, but no database can be made there", e);
    }
    return new DatabaseAddress(
        given.host(),
        given.port(),
        name,
        given.user(),
        given.password(),
        given.sslMode(),
        given.sslRootCert(),
        given.options(),
        false);
  }

  /** The server that the tests share; starts it on first use. */
  public static synchronized EmbeddedServer server() {
    if (shared == null) {
      try {
        Path directory = Files.createTempDirectory("unichart-test-pg").resolve("data");
        shared = EmbeddedServer.start(directory);
        Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return shared;
  }
}
