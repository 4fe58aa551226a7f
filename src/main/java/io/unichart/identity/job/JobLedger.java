package io.unichart.identity.job;

import static io.unichart.platform.database.Nulls.bind;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import io.unichart.platform.Actor;
import io.unichart.platform.Problem;
import io.unichart.platform.database.Nulls;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What long jobs have done and how far they are. Who runs a job reports here and learns from the
 * answer whether to go on: cancelling is a change of the row, nothing more.
 */
@Component
public class JobLedger {

  private static final double ENOUGH_TO_TELL = 0.005;
  private static final String SELECT =
      """
      select id, kind, status, progress, result, reason, started_at, finished_at from job
      where id = :id
      """;

  private final DatabaseClient database;
  private final JsonMapper json;
  private final Clock clock;

  JobLedger(DatabaseClient database, JsonMapper json, Clock clock) {
    this.database = database;
    this.json = json;
    this.clock = clock;
  }

  /** Opens a running job; schedule its execution in the same transaction or right after. */
  public Mono<Job> begin(UUID id, String kind, Map<String, ?> result) {
    return begin(id, kind, null, result);
  }

  /**
   * The same.
   *
   * @param ordered what the job is asked to do, for {@link #ordered}
   */
  public Mono<Job> begin(UUID id, String kind, @Nullable Object ordered, Map<String, ?> result) {
    return Actor.current()
        .flatMap(
            actor ->
                bind(
                        database.sql(
                            """
                            insert into job
                              (id, kind, status, ordered, result, started_by, started_at, updated_at)
                            values (:id, :kind, 'running', :ordered, :result, :actor, :now, :now)
                            """),
                        "ordered",
                        ordered == null ? null : Json.of(json.writeValueAsBytes(ordered)),
                        Json.class)
                    .bind("id", id)
                    .bind("kind", kind)
                    .bind("result", written(result))
                    .bind("actor", actor.userId())
                    .bind("now", OffsetDateTime.now(clock))
                    .then())
        .then(Mono.defer(() -> find(id)));
  }

  /** The job; 404 if there is none. */
  public Mono<Job> find(UUID id) {
    return database
        .sql(SELECT)
        .bind("id", id)
        .map(this::job)
        .one()
        .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no job with this id")));
  }

  /** What a job was asked to do; empty if its row does not say. */
  public <T> Mono<T> ordered(UUID id, Class<T> type) {
    return database
        .sql("select ordered from job where id = :id and ordered is not null")
        .bind("id", id)
        .map(row -> Nulls.required(row, "ordered", Json.class))
        .one()
        .map(ordered -> json.readValue(ordered.asArray(), type));
  }

  /** Notes how far a job is; false when it was cancelled meanwhile and must stop. */
  public Mono<Boolean> progress(UUID id, double share, Map<String, ?> result) {
    return write(id, "running", share, result, null);
  }

  /** Ends a job well; false when it was cancelled before. */
  public Mono<Boolean> complete(UUID id, Map<String, ?> result) {
    return write(id, "completed", 1.0, result, null);
  }

  /** Ends a job that could not go on, and keeps what it had done; no patient data in the reason. */
  public Mono<Boolean> fail(UUID id, String reason) {
    return write(id, "failed", null, null, reason);
  }

  /** Cancels a running job: it stops at its next report. 404 if unknown, 409 if it has ended. */
  public Mono<Job> cancel(UUID id) {
    return find(id)
        .flatMap(
            job ->
                write(id, "cancelled", null, null, null)
                    .flatMap(
                        done ->
                            done
                                ? find(id)
                                : Mono.error(Problem.conflict("the job has ended already"))));
  }

  private Mono<Boolean> write(
      UUID id,
      String status,
      @Nullable Double share,
      @Nullable Map<String, ?> result,
      @Nullable String reason) {
    var statement =
        database
            .sql(
                """
                update job
                set status = :status,
                    progress = coalesce(:share, progress),
                    result = coalesce(:result, result),
                    reason = :reason,
                    updated_at = :now,
                    finished_at = case when :status = 'running' then null else :now end
                where id = :id and status = 'running'
                """)
            .bind("id", id)
            .bind("status", status)
            .bind("now", OffsetDateTime.now(clock));
    Double bounded = share == null ? null : Math.max(0, Math.min(1, share));
    statement = bind(statement, "share", bounded, Double.class);
    statement = bind(statement, "result", result == null ? null : written(result), Json.class);
    statement = bind(statement, "reason", reason, String.class);
    return statement.fetch().rowsUpdated().map(rows -> rows > 0);
  }

  private Json written(Map<String, ?> result) {
    return Json.of(json.writeValueAsBytes(result));
  }

  private Job job(Readable row) {
    OffsetDateTime started = Objects.requireNonNull(row.get("started_at", OffsetDateTime.class));
    OffsetDateTime finished = row.get("finished_at", OffsetDateTime.class);
    double share = Objects.requireNonNull(row.get("progress", Double.class));
    return new Job(
        Objects.requireNonNull(row.get("id", UUID.class)),
        Objects.requireNonNull(row.get("kind", String.class)),
        Objects.requireNonNull(row.get("status", String.class)),
        share,
        started,
        finished,
        finished == null && share > ENOUGH_TO_TELL ? estimate(started, share) : null,
        row.get("reason", String.class),
        json.readValue(
            Objects.requireNonNull(row.get("result", Json.class)).asArray(),
            new TypeReference<Map<String, Object>>() {}));
  }

  private OffsetDateTime estimate(OffsetDateTime started, double share) {
    Duration so = Duration.between(started, OffsetDateTime.now(clock));
    return started.plus(Duration.ofMillis((long) (so.toMillis() / share)));
  }
}
