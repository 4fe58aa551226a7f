package io.unichart.documents.intake;

import io.r2dbc.postgresql.codec.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How far folder imports are, kept in the database so that every pod can tell. */
@Component
class ImportRuns {

  private static final Duration SILENT = Duration.ofMinutes(3);

  /**
   * How far the last import of the folder is.
   *
   * @param state {@code idle} before the first, {@code running}, {@code finished}, or {@code
   *     interrupted}: the process that ran it is gone, the next start goes on
   */
  record Progress(
      String state,
      int total,
      int done,
      int created,
      int updated,
      int skipped,
      List<ImportResult.Failure> failed,
      @Nullable OffsetDateTime startedAt,
      @Nullable OffsetDateTime finishedAt) {

    static final Progress IDLE = new Progress("idle", 0, 0, 0, 0, 0, List.of(), null, null);
  }

  private final DatabaseClient database;
  private final JsonMapper json;
  private final Clock clock;

  ImportRuns(DatabaseClient database, JsonMapper json, Clock clock) {
    this.database = database;
    this.json = json;
    this.clock = clock;
  }

  Mono<Long> begin(int total) {
    return database
        .sql(
            """
            insert into document_import (started_at, updated_at, total)
            values (:now, :now, :total)
            returning id
            """)
        .bind("now", OffsetDateTime.now(clock))
        .bind("total", total)
        .map(row -> row.get("id", Long.class))
        .one();
  }

  Mono<Void> record(long run, ImportResult result, boolean finished) {
    return database
        .sql(
            """
            update document_import
            set created = :created,
                updated = :updated,
                skipped = :skipped,
                failed = :failed,
                updated_at = :now,
                finished_at = case when :finished then :now end
            where id = :run
            """)
        .bind("run", run)
        .bind("created", result.created())
        .bind("updated", result.updated())
        .bind("skipped", result.skipped())
        .bind("failed", Json.of(json.writeValueAsString(result.failed())))
        .bind("now", OffsetDateTime.now(clock))
        .bind("finished", finished)
        .then();
  }

  Mono<Progress> last() {
    return database
        .sql(
            """
            select total, created, updated, skipped, failed::text as failed,
                   started_at, updated_at, finished_at
            from document_import
            order by id desc
            limit 1
            """)
        .map(
            row -> {
              List<ImportResult.Failure> failed =
                  json.readValue(
                      row.get("failed", String.class),
                      new TypeReference<List<ImportResult.Failure>>() {});
              int created = number(row.get("created", Integer.class));
              int updated = number(row.get("updated", Integer.class));
              int skipped = number(row.get("skipped", Integer.class));
              OffsetDateTime finished = row.get("finished_at", OffsetDateTime.class);
              OffsetDateTime heard = row.get("updated_at", OffsetDateTime.class);
              return new Progress(
                  finished != null ? "finished" : isSilent(heard) ? "interrupted" : "running",
                  number(row.get("total", Integer.class)),
                  created + updated + skipped + failed.size(),
                  created,
                  updated,
                  skipped,
                  failed,
                  row.get("started_at", OffsetDateTime.class),
                  finished);
            })
        .one()
        .defaultIfEmpty(Progress.IDLE);
  }

  private boolean isSilent(@Nullable OffsetDateTime heard) {
    return heard == null || heard.plus(SILENT).isBefore(OffsetDateTime.now(clock));
  }

  private static int number(@Nullable Integer value) {
    return value == null ? 0 : value;
  }
}
