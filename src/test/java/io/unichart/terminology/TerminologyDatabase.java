package io.unichart.terminology;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.unichart.platform.TestDatabase;
import io.unichart.platform.database.DatabaseAddress;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.r2dbc.core.DatabaseClient;

/** A fresh database with all tables, reached in both ways, without the rest of the service. */
record TerminologyDatabase(PGSimpleDataSource source, DatabaseClient client) {

  static TerminologyDatabase migrated() {
    DatabaseAddress address = TestDatabase.fresh();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.jdbcUrl());
    source.setUser(address.user());
    source.setPassword(address.password());
    Flyway.configure()
        .dataSource(source)
        .placeholders(Map.of("stand_in", String.valueOf(address.standIn())))
        .load()
        .migrate();
    ConnectionFactoryOptions.Builder options =
        ConnectionFactoryOptions.builder()
            .option(ConnectionFactoryOptions.DRIVER, "postgresql")
            .option(ConnectionFactoryOptions.HOST, address.host())
            .option(ConnectionFactoryOptions.PORT, address.port())
            .option(ConnectionFactoryOptions.DATABASE, address.database())
            .option(ConnectionFactoryOptions.USER, address.user());
    if (address.password() != null) {
      options.option(ConnectionFactoryOptions.PASSWORD, address.password());
    }
    return new TerminologyDatabase(
        source, DatabaseClient.create(ConnectionFactories.get(options.build())));
  }

  static TerminologyProperties settings(TerminologyProperties.Nlm mode, String url) {
    return settings(mode, url, Duration.ofSeconds(5));
  }

  static TerminologyProperties settings(
      TerminologyProperties.Nlm mode, String url, Duration timeout) {
    return new TerminologyProperties(
        null, mode, url + "/icd", url + "/REST", timeout, Duration.ofDays(30));
  }
}
