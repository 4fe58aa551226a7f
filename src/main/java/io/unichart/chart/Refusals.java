package io.unichart.chart;

import io.unichart.documents.Document;
import java.util.Arrays;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Notes of which a person said that they are not whose they seem to be. While the header says the
 * same, no search overrules that; another header is another question.
 */
@Component
class Refusals {

  private final DatabaseClient database;

  Refusals(DatabaseClient database) {
    this.database = database;
  }

  /** Keeps the decision about a document as its header is now. */
  Mono<Void> keep(Document document) {
    return database
        .sql(
            """
            insert into chart_refusal (document_id, header) values (:id, :header)
            on conflict (document_id) do update set header = excluded.header
            """)
        .bind("id", document.id())
        .bind("header", fingerprint(document))
        .then();
  }

  /** Another decision, or another header, is in its place. */
  Mono<Void> forget(long documentId) {
    return database
        .sql("delete from chart_refusal where document_id = :id")
        .bind("id", documentId)
        .then();
  }

  /** Whether a decision about a document with this very header stands. */
  Mono<Boolean> stands(Document document) {
    byte[] now = fingerprint(document);
    return database
        .sql("select header from chart_refusal where document_id = :id")
        .bind("id", document.id())
        .map(row -> Objects.requireNonNull(row.get("header", byte[].class)))
        .one()
        .map(then -> Arrays.equals(then, now))
        .defaultIfEmpty(false);
  }

  private static byte[] fingerprint(Document document) {
    return NoteHeader.of(document.readable()).fingerprint();
  }
}
