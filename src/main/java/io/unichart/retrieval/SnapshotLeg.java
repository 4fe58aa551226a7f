package io.unichart.retrieval;

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
 * memory, compared again in the database, which also leaves out what is gone by now.
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
  private final VectorTable table;
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
    this.table = new VectorTable(database);
  }

  @Override
  public Mono<List<Near>> nearest(Question question, int k, @Nullable List<Long> documents) {
    return Mono.fromCallable(() -> candidates(question, k, documents))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(
            candidates ->
                table
                    .nearness(question, candidates)
                    .flatMap(
                        found ->
                            forget(question.model(), candidates, found) && found.size() < k
                                ? nearest(question, k, documents)
                                : Mono.just(best(found, k))));
  }

  @Override
  public Mono<List<Near>> nearness(Question question, List<Long> passages) {
    return table.nearness(question, passages);
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
            known.snapshot.add(row.getLong(2), row.getLong(3), numbers(vector));
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

  private static float[] numbers(byte[] array) {
    ByteBuffer buffer = ByteBuffer.wrap(array);
    if (buffer.remaining() < ARRAY_HEAD) {
      return new float[0];
    }
    int length = buffer.getInt(12);
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = buffer.getFloat(ARRAY_HEAD + i * 8 + 4);
    }
    return vector;
  }
}
