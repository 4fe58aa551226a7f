package io.unichart.retrieval;

import io.unichart.retrieval.EmbeddingModels.Model;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The HNSW index of a model: built, without locking anybody out, when there are too many vectors to
 * compare them all. It is partial and over a cast, so that each model and dimension has its own.
 *
 * <p>More neighbours than usual (24 for 16) take half as long again to build and let a search look
 * at less than half as many vectors for the same recall: at 20,000 passages .98 of the ten nearest
 * with 80 candidates, where 16 neighbours need 200.
 */
final class VectorIndex {

  private static final Logger log = LoggerFactory.getLogger(VectorIndex.class);

  private final JdbcTemplate jdbc;
  private final int exactUpTo;
  private final boolean pgvector;

  VectorIndex(DataSource dataSource, int exactUpTo) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.exactUpTo = exactUpTo;
    this.pgvector = pgvector(dataSource);
  }

  /** Whether the server has real vectors, rather than their stand-in. */
  static boolean pgvector(DataSource dataSource) {
    return Boolean.TRUE.equals(
        new JdbcTemplate(dataSource)
            .queryForObject(
                "select exists (select from pg_extension where extname = 'vector')",
                Boolean.class));
  }

  /** Builds the index if it is due and missing. One process at a time calls this. */
  void buildIfDue(Model model) {
    if (!pgvector || vectors(model) <= exactUpTo) {
      return;
    }
    String name = PgvectorLeg.indexName(model);
    List<Boolean> valid =
        jdbc.queryForList(
            """
            select i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid
            where c.relname = ?
            """,
            Boolean.class,
            name);
    if (valid.contains(true)) {
      return;
    }
    long start = System.nanoTime();
    if (!valid.isEmpty()) {
      jdbc.execute("drop index concurrently if exists " + name);
    }
    try {
      build(name, model, "");
    } catch (DataAccessException e) {
      if (!sharedMemoryIsShort(e)) {
        throw e;
      }
      log.info("The database has too little shared memory for a parallel build; building alone");
      jdbc.execute("drop index concurrently if exists " + name);
      build(name, model, "set max_parallel_maintenance_workers = 0");
    }
    log.info(
        "Built the index of the vectors of {} in {}",
        model.name(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private void build(String name, Model model, String setting) {
    jdbc.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              try (Statement statement = connection.createStatement()) {
                if (!setting.isEmpty()) {
                  statement.execute(setting);
                }
                try {
                  return statement.execute(
                      """
                      create index concurrently %s on passage_embedding
                      using hnsw (%s halfvec_cosine_ops) with (m = 24, ef_construction = 100)
                      where model_id = %d
                      """
                          .formatted(name, PgvectorLeg.indexedColumn(model), model.id()));
                } finally {
                  statement.execute("reset max_parallel_maintenance_workers");
                }
              }
            });
  }

  /**
   * Whether the graph did not fit into the server's shared memory, which a parallel build takes in
   * the size of {@code maintenance_work_mem}; containers often have 64 MB. PostgreSQL calls it a
   * full disk, which it also may be: then building alone fails as well.
   */
  private static boolean sharedMemoryIsShort(DataAccessException failure) {
    return failure.getMostSpecificCause() instanceof SQLException e
        && "53100".equals(e.getSQLState());
  }

  private long vectors(Model model) {
    Long count =
        jdbc.queryForObject(
            """
            select count(*) from (
              select from passage_embedding where model_id = ? limit ?) as part
            """,
            Long.class,
            model.id(),
            exactUpTo + 1L);
    return count == null ? 0 : count;
  }
}
