package io.unichart.platform.database;

import io.unichart.platform.StartRefused;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The service's database, for a command that works on it beside the service: the server of {@code
 * DATABASE_URL}, or the embedded one, which is started when no service is running on it.
 */
public final class CommandDatabase implements AutoCloseable {

  private final @Nullable EmbeddedServer started;
  private final DatabaseAddress address;
  private final PGSimpleDataSource source;

  private CommandDatabase(DatabaseAddress address, @Nullable EmbeddedServer started) {
    this.started = started;
    this.address = address;
    this.source = new PGSimpleDataSource();
    source.setUrl(address.jdbcUrl());
    for (String name : address.jdbcProperties().stringPropertyNames()) {
      set(name, address.jdbcProperties().getProperty(name));
    }
  }

  private void set(String name, String value) {
    try {
      source.setProperty(name, value);
    } catch (SQLException e) {
      throw new StartRefused("the database driver does not know the setting " + name, e);
    }
  }

  /** The database that the environment names, as the service would read it. */
  public static CommandDatabase open(Map<String, String> environment) {
    // the results of a command stand on stdout alone
    LoggingSystem.get(CommandDatabase.class.getClassLoader()).setLogLevel("ROOT", LogLevel.ERROR);
    String url = environment.get("DATABASE_URL");
    if (url != null && !url.isBlank()) {
      String file = environment.get("DATABASE_PASSWORD_FILE");
      Path passwordFile = file == null || file.isBlank() ? null : Path.of(file);
      return new CommandDatabase(DatabaseAddress.parse(url, passwordFile), null);
    }
    Path directory = Path.of(environment.getOrDefault("DATABASE_DIRECTORY", "data/postgres"));
    DatabaseAddress running = EmbeddedServer.runningOn(directory, "unichart");
    if (running != null) {
      return new CommandDatabase(running, null);
    }
    EmbeddedServer server = EmbeddedServer.start(directory);
    return new CommandDatabase(server.database("unichart"), server);
  }

  DatabaseAddress address() {
    return address;
  }

  public DataSource source() {
    return source;
  }

  @Override
  public void close() {
    if (started != null) {
      started.close();
    }
  }
}
