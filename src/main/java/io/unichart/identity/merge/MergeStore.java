package io.unichart.identity.merge;

import static io.unichart.platform.database.Nulls.bind;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import io.unichart.identity.MergeRecord;
import io.unichart.identity.PersonDetails;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The rows behind merges, with the snapshots that a reversal needs. */
@Component
class MergeStore {

  /** Both records before a merge, and the survivor after it. */
  record Snapshot(
      MergeRecord merge,
      PersonDetails masterBefore,
      PersonDetails duplicateBefore,
      PersonDetails masterAfter) {}

  private static final String COLUMNS =
      """
      select id, master_patient_id, duplicate_patient_id, status, merged_by, merge_reason,
             match_score, merged_at, reversed_by, reverse_reason, reversed_at,
             master_before, duplicate_before, master_after
      from merge_record
      """;

  private final DatabaseClient database;
  private final JsonMapper json;

  MergeStore(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  Mono<Void> insert(Snapshot snapshot) {
    MergeRecord merge = snapshot.merge();
    GenericExecuteSpec statement =
        database
            .sql(
                """
                insert into merge_record
                  (id, master_patient_id, duplicate_patient_id, status, merged_by, merge_reason,
                   match_score, merged_at, master_before, duplicate_before, master_after)
                values
                  (:id, :master, :duplicate, 'completed', :by, :reason, :score, :at,
                   :masterBefore, :duplicateBefore, :masterAfter)
                """)
            .bind("id", merge.id())
            .bind("master", merge.masterPatientId())
            .bind("duplicate", merge.duplicatePatientId())
            .bind("by", merge.mergedBy())
            .bind("at", merge.mergedAt())
            .bind("masterBefore", record(snapshot.masterBefore()))
            .bind("duplicateBefore", record(snapshot.duplicateBefore()))
            .bind("masterAfter", record(snapshot.masterAfter()));
    statement = bind(statement, "reason", merge.mergeReason(), String.class);
    return bind(statement, "score", merge.matchScore(), Double.class).then();
  }

  /** The merge, locked until the transaction ends. */
  Mono<Snapshot> lock(UUID id) {
    return database
        .sql(COLUMNS + "where id = :id for update")
        .bind("id", id)
        .map(this::snapshot)
        .one();
  }

  /** Whether a completed merge came after this one and touches its survivor. */
  Mono<Boolean> laterStandsOn(MergeRecord merge) {
    return database
        .sql(
            """
            select exists (
              select from merge_record later
              join merge_record this on this.id = :id
              where later.place > this.place and later.status = 'completed'
                and this.master_patient_id in (later.master_patient_id, later.duplicate_patient_id)
            ) as stands
            """)
        .bind("id", merge.id())
        .map(row -> Objects.requireNonNull(row.get("stands", Boolean.class)))
        .one();
  }

  Mono<Void> reverse(UUID id, String by, @Nullable String reason, OffsetDateTime at) {
    GenericExecuteSpec statement =
        database
            .sql(
                """
                update merge_record
                set status = 'reversed', reversed_by = :by, reverse_reason = :reason,
                    reversed_at = :at
                where id = :id
                """)
            .bind("id", id)
            .bind("by", by)
            .bind("at", at);
    return bind(statement, "reason", reason, String.class)
        .then()
        .then(database.sql("delete from patient_link where merge_id = :id").bind("id", id).then());
  }

  Mono<Void> link(MergeRecord merge) {
    return database
        .sql(
            """
            insert into patient_link (patient_id, other_patient_id, type, merge_id, created_at)
            values (:duplicate, :master, 'replaced-by', :id, :at),
                   (:master, :duplicate, 'replaces', :id, :at)
            on conflict (patient_id, other_patient_id, type) do update
            set merge_id = excluded.merge_id
            """)
        .bind("id", merge.id())
        .bind("master", merge.masterPatientId())
        .bind("duplicate", merge.duplicatePatientId())
        .bind("at", merge.mergedAt())
        .then();
  }

  Flux<MergeRecord> list(@Nullable UUID patient, int limit, int offset) {
    GenericExecuteSpec query =
        database
            .sql(
                COLUMNS
                    + """
                    where :patient::uuid is null
                       or master_patient_id = :patient or duplicate_patient_id = :patient
                    order by place desc limit :limit offset :offset
                    """)
            .bind("limit", limit)
            .bind("offset", offset);
    return bind(query, "patient", patient, UUID.class).map(MergeStore::merge).all();
  }

  private Snapshot snapshot(Readable row) {
    return new Snapshot(
        merge(row),
        details(row, "master_before"),
        details(row, "duplicate_before"),
        details(row, "master_after"));
  }

  private static MergeRecord merge(Readable row) {
    return new MergeRecord(
        Objects.requireNonNull(row.get("id", UUID.class)),
        Objects.requireNonNull(row.get("master_patient_id", UUID.class)),
        Objects.requireNonNull(row.get("duplicate_patient_id", UUID.class)),
        Objects.requireNonNull(row.get("status", String.class)),
        Objects.requireNonNull(row.get("merged_by", String.class)),
        row.get("merge_reason", String.class),
        row.get("match_score", Double.class),
        Objects.requireNonNull(row.get("merged_at", OffsetDateTime.class)),
        row.get("reversed_by", String.class),
        row.get("reverse_reason", String.class),
        row.get("reversed_at", OffsetDateTime.class));
  }

  private Json record(PersonDetails details) {
    return Json.of(json.writeValueAsBytes(details));
  }

  private PersonDetails details(Readable row, String column) {
    return json.readValue(
        Objects.requireNonNull(row.get(column, Json.class)).asArray(), PersonDetails.class);
  }
}
