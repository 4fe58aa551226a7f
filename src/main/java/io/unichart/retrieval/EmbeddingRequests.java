package io.unichart.retrieval;

import static io.unichart.platform.database.Nulls.required;

import io.r2dbc.spi.Readable;
import io.unichart.platform.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Embeds documents while somebody waits: puts them on the queue and watches until the workers are
 * done with them. So it shares the cores fairly, survives a crash, and never embeds what a worker
 * has in hand already.
 */
@Component
class EmbeddingRequests {

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LOOK_AT_ALL = Duration.ofMillis(250);

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final EmbeddingModels models;
  private final EmbeddingWorkers workers;
  private final Clock clock;

  EmbeddingRequests(
      DatabaseClient database,
      TransactionalOperator transaction,
      EmbeddingModels models,
      EmbeddingWorkers workers,
      Clock clock) {
    this.database = database;
    this.transaction = transaction;
    this.models = models;
    this.workers = workers;
    this.clock = clock;
  }

  /**
   * What came of it for one document.
   *
   * @param passages how many it has
   * @param created how many vectors it got
   * @param skipped whether it had them all before
   */
  record Embedded(
      long documentId,
      String title,
      long passages,
      long created,
      boolean skipped,
      boolean failed) {}

  private record State(long id, String title, long passages, long embedded) {
    boolean complete() {
      return embedded >= passages;
    }
  }

  /** One document; a problem when there is none of this number, or when it cannot be embedded. */
  Mono<Embedded> one(long id, boolean force) {
    return states(List.of(id))
        .next()
        .switchIfEmpty(Mono.error(() -> Problem.notFound("no document has the id " + id)))
        .flatMap(
            before ->
                before.complete() && !force
                    ? Mono.just(skipped(before))
                    : queue(List.of(id), force)
                        .then(finished(List.of(id), LOOK))
                        .then(failed(List.of(id)).hasElements())
                        .flatMap(
                            failed ->
                                failed
                                    ? Mono.error(
                                        Problem.badGateway("the document cannot be embedded"))
                                    : states(List.of(id)).next())
                        .map(after -> created(before, after, force, false)));
  }

  /** All documents, in order. */
  Flux<Embedded> all(boolean force) {
    return states(null)
        .collectList()
        .flatMapMany(
            before -> {
              List<Long> due =
                  before.stream().filter(s -> force || !s.complete()).map(State::id).toList();
              Mono<Void> work =
                  due.isEmpty() ? Mono.empty() : queue(due, force).then(finished(due, LOOK_AT_ALL));
              return work.then(
                      Mono.zip(states(null).collectMap(State::id), failed(due).collectList()))
                  .flatMapMany(
                      now ->
                          Flux.fromIterable(before)
                              .filter(b -> now.getT1().containsKey(b.id()))
                              .map(
                                  b ->
                                      b.complete() && !force
                                          ? skipped(b)
                                          : created(
                                              b,
                                              now.getT1().getOrDefault(b.id(), b),
                                              force,
                                              now.getT2().contains(b.id()))));
            });
  }

  private static Embedded skipped(State state) {
    return new Embedded(state.id(), state.title(), state.passages(), 0, true, false);
  }

  private static Embedded created(State before, State after, boolean force, boolean failed) {
    long had = force ? 0 : before.embedded();
    return new Embedded(
        after.id(),
        after.title(),
        after.passages(),
        Math.max(0, after.embedded() - had),
        false,
        failed);
  }

  private Flux<State> states(@Nullable List<Long> ids) {
    var sql =
        database.sql(
            """
            select d.id, d.title, count(p.id) as passages, count(e.passage_id) as embedded
            from document d
              left join passage p on p.document_id = d.id
              left join passage_embedding e on e.passage_id = p.id and e.model_id = :model
            %s
            group by d.id
            order by d.id
            """
                .formatted(ids == null ? "" : "where d.id = any(:ids::bigint[])"));
    if (ids != null) {
      sql = sql.bind("ids", ids.toArray(Long[]::new));
    }
    return sql.bind("model", models.own().id()).map(EmbeddingRequests::state).all();
  }

  private static State state(Readable row) {
    return new State(
        required(row, "id", Long.class),
        required(row, "title", String.class),
        required(row, "passages", Long.class),
        required(row, "embedded", Long.class));
  }

  /** Queues documents to be done before all others; with force, their vectors go first. */
  private Mono<Void> queue(List<Long> ids, boolean force) {
    Mono<Long> forget =
        force
            ? database
                .sql(
                    """
                    delete from passage_embedding
                    where model_id = :model and document_id = any(:ids::bigint[])
                    """)
                .bind("model", models.own().id())
                .bind("ids", ids.toArray(Long[]::new))
                .fetch()
                .rowsUpdated()
            : Mono.just(0L);
    Mono<Long> insert =
        database
            .sql(
                """
                insert into embedding_queue (document_id, model_id, queued_at, due_at)
                select d.id, :model, :now, :now - interval '1 day'
                from document d
                where d.id = any(:ids::bigint[])
                order by d.id
                on conflict (model_id, document_id) do update
                set due_at = excluded.due_at, attempts = 0, failed = false
                """)
            .bind("model", models.own().id())
            .bind("now", OffsetDateTime.now(clock))
            .bind("ids", ids.toArray(Long[]::new))
            .fetch()
            .rowsUpdated();
    return forget
        .then(insert)
        .as(transaction::transactional)
        .doOnSuccess(rows -> workers.wake())
        .then();
  }

  private Mono<Void> finished(List<Long> ids, Duration look) {
    return database
        .sql(
            """
            select exists (
              select from embedding_queue
              where model_id = :model and document_id = any(:ids::bigint[])
                and not failed and attempts = 0) as waiting
            """)
        .bind("model", models.own().id())
        .bind("ids", ids.toArray(Long[]::new))
        .map(row -> required(row, "waiting", Boolean.class))
        .one()
        .filter(waiting -> !waiting)
        .repeatWhenEmpty(Integer.MAX_VALUE, again -> again.delayElements(look))
        .then();
  }

  private Flux<Long> failed(List<Long> ids) {
    return database
        .sql(
            """
            select document_id from embedding_queue
            where model_id = :model and document_id = any(:ids::bigint[])
              and (failed or attempts > 0)
            """)
        .bind("model", models.own().id())
        .bind("ids", ids.toArray(Long[]::new))
        .map(row -> required(row, "document_id", Long.class))
        .all();
  }
}
