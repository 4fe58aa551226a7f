package io.unichart.retrieval;

import io.unichart.documents.Document;
import io.unichart.documents.Passage;
import io.unichart.documents.PassageIndex;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps passages findable: their words at once, their meaning as soon as a worker has embedded
 * them. What hung on a document's former passages went with them, so nothing stale is ever found.
 */
@Component
class SearchIndex implements PassageIndex {

  private final LexicalLeg words;
  private final DatabaseClient database;
  private final Clock clock;

  SearchIndex(LexicalLeg words, DatabaseClient database, Clock clock) {
    this.words = words;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Mono<Void> replaced(Document document, List<Passage> passages, boolean embed) {
    return words.index(document, passages).then(queue(document, embed && !passages.isEmpty()));
  }

  private Mono<Void> queue(Document document, boolean embed) {
    if (!embed) {
      return database
          .sql("delete from embedding_queue where document_id = :document")
          .bind("document", document.id())
          .then();
    }
    return database
        .sql(
            """
            insert into embedding_queue (document_id, model_id, queued_at, due_at)
            select :document, id, :now, :now from embedding_model
            on conflict (model_id, document_id) do update
            set queued_at = excluded.queued_at, due_at = excluded.due_at, attempts = 0,
              failed = false, claimed_by = null
            """)
        .bind("document", document.id())
        .bind("now", OffsetDateTime.now(clock))
        .then();
  }
}
