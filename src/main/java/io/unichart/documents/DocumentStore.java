package io.unichart.documents;

import static io.unichart.platform.database.Nulls.required;

import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import io.unichart.documents.PassageCutter.Cut;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Documents, their former versions and their passages in PostgreSQL. */
@Component
class DocumentStore {

  private static final String COLUMNS =
      "id, title, content, content_repaired, source, patient_id, patient_match_status,"
          + " patient_match_score, created_at, updated_at";

  private final DatabaseClient database;

  DocumentStore(DatabaseClient database) {
    this.database = database;
  }

  /** What a change needs to know of the document it replaces. */
  record Present(String title, String content, List<Integer> pageStarts) {}

  Mono<Document> insert(Draft draft, @Nullable String repaired, OffsetDateTime now) {
    PatientMatch.Status status =
        draft.patientId() == null ? PatientMatch.Status.NONE : PatientMatch.Status.ATTACHED;
    return database
        .sql(
            """
            insert into document (title, content, content_repaired, page_starts, source,
                                  patient_id, patient_match_status, created_at, updated_at)
            values (:title, :content, :repaired, :pages, :source, :patient, :status, :now, :now)
            returning id
            """)
        .bind("title", draft.title())
        .bind("content", draft.content())
        .bind("repaired", Parameters.in(R2dbcType.VARCHAR, repaired))
        .bind("pages", draft.pageStarts().toArray(Integer[]::new))
        .bind("source", Parameters.in(R2dbcType.VARCHAR, draft.source()))
        .bind("patient", nullableUuid(draft.patientId()))
        .bind("status", word(status))
        .bind("now", now)
        .map(row -> required(row, "id", Long.class))
        .one()
        .map(
            id ->
                new Document(
                    id,
                    draft.title(),
                    draft.content(),
                    repaired,
                    now,
                    now,
                    draft.source(),
                    draft.patientId(),
                    new PatientMatch(status, null)));
  }

  /** The document as it is, locked until the transaction ends. */
  Mono<Present> lock(long id) {
    return database
        .sql("select title, content, page_starts from document where id = :id for update")
        .bind("id", id)
        .map(
            row ->
                new Present(
                    required(row, "title", String.class),
                    required(row, "content", String.class),
                    Arrays.asList(required(row, "page_starts", Integer[].class))))
        .one();
  }

  /** Writes the new text over the former, which becomes a version; its passages go. */
  Mono<Document> replace(
      long id,
      String title,
      String content,
      @Nullable String repaired,
      List<Integer> pageStarts,
      OffsetDateTime now) {
    Mono<Long> keep =
        database
            .sql(
                """
                insert into document_version
                       (document_id, version, title, content, page_starts, written_at)
                select id, version, title, content, page_starts, updated_at
                from document
                where id = :id
                """)
            .bind("id", id)
            .fetch()
            .rowsUpdated();
    Mono<Long> forget =
        database
            .sql("delete from passage where document_id = :id")
            .bind("id", id)
            .fetch()
            .rowsUpdated();
    Mono<Document> write =
        database
            .sql(
                """
                update document
                set title = :title,
                    content = :content,
                    content_repaired = :repaired,
                    page_starts = :pages,
                    version = version + 1,
                    updated_at = greatest(:now, updated_at + interval '1 microsecond')
                where id = :id
                returning\s"""
                    + COLUMNS)
            .bind("id", id)
            .bind("title", title)
            .bind("content", content)
            .bind("repaired", Parameters.in(R2dbcType.VARCHAR, repaired))
            .bind("pages", pageStarts.toArray(Integer[]::new))
            .bind("now", now)
            .map(DocumentStore::document)
            .one();
    return keep.then(forget).then(write);
  }

  Mono<Document> attach(long id, PatientFinder.Found found) {
    return database
        .sql(
            """
            update document
            set patient_id = :patient,
                patient_match_status = :status,
                patient_match_score = :score
            where id = :id
            returning\s"""
                + COLUMNS)
        .bind("id", id)
        .bind("patient", nullableUuid(found.patientId()))
        .bind("status", word(found.match().status()))
        .bind("score", Parameters.in(R2dbcType.DOUBLE, found.match().score()))
        .map(DocumentStore::document)
        .one();
  }

  Mono<Boolean> delete(long id) {
    return database
        .sql("delete from document where id = :id")
        .bind("id", id)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  Mono<Document> find(long id) {
    return database
        .sql("select " + COLUMNS + " from document where id = :id")
        .bind("id", id)
        .map(DocumentStore::document)
        .one();
  }

  Mono<Document> findForUpdate(long id) {
    return database
        .sql("select " + COLUMNS + " from document where id = :id for update")
        .bind("id", id)
        .map(DocumentStore::document)
        .one();
  }

  Flux<Document> ofPatient(UUID patient, long skip, int limit) {
    return database
        .sql(
            "select "
                + COLUMNS
                + " from document where patient_id = :patient order by id offset :skip limit :limit")
        .bind("patient", patient)
        .bind("skip", skip)
        .bind("limit", limit)
        .map(DocumentStore::document)
        .all();
  }

  Flux<UUID> patientsOf(Collection<Long> ids) {
    return database
        .sql(
            """
            select distinct patient_id from document
            where id = any(:ids) and patient_id is not null
            """)
        .bind("ids", ids.toArray(Long[]::new))
        .map(row -> required(row, "patient_id", UUID.class))
        .all();
  }

  Flux<Long> move(UUID from, UUID to, @Nullable List<Long> among) {
    return database
        .sql(
            """
            update document set patient_id = :to
            where patient_id = :from and (:all or id = any(:among))
            returning id
            """)
        .bind("from", from)
        .bind("to", to)
        .bind("all", among == null)
        .bind("among", among == null ? new Long[0] : among.toArray(Long[]::new))
        .map(row -> required(row, "id", Long.class))
        .all();
  }

  Flux<Document> list(long skip, int limit) {
    return database
        .sql("select " + COLUMNS + " from document order by id offset :skip limit :limit")
        .bind("skip", skip)
        .bind("limit", limit)
        .map(DocumentStore::document)
        .all();
  }

  Flux<Long> ids() {
    return database
        .sql("select id from document order by id")
        .map(row -> required(row, "id", Long.class))
        .all();
  }

  Mono<Long> count() {
    return database
        .sql("select count(*) as n from document")
        .map(row -> required(row, "n", Long.class))
        .one();
  }

  Mono<List<Passage>> insertPassages(long documentId, List<Cut> cuts) {
    if (cuts.isEmpty()) {
      return Mono.just(List.of());
    }
    return database
        .sql(
            """
            insert into passage (document_id, index, text, context, start_offset, end_offset,
                                 page, header)
            select :document, n - 1, text, context, first, last, page, header
            from unnest(:texts::text[], :contexts::text[], :starts::int[], :ends::int[],
                        :pages::int[], :headers::boolean[])
                 with ordinality as cut (text, context, first, last, page, header, n)
            order by n
            returning id, index
            """)
        .bind("document", documentId)
        .bind("texts", column(cuts, Cut::text, String[]::new))
        .bind("contexts", column(cuts, Cut::context, String[]::new))
        .bind("starts", column(cuts, Cut::start, Integer[]::new))
        .bind("ends", column(cuts, Cut::end, Integer[]::new))
        .bind("pages", column(cuts, Cut::page, Integer[]::new))
        .bind("headers", column(cuts, Cut::header, Boolean[]::new))
        .map(
            row -> {
              int index = required(row, "index", Integer.class);
              return cuts.get(index).numbered(required(row, "id", Long.class), documentId, index);
            })
        .all()
        .sort((a, b) -> Integer.compare(a.index(), b.index()))
        .collectList();
  }

  Flux<Passage> passages(long documentId) {
    return database
        .sql(
            """
            select id, document_id, index, text, context, start_offset, end_offset, page, header
            from passage
            where document_id = :document
            order by index
            """)
        .bind("document", documentId)
        .map(
            row ->
                new Passage(
                    required(row, "id", Long.class),
                    required(row, "document_id", Long.class),
                    required(row, "index", Integer.class),
                    required(row, "text", String.class),
                    required(row, "context", String.class),
                    required(row, "start_offset", Integer.class),
                    required(row, "end_offset", Integer.class),
                    row.get("page", Integer.class),
                    required(row, "header", Boolean.class)))
        .all();
  }

  private static <T> T[] column(
      List<Cut> cuts, Function<Cut, @Nullable T> value, Function<Integer, T[]> array) {
    T[] column = array.apply(cuts.size());
    for (int i = 0; i < column.length; i++) {
      column[i] = value.apply(cuts.get(i));
    }
    return column;
  }

  private static Document document(Readable row) {
    return new Document(
        required(row, "id", Long.class),
        required(row, "title", String.class),
        required(row, "content", String.class),
        row.get("content_repaired", String.class),
        required(row, "created_at", OffsetDateTime.class),
        required(row, "updated_at", OffsetDateTime.class),
        row.get("source", String.class),
        row.get("patient_id", UUID.class),
        new PatientMatch(
            PatientMatch.Status.valueOf(
                required(row, "patient_match_status", String.class).toUpperCase(Locale.ROOT)),
            row.get("patient_match_score", Double.class)));
  }

  private static Object nullableUuid(@Nullable UUID id) {
    return id == null ? Parameters.in(PostgresqlObjectId.UUID) : Parameters.in(id);
  }

  private static String word(PatientMatch.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
