package io.unichart.retrieval;

import static io.unichart.platform.database.Nulls.required;

import io.unichart.retrieval.EmbeddingModels.Model;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The dense leg where the server has no pgvector: candidates from a snapshot of the vectors in
 * memory, compared again with their exact vectors, which leaves out what is gone by now.
 *
 * <p>Before each search the snapshot takes in what was written since. A row carries the number of
 * the transaction that wrote it; every transaction below the horizon of the last look had ended by
 * then, so what is at or above it is all that can be new, however the commits were ordered.
 */
final class SnapshotLeg implements DenseLeg {

  /**
   * The head of an array in PostgreSQL's binary form: dimensions, flags, type, size, lower bound.
   */
  private static final int ARRAY_HEAD = 20;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final DatabaseClient database;
  private final Map<Model, Seen> seen = new HashMap<>();

  /** The vectors of one model, and up to where they are known. */
  private static final class Seen {
    private final VectorSnapshot snapshot;
    private String horizon = "0";

    private Seen(Model model) {
      snapshot = new VectorSnapshot(model.dimension());
    }
  }

  SnapshotLeg(DatabaseClient database, DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.jdbc.setFetchSize(500);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.database = database;
  }

  @Override
  public Mono<List<Near>> nearest(Question question, int k, @Nullable List<Long> documents) {
    return Mono.fromCallable(() -> candidates(question, k, documents))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(
            candidates ->
                nearness(question, candidates)
                    .flatMap(
                        found ->
                            forget(question.model(), candidates, found) && found.size() < k
                                ? nearest(question, k, documents)
                                : Mono.just(best(found, k))));
  }

  @Override
  public Mono<List<Near>> nearness(Question question, List<Long> passages) {
    return passages.isEmpty() ? Mono.just(List.of()) : compared(question, passages);
  }

  /**
   * Reads the vectors as they stand now and compares them here: SQL would take ten times as long.
   */
  private Mono<List<Near>> compared(Question question, List<Long> passages) {
    return database
        .sql(
            """
            select passage_id, array_send(embedding::real[]) as vector
            from passage_embedding
            where model_id = :model and passage_id = any(:passages::bigint[])
            """)
        .bind("model", question.model().id())
        .bind("passages", passages.toArray(Long[]::new))
        .map(
            row -> {
              float[] vector = numbers(required(row, "vector", ByteBuffer.class));
              return new Near(
                  required(row, "passage_id", Long.class),
                  dot(question.centred(), vector),
                  dot(question.asked(), vector));
            })
        .all()
        .collectList();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The mean of all vectors; of no components when there are fewer than the given number. */
  synchronized float[] mean(Model model, int fewest) {
    VectorSnapshot snapshot = caughtUp(model);
    return snapshot.size() < fewest ? new float[0] : snapshot.mean();
  }

  private synchronized List<Long> candidates(
      Question question, int k, @Nullable List<Long> documents) {
    VectorSnapshot snapshot = caughtUp(question.model());
    Set<Long> scope = documents == null ? null : new HashSet<>(documents);
    return snapshot.nearest(
        question.centred(), k + k / 4 + 5, id -> scope == null || scope.contains(id));
  }

  private VectorSnapshot caughtUp(Model model) {
    Seen known = seen.computeIfAbsent(model, Seen::new);
    transaction.executeWithoutResult(status -> read(model, known));
    return known.snapshot;
  }

  private void read(Model model, Seen known) {
    String[] horizon = {known.horizon};
    jdbc.query(
        """
        select horizon.xmin, e.passage_id, e.document_id, e.vector
        from (select pg_snapshot_xmin(pg_current_snapshot())::text as xmin) as horizon
          left join lateral (
            select passage_id, document_id, array_send(embedding::real[]) as vector
            from passage_embedding
            where model_id = ? and written >= ?::xid8) as e on true
        """,
        row -> {
          horizon[0] = row.getString(1);
          byte[] vector = row.getBytes(4);
          if (vector != null) {
            known.snapshot.add(row.getLong(2), row.getLong(3), numbers(ByteBuffer.wrap(vector)));
          }
        },
        model.id(),
        known.horizon);
    known.horizon = horizon[0];
  }

  /**
   * What the database no longer knows was deleted, or belongs to a text that was changed. Tells
   * whether there was any of it.
   */
  private synchronized boolean forget(Model model, List<Long> candidates, List<Near> found) {
    if (found.size() == candidates.size()) {
      return false;
    }
    Set<Long> present = found.stream().map(Near::passageId).collect(Collectors.toSet());
    seen.computeIfAbsent(model, Seen::new)
        .snapshot
        .remove(
            candidates.stream().filter(id -> !present.contains(id)).collect(Collectors.toSet()));
    return true;
  }

  private static List<Near> best(List<Near> found, int k) {
    return found.stream()
        .sorted(
            Comparator.comparingDouble(Near::rankedBy)
                .reversed()
                .thenComparingLong(Near::passageId))
        .limit(k)
        .toList();
  }

  private static float[] numbers(ByteBuffer array) {
    int start = array.position() + ARRAY_HEAD;
    if (array.remaining() < ARRAY_HEAD) {
      return new float[0];
    }
    float[] vector = new float[array.getInt(array.position() + 12)];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = array.getFloat(start + i * 8 + 4);
    }
    return vector;
  }
}
