package io.unichart.retrieval;

import static io.unichart.retrieval.PassageTable.required;

import io.unichart.retrieval.EmbeddingModels.Model;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts what is embedded and what is not yet, for callers and for the metrics. */
@Component
class EmbeddingStatus implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(EmbeddingStatus.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

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
      long documents,
      long passages,
      long embeddings,
      long documentsWithEmbeddings,
      long pending,
      long failed,
      double oldestSeconds) {}

  /** Counts now. */
  Mono<Totals> totals() {
    Model serving = models.serving().model();
    return database
        .sql(
            """
            select
              (select count(*) from document) as documents,
              (select count(*) from passage) as passages,
              (select count(*) from passage_embedding where model_id = :serving) as embeddings,
              (select count(distinct document_id) from passage_embedding where model_id = :serving) as embedded,
              count(*) filter (where not failed) as pending,
              count(*) filter (where failed) as failed,
              coalesce(extract(epoch from now() - min(queued_at) filter (where not failed)), 0)::float8 as oldest
            from embedding_queue
            where model_id = :own
            """)
        .bind("serving", serving.id())
        .bind("own", models.own().id())
        .map(
            row ->
                new Totals(
                    required(row, "documents", Long.class),
                    required(row, "passages", Long.class),
                    required(row, "embeddings", Long.class),
                    required(row, "embedded", Long.class),
                    required(row, "pending", Long.class),
                    required(row, "failed", Long.class),
                    Math.max(0, required(row, "oldest", Double.class))))
        .one()
        .doOnNext(this::show);
  }

  private void show(Totals totals) {
    metrics.show(
        new RetrievalMetrics.Counts(
            totals.passages(), totals.pending(), totals.failed(), totals.oldestSeconds()));
  }

  @Override
  public void start() {
    watching =
        Flux.interval(Duration.ZERO, PAUSE)
            .onBackpressureDrop()
            .concatMap(tick -> totals().onErrorResume(this::skip), 1)
            .subscribe();
  }

  private Mono<Totals> skip(Throwable failure) {
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
