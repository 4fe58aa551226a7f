package io.unichart.chart;

import io.unichart.documents.Document;
import io.unichart.platform.Sha256;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Notes of which a person said that they are not whose they seem to be. While the header says the
 * same, no search overrules that; another header is another question.
 *
 * <p>A header says the same when the values read from it are the same, whatever else of the note
 * was changed, or when the text that it stands in is the same, whatever a later version of ours
 * reads from it.
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
            insert into chart_refusal (document_id, header, beginning)
            values (:id, :header, :beginning)
            on conflict (document_id) do update
            set header = excluded.header, beginning = excluded.beginning
            where (chart_refusal.header, chart_refusal.beginning)
                is distinct from (excluded.header, excluded.beginning)
            """)
        .bind("id", document.id())
        .bind("header", values(document))
        .bind("beginning", beginning(document))
        .then();
  }

  /** Another decision, or another header, is in its place. */
  Mono<Void> forget(long documentId) {
    return database
        .sql("delete from chart_refusal where document_id = :id")
        .bind("id", documentId)
        .then();
  }

  /**
   * Whether a decision about a document with this very header stands. One that does is kept for the
   * header as it now is, so that reading and text may change one after the other.
   */
  Mono<Boolean> stands(Document document) {
    return database
        .sql("select header, beginning from chart_refusal where document_id = :id")
        .bind("id", document.id())
        .map(
            row ->
                is(row.get("header", byte[].class), values(document))
                    || is(row.get("beginning", byte[].class), beginning(document)))
        .one()
        .delayUntil(stands -> stands ? keep(document) : Mono.empty())
        .defaultIfEmpty(false);
  }

  private static boolean is(byte @Nullable [] then, byte[] now) {
    return Arrays.equals(then, now);
  }

  private static byte[] values(Document document) {
    return NoteHeader.of(document.readable()).fingerprint();
  }

  private static byte[] beginning(Document document) {
    return Sha256.of(NoteHeader.beginning(document.readable()));
  }
}
