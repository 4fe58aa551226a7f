package io.unichart.retrieval;

import io.unichart.retrieval.EmbeddingModels.Model;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * The dense leg on a server with pgvector: every vector compared when the scope is small, the HNSW
 * index of the model when it is large. The index goes on searching until enough passages of the
 * scope are found (iterative scan), so a scope is applied before ranking in both cases.
 */
final class PgvectorLeg implements DenseLeg {

  /** Wide enough to lose about one in a hundred of the ten best. */
  private static final int LEAST_EF = 80;

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final DatabaseClient database;
  private final VectorTable table;
  private final int exactUpTo;
  private final Map<Model, Mono<Boolean>> indexed = new ConcurrentHashMap<>();

  PgvectorLeg(DatabaseClient database, int exactUpTo) {
    this.database = database;
    this.table = new VectorTable(database);
    this.exactUpTo = exactUpTo;
  }

  /** The name of a model's index. */
  static String indexName(Model model) {
    return "passage_embedding_near_" + model.id();
  }

  /** A cast of the column that the index and the search must share. */
  static String indexedColumn(Model model) {
    return "(embedding::halfvec(" + model.dimension() + "))";
  }

  private Mono<Boolean> indexed(Model model) {
    return indexed.computeIfAbsent(model, this::lookForIndex);
  }

  private Mono<Boolean> lookForIndex(Model model) {
    return database
        .sql(
            """
            select count(*) from pg_class c join pg_index i on i.indexrelid = c.oid
            where c.relname = :name and i.indisvalid
            """)
        .bind("name", indexName(model))
        .map(row -> row.get(0, Long.class))
        .one()
        .map(count -> count > 0)
        .cache(there -> LOOK_AGAIN, failure -> Duration.ZERO, () -> Duration.ZERO);
  }

  @Override
  public Mono<List<Near>> nearest(Question question, int k, @Nullable List<Long> documents) {
    return indexed(question.model())
        .flatMap(
            there -> {
              if (!there) {
                return exact(question, k, documents);
              }
              return documents == null
                  ? approximate(question, k, null)
                  : size(question.model(), documents)
                      .flatMap(
                          passages ->
                              passages <= exactUpTo
                                  ? exact(question, k, documents)
                                  : approximate(question, k, documents));
            });
  }

  @Override
  public Mono<List<Near>> nearness(Question question, List<Long> passages) {
    return table.nearness(question, passages);
  }

  private Mono<Long> size(Model model, List<Long> documents) {
    return database
        .sql(
            """
            select count(*) from (
              select from passage_embedding
              where model_id = :model and document_id = any(:documents::bigint[])
              limit :most) as part
            """)
        .bind("model", model.id())
        .bind("documents", documents.toArray(Long[]::new))
        .bind("most", exactUpTo + 1)
        .map(row -> row.get(0, Long.class))
        .one();
  }

  /**
   * The scope is read first, so that no index on the vectors can be taken for it, and without its
   * vectors, so that it stays in memory.
   */
  private Mono<List<Near>> exact(Question question, int k, @Nullable List<Long> documents) {
    String sql =
        """
        with scope as materialized (
          select passage_id, embedding <=> (select cast(:centred as text)::vector) as distance
          from passage_embedding
          where model_id = %1$d %2$s
        ),
        best as (
          select passage_id, distance from scope order by distance, passage_id limit :k
        )
        select passage_id, 1 - distance as centred,
          1 - (embedding <=> (select cast(:asked as text)::vector)) as cosine
        from best join passage_embedding using (passage_id)
        where model_id = %1$d
        order by distance, passage_id
        """
            .formatted(question.model().id(), inScope(documents));
    return run(sql, question, k, documents);
  }

  private Mono<List<Near>> approximate(Question question, int k, @Nullable List<Long> documents) {
    int dimension = question.model().dimension();
    String sql =
        """
        with best as materialized (
          select passage_id, embedding
          from passage_embedding
          where model_id = %1$d %2$s
          order by %3$s <=> (
            select case when %5$s then cast(:centred as text)::halfvec(%4$d) end)
          limit :k
        )
        select passage_id, 1 - (embedding <=> (select cast(:centred as text)::vector)) as centred,
          1 - (embedding <=> (select cast(:asked as text)::vector)) as cosine
        from best
        order by centred desc, passage_id
        """
            .formatted(
                question.model().id(),
                inScope(documents),
                indexedColumn(question.model()),
                dimension,
                settings(k, documents != null));
    return run(sql, question, k, documents);
  }

  private static String inScope(@Nullable List<Long> documents) {
    return documents == null ? "" : "and document_id = any(:documents::bigint[])";
  }

  /**
   * Settings for this statement alone, true once they are made. The index is searched for a vector
   * that depends on them, so they are made before; a transaction around would cost three more ways
   * to the server and back.
   */
  private static String settings(int k, boolean scoped) {
    String width =
        "set_config('hnsw.ef_search', '%d', true) is not null"
            .formatted(Math.min(1000, Math.max(LEAST_EF, k)));
    return scoped
        ? width + " and set_config('hnsw.iterative_scan', 'relaxed_order', true) is not null"
        : width;
  }

  private Mono<List<Near>> run(
      String sql, Question question, int k, @Nullable List<Long> documents) {
    double length = question.centredLength();
    var statement =
        database
            .sql(sql)
            .bind("centred", literal(question.centred()))
            .bind("asked", literal(question.asked()))
            .bind("k", k);
    if (documents != null) {
      statement = statement.bind("documents", documents.toArray(Long[]::new));
    }
    return statement.map(row -> VectorTable.near(row, length)).all().collectList();
  }

  private static String literal(float[] vector) {
    return Question.literal(vector).replace('{', '[').replace('}', ']');
  }
}
