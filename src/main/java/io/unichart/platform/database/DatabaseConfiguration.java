package io.unichart.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.ConnectionFactory;
import io.unichart.platform.telemetry.Spans;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.tcp.TcpResources;

/** Makes the two ways to the one database. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  @Bean
  @ConditionalOnMissingBean
  DatabaseAddress databaseAddress(DatabaseProperties properties, EmbeddedServerHolder embedded) {
    String url = properties.url();
    return url == null || url.isBlank()
        ? embedded.start(properties.directory()).database("unichart")
        : DatabaseAddress.parse(url, properties.passwordFile());
  }

  @Bean
  EmbeddedServerHolder embeddedServerHolder() {
    return new EmbeddedServerHolder();
  }

  @Bean
  ConnectionPool connectionFactory(
      DatabaseAddress address, DatabaseProperties properties, Spans spans) {
    var driver =
        PostgresqlConnectionConfiguration.builder()
            .host(address.host())
            .port(address.port())
            .database(address.database())
            .username(address.user())
            .password(address.password())
            .applicationName("unichart")
            .connectTimeout(Duration.ofSeconds(5))
            .tcpKeepAlive(true)
            .loopResources(new WatchfulLoops(TcpResources.get()))
            .sslMode(SSLMode.fromValue(address.sslMode()))
            .options(
                Map.of(
                    "statement_timeout",
                    properties.statementTimeout().toMillis() + "ms",
                    "timezone",
                    "UTC"));
    if (address.sslRootCert() != null) {
      driver.sslRootCert(address.sslRootCert());
    }
    ConnectionFactory connections = new PostgresqlConnectionFactory(driver.build());
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(
                spans.told() ? new TracedConnections(connections, spans) : connections)
            .name("unichart")
            .initialSize(0)
            .maxSize(properties.maxConnections())
            .maxIdleTime(Duration.ofMinutes(10))
            .maxLifeTime(Duration.ofMinutes(30))
            .maxAcquireTime(properties.acquireTimeout())
            .maxCreateConnectionTime(properties.acquireTimeout())
            .acquireRetry(1)
            .build());
  }

  /** Waits until the database answers: everything that needs it asks for this bean first. */
  @Bean
  HikariDataSource dataSource(DatabaseAddress address, DatabaseProperties properties) {
    new DatabaseArrival(address, properties.startTimeout()).await();
    HikariConfig config = new HikariConfig();
    config.setPoolName("unichart-jobs");
    config.setJdbcUrl(address.jdbcUrl());
    config.setDataSourceProperties(address.jdbcProperties());
    config.setMaximumPoolSize(6);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(5_000);
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql("set timezone to 'UTC'");
    return new HikariDataSource(config);
  }

  @Bean
  FlywayConfigurationCustomizer migrationsAreReadAlike(
      DatabaseAddress address, DataSource dataSource) {
    return flyway -> Migrations.configure(flyway, address);
  }

  @Bean
  FlywayMigrationStrategy migrateOrWait(DatabaseProperties properties) {
    return properties.migrate()
        ? Flyway::migrate
        : flyway -> Migrations.await(flyway, properties.startTimeout());
  }
}
