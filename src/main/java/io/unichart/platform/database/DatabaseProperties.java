package io.unichart.platform.database;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the data is kept.
 *
 * @param url {@code postgresql://user:password@host:port/database?sslmode=…}; without it an
 *     embedded server is started ({@code DATABASE_URL})
 * @param passwordFile a file whose first line is the password, for a URL without one ({@code
 *     DATABASE_PASSWORD_FILE})
 * @param directory where the embedded server keeps its data ({@code DATABASE_DIRECTORY})
 * @param maxConnections R2DBC connections of this process ({@code DATABASE_MAX_CONNECTIONS})
 * @param acquireTimeout how long a request waits for a connection before it is told that the
 *     database is away
 * @param statementTimeout how long one statement of a request may run
 * @param startTimeout how long the start waits for a database that does not answer yet
 * @param migrate whether the start brings the tables up to date; if not, it waits for the command
 *     {@code migrate} to do so
 */
@Validated
@ConfigurationProperties("database")
public record DatabaseProperties(
    @Nullable String url,
    @Nullable Path passwordFile,
    @DefaultValue("data/postgres") Path directory,
    @DefaultValue("10") @Min(1) @Max(1000) int maxConnections,
    @DefaultValue("3s") Duration acquireTimeout,
    @DefaultValue("30s") Duration statementTimeout,
    @DefaultValue("10m") Duration startTimeout,
    @DefaultValue("true") boolean migrate) {

  @Override
  public String toString() {
    return "DatabaseProperties[directory=%s, maxConnections=%d]"
        .formatted(directory, maxConnections);
  }
}
