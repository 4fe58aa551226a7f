package io.unichart.retrieval;

import static io.unichart.platform.database.Nulls.required;

import io.unichart.retrieval.EmbeddingModels.Model;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Counts what is embedded and what is not yet, for callers and for the metrics. */
@Component
class EmbeddingStatus implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(EmbeddingStatus.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** The queue is counted at least so often, however long it takes: an alarm looks at it. */
  private static final Duration LONGEST_OF_QUEUE = Duration.ofMinutes(1);

  private static final Duration LONGEST_OF_PASSAGES = Duration.ofMinutes(10);

  /** A pause is so many times as long as the counting before it, up to the longest. */
  private static final int REST = 100;

  private final DatabaseClient database;
  private final EmbeddingModels models;
  private final RetrievalMetrics metrics;
  private Disposable watching = Disposables.disposed();

  EmbeddingStatus(DatabaseClient database, EmbeddingModels models, RetrievalMetrics metrics) {
    this.database = database;
    this.models = models;
    this.metrics = metrics;
  }

  /** The state of the library, at one moment. */
  record Totals(
      long documents, long embeddings, long documentsWithEmbeddings, long pending, long failed) {}

  /** What waits to be embedded, and how long the oldest of it has. */
  private record Queue(long pending, long failed, double oldestSeconds) {}

  /** Counts now. */
  Mono<Totals> totals() {
    Model serving = models.serving().model();
    return database
        .sql(
            """
            select
              (select count(*) from document) as documents,
              (select count(*) from passage_embedding where model_id = :serving) as embeddings,
              (select count(distinct document_id) from passage_embedding where model_id = :serving) as embedded
            """)
        .bind("serving", serving.id())
        .map(
            row ->
                new long[] {
                  required(row, "documents", Long.class),
                  required(row, "embeddings", Long.class),
                  required(row, "embedded", Long.class)
                })
        .one()
        .zipWith(
            queue(),
            (counts, queue) ->
                new Totals(counts[0], counts[1], counts[2], queue.pending(), queue.failed()));
  }

  private Mono<Queue> queue() {
    return database
        .sql(
            """
            select
              count(*) filter (where not failed) as pending,
              count(*) filter (where failed) as failed,
              coalesce(extract(epoch from now() - min(queued_at) filter (where not failed)), 0)::float8 as oldest
            from embedding_queue
            where model_id = :own
            """)
        .bind("own", models.own().id())
        .map(
            row ->
                new Queue(
                    required(row, "pending", Long.class),
                    required(row, "failed", Long.class),
                    Math.max(0, required(row, "oldest", Double.class))))
        .one();
  }

  private Mono<Long> passages() {
    return database
        .sql("select count(*) as passages from passage")
        .map(row -> required(row, "passages", Long.class))
        .one();
  }

  @Override
  public void start() {
    watching =
        Disposables.composite(
            again(
                queue()
                    .doOnNext(
                        queue ->
                            metrics.showQueue(
                                queue.pending(), queue.failed(), queue.oldestSeconds())),
                LONGEST_OF_QUEUE),
            again(passages().doOnNext(metrics::showPassages), LONGEST_OF_PASSAGES));
  }

  /** Counts again and again, with longer pauses the longer the counting takes or has failed. */
  private static Disposable again(Mono<?> counting, Duration longest) {
    return Mono.defer(
            () -> {
              long start = System.nanoTime();
              return counting
                  .then()
                  .onErrorResume(EmbeddingStatus::skip)
                  .then(Mono.fromSupplier(() -> Duration.ofNanos(System.nanoTime() - start)));
            })
        .flatMap(took -> Mono.delay(pauseAfter(took, longest)))
        .repeat()
        .subscribe();
  }

  /**
   * How long nothing is counted after a count, so that counting a large library costs little and
   * what is shown is never older than the longest pause and the count itself.
   *
   * @param took the time of the count, also of one that failed in the end
   */
  static Duration pauseAfter(Duration took, Duration longest) {
    Duration rest = took.multipliedBy(REST);
    Duration pause = rest.compareTo(PAUSE) > 0 ? rest : PAUSE;
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  private static Mono<Void> skip(Throwable failure) {
    log.debug("The embedding state cannot be counted now", failure);
    return Mono.empty();
  }

  @Override
  public void stop() {
    watching.dispose();
  }

  @Override
  public boolean isRunning() {
    return !watching.isDisposed();
  }
}
