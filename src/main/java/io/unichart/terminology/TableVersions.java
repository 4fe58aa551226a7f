package io.unichart.terminology;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** What the database says of the code tables: few rows, looked at every few seconds. */
@Component
class TableVersions {

  /**
   * One version of a system's table.
   *
   * @param begunAt when its reading last began
   * @param inForceAt when it last came into force; null when it never was complete
   */
  record Version(
      long id,
      CodeSystem system,
      String name,
      String checksum,
      String source,
      String state,
      OffsetDateTime begunAt,
      @Nullable OffsetDateTime inForceAt) {

    boolean isReady() {
      return state.equals("ready");
    }
  }

  private final DatabaseClient database;

  TableVersions(DatabaseClient database) {
    this.database = database;
  }

  /** All versions, the one in force before its predecessors. */
  Flux<Version> all() {
    return database
        .sql(
            """
            select id, system, version, checksum, source, state, begun_at, in_force_at
            from terminology_version
            order by in_force_at desc nulls last, id desc
            """)
        .map(TableVersions::version)
        .all();
  }

  private static Version version(Readable row) {
    return new Version(
        Objects.requireNonNull(row.get("id", Long.class)),
        Objects.requireNonNull(CodeSystem.of(text(row, "system"))),
        text(row, "version"),
        text(row, "checksum"),
        text(row, "source"),
        text(row, "state"),
        Objects.requireNonNull(row.get("begun_at", OffsetDateTime.class)),
        row.get("in_force_at", OffsetDateTime.class));
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }
}
