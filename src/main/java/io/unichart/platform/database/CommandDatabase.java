package io.unichart.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The service's database, for a command that works on it beside the service: the server of {@code
 * DATABASE_URL}, or the embedded one, which is started when no service is running on it.
 */
public final class CommandDatabase implements AutoCloseable {

  private final @Nullable EmbeddedServer started;
  private final HikariDataSource source;

  private CommandDatabase(DatabaseAddress address, @Nullable EmbeddedServer started) {
    this.started = started;
    HikariConfig config = new HikariConfig();
    config.setPoolName("unichart-command");
    config.setJdbcUrl(address.jdbcUrl());
    config.setDataSourceProperties(address.jdbcProperties());
    config.setMaximumPoolSize(2);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(10_000);
    config.setInitializationFailTimeout(-1);
    this.source = new HikariDataSource(config);
  }

  /** The database that the environment names, as the service would read it. */
  public static CommandDatabase open(Map<String, String> environment) {
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

  public DataSource source() {
    return source;
  }

  @Override
  public void close() {
    source.close();
    if (started != null) {
      started.close();
    }
  }
}
