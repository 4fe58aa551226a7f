package io.unichart.identity.review;

import static io.unichart.platform.database.Nulls.bind;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import io.unichart.identity.MergeFollower;
import io.unichart.identity.MergeRecord;
import io.unichart.identity.PatientMatch;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows behind reviews, and the pairs that were judged to be two persons. They go along with a
 * merge before anything else does.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class ReviewStore implements MergeFollower {

  private static final String COLUMNS =
      """
      select r.id, r.kind, r.patient_id_a, r.patient_id_b, r.document_id, r.match_score,
             r.match_quality, r.score_breakdown, r.detection_method, r.status, r.reviewed_by,
             r.reviewed_at, r.reason, r.created_at
      from review r
      """;

  /**
   * What waits for a decision is shown while both records stand; a reversed merge shows it again.
   */
  private static final String SHOWN =
      """
      where (:status::text is null or r.status = :status)
        and (r.status <> 'pending'
             or exists (select from patient a
                        where a.id = r.patient_id_a and a.active and a.deleted_at is null)
                and (r.patient_id_b is null
                     or exists (select from patient b
                                where b.id = r.patient_id_b and b.active and b.deleted_at is null)))
      """;

  private final DatabaseClient database;
  private final JsonMapper json;

  ReviewStore(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /** Puts something up unless it is up already or was judged to be apart; whether it was added. */
  Mono<Boolean> add(Review review, @Nullable UUID job) {
    GenericExecuteSpec statement =
        database
            .sql(
                """
                insert into review (id, kind, patient_id_a, patient_id_b, document_id, match_score,
                  match_quality, score_breakdown, detection_method, status, reviewed_by,
                  reviewed_at, created_at, job_id)
                select :id, :kind, :a, :b, :document, :score, :quality, :breakdown, :method, :status,
                       :by, :reviewedAt, :at, :job
                where not exists (
                  select from patient_apart
                  where one = least(:a::uuid, :b::uuid) and other = greatest(:a::uuid, :b::uuid))
                on conflict do nothing
                """)
            .bind("id", review.id())
            .bind("kind", review.kind())
            .bind("a", review.patientIdA())
            .bind("score", review.matchScore())
            .bind("quality", review.matchQuality())
            .bind("breakdown", Json.of(json.writeValueAsBytes(review.scoreBreakdown())))
            .bind("method", review.detectionMethod())
            .bind("status", review.status())
            .bind("at", review.createdAt());
    statement = bind(statement, "job", job, UUID.class);
    statement = bind(statement, "b", review.patientIdB(), UUID.class);
    statement = bind(statement, "document", review.documentId(), Long.class);
    statement = bind(statement, "by", review.reviewedBy(), String.class);
    statement = bind(statement, "reviewedAt", review.reviewedAt(), OffsetDateTime.class);
    return statement.fetch().rowsUpdated().map(rows -> rows > 0);
  }

  /** The review, locked until the transaction ends. */
  Mono<Review> lock(UUID id) {
    return database
        .sql(COLUMNS + "where r.id = :id for update")
        .bind("id", id)
        .map(this::review)
        .one();
  }

  Flux<Review> list(@Nullable String status, int limit, int offset) {
    GenericExecuteSpec query =
        database
            .sql(COLUMNS + SHOWN + "order by r.match_score desc, r.id limit :limit offset :offset")
            .bind("limit", limit)
            .bind("offset", offset);
    return bind(query, "status", status, String.class).map(this::review).all();
  }

  Mono<Long> count(@Nullable String status) {
    return bind(
            database.sql("select count(*) as n from review r " + SHOWN),
            "status",
            status,
            String.class)
        .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
        .one();
  }

  Mono<Void> decided(
      UUID id, String status, String by, @Nullable String reason, OffsetDateTime at) {
    return bind(
            database
                .sql(
                    """
                    update review
                    set status = :status, reviewed_by = :by, reviewed_at = :at, reason = :reason
                    where id = :id
                    """)
                .bind("id", id)
                .bind("status", status)
                .bind("by", by)
                .bind("at", at),
            "reason",
            reason,
            String.class)
        .then();
  }

  /** What waits about a pair is settled by another way. */
  Mono<Void> withdraw(UUID one, UUID other) {
    return database
        .sql(
            """
            delete from review
            where kind = 'patients' and status = 'pending'
              and least(patient_id_a, patient_id_b) = least(:one::uuid, :other::uuid)
              and greatest(patient_id_a, patient_id_b) = greatest(:one::uuid, :other::uuid)
            """)
        .bind("one", one)
        .bind("other", other)
        .then();
  }

  /** How many pairs a job has queued and merged already: it may be its second start. */
  public Mono<Map<String, Long>> doneSince(UUID job) {
    return database
        .sql(
            """
            select count(*) filter (where status = 'auto_merged') as auto_merged,
                   count(*) filter (where status <> 'auto_merged') as queued
            from review where job_id = :job
            """)
        .bind("job", job)
        .map(
            row ->
                Map.of(
                    "auto_merged", Objects.requireNonNull(row.get("auto_merged", Long.class)),
                    "queued", Objects.requireNonNull(row.get("queued", Long.class))))
        .one();
  }

  /** All pairs that are two persons. */
  public Mono<Set<Pair>> apart() {
    return pairs("select one as a, other as b from patient_apart");
  }

  /** Pairs whose merge somebody took back: no job merges them again. */
  public Mono<Set<Pair>> unmerged() {
    return pairs(
        """
        select master_patient_id as a, duplicate_patient_id as b
        from merge_record where status = 'reversed'
        """);
  }

  private Mono<Set<Pair>> pairs(String sql) {
    return database
        .sql(sql)
        .map(
            row ->
                Pair.of(
                    Objects.requireNonNull(row.get("a", UUID.class)),
                    Objects.requireNonNull(row.get("b", UUID.class))))
        .all()
        .collect(Collectors.toSet());
  }

  /** What people decided, level by level, the latest first. */
  public Mono<List<Decided>> decided() {
    return database
        .sql(
            """
            select status, score_breakdown from review
            where kind = 'patients' and status in ('confirmed', 'rejected')
            order by reviewed_at desc limit 20000
            """)
        .map(
            row -> new Decided("confirmed".equals(row.get("status", String.class)), breakdown(row)))
        .all()
        .collectList();
  }

  /** Forgets the questions about a note that nobody has answered. */
  Mono<Void> withdraw(long documentId) {
    return database
        .sql(
            """
            delete from review
            where kind = 'note' and document_id = :document and status = 'pending'
            """)
        .bind("document", documentId)
        .then();
  }

  /** Two records are two persons, for good. */
  Mono<Void> keepApart(UUID one, UUID other, OffsetDateTime at) {
    return database
        .sql(
            """
            insert into patient_apart (one, other, at)
            values (least(:one::uuid, :other::uuid), greatest(:one::uuid, :other::uuid), :at)
            on conflict (one, other) do update set merge_id = null
            """)
        .bind("one", one)
        .bind("other", other)
        .bind("at", at)
        .then();
  }

  /** A merge settles what waited about the pair, and its survivor is apart from whom either was. */
  @Override
  public Mono<Void> merged(MergeRecord merge) {
    Mono<Void> settled =
        database
            .sql(
                """
                update review set status = 'confirmed', reviewed_by = :by, reviewed_at = :at
                where kind = 'patients' and status = 'pending'
                  and least(patient_id_a, patient_id_b) = least(:master::uuid, :duplicate::uuid)
                  and greatest(patient_id_a, patient_id_b)
                      = greatest(:master::uuid, :duplicate::uuid)
                """)
            .bind("by", merge.mergedBy())
            .bind("at", merge.mergedAt())
            .bind("master", merge.masterPatientId())
            .bind("duplicate", merge.duplicatePatientId())
            .then();
    return settled.then(notesGoAlong(merge)).then(apartGoesAlong(merge));
  }

  /** Who is asked whether a note is the duplicate's is asked about the survivor now. */
  private Mono<Void> notesGoAlong(MergeRecord merge) {
    return database
        .sql(
            """
            with moved as (
              update review as r set patient_id_a = :master
              where kind = 'note' and status = 'pending' and patient_id_a = :duplicate
                and not exists (
                  select from review as same
                  where same.kind = 'note' and same.status = 'pending'
                    and same.document_id = r.document_id and same.patient_id_a = :master)
              returning id)
            insert into review_move (merge_id, review_id)
            select :merge, id from moved
            """)
        .bind("master", merge.masterPatientId())
        .bind("duplicate", merge.duplicatePatientId())
        .bind("merge", merge.id())
        .then();
  }

  private Mono<Void> apartGoesAlong(MergeRecord merge) {
    return database
        .sql(
            """
                insert into patient_apart (one, other, merge_id, at)
                select least(:master::uuid, x.id), greatest(:master::uuid, x.id), :merge, :at
                from (select case when one = :duplicate then other else one end as id
                      from patient_apart where one = :duplicate or other = :duplicate) as x
                where x.id <> :master
                on conflict do nothing
                """)
        .bind("master", merge.masterPatientId())
        .bind("duplicate", merge.duplicatePatientId())
        .bind("merge", merge.id())
        .bind("at", merge.mergedAt())
        .then();
  }

  /** What a merge handed on goes away with its reversal; questions about notes go back. */
  @Override
  public Mono<Void> reversed(MergeRecord merge) {
    Mono<Void> back =
        database
            .sql(
                """
                with gone as (delete from review_move where merge_id = :merge returning review_id)
                update review set patient_id_a = :duplicate
                where id in (select review_id from gone)
                  and status = 'pending' and patient_id_a = :master
                """)
            .bind("merge", merge.id())
            .bind("master", merge.masterPatientId())
            .bind("duplicate", merge.duplicatePatientId())
            .then();
    return database
        .sql("delete from patient_apart where merge_id = :id")
        .bind("id", merge.id())
        .then()
        .then(back);
  }

  private List<PatientMatch.Part> breakdown(Readable row) {
    return List.of(
        json.readValue(
            Objects.requireNonNull(row.get("score_breakdown", Json.class)).asArray(),
            PatientMatch.Part[].class));
  }

  private Review review(Readable row) {
    return new Review(
        Objects.requireNonNull(row.get("id", UUID.class)),
        Objects.requireNonNull(row.get("kind", String.class)),
        Objects.requireNonNull(row.get("patient_id_a", UUID.class)),
        row.get("patient_id_b", UUID.class),
        row.get("document_id", Long.class),
        null,
        null,
        Objects.requireNonNull(row.get("match_score", Double.class)),
        Objects.requireNonNull(row.get("match_quality", String.class)),
        breakdown(row),
        Objects.requireNonNull(row.get("detection_method", String.class)),
        Objects.requireNonNull(row.get("status", String.class)),
        row.get("reviewed_by", String.class),
        row.get("reviewed_at", OffsetDateTime.class),
        row.get("reason", String.class),
        Objects.requireNonNull(row.get("created_at", OffsetDateTime.class)));
  }
}
