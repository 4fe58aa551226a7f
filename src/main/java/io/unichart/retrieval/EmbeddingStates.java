package io.unichart.retrieval;

import static io.unichart.platform.database.Nulls.required;

import java.util.Collection;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells of documents whether their meaning can be searched for yet. */
@Component
public class EmbeddingStates {

  /** How far the embedding of a document is. */
  public enum State {
    /** Every passage has its vector. */
    EMBEDDED,
    /** It waits in the queue, or is being worked on. */
    WAITING,
    /** It was tried and given up; its words can be searched for nevertheless. */
    FAILED,
    /** Nobody asked for it. */
    SKIPPED
  }

  private final DatabaseClient database;
  private final EmbeddingModels models;

  EmbeddingStates(DatabaseClient database, EmbeddingModels models) {
    this.database = database;
    this.models = models;
  }

  /** The state of each of these documents, by the model of this process. */
  public Mono<Map<Long, State>> of(Collection<Long> documentIds) {
    if (documentIds.isEmpty()) {
      return Mono.just(Map.of());
    }
    return database
        .sql(
            """
            select d.id as document_id,
                   case
                     when q.failed then 'FAILED'
                     when q.document_id is not null then 'WAITING'
                     when exists (select from passage_embedding e
                                  where e.model_id = :model and e.document_id = d.id)
                       then 'EMBEDDED'
                     else 'SKIPPED'
                   end as state
            from unnest(:ids::bigint[]) as d (id)
                 left join embedding_queue q on q.model_id = :model and q.document_id = d.id
            """)
        .bind("model", models.own().id())
        .bind("ids", documentIds.toArray(Long[]::new))
        .map(
            row ->
                Map.entry(
                    required(row, "document_id", Long.class),
                    State.valueOf(required(row, "state", String.class))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
