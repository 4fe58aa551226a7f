package io.unichart.retrieval;

import io.unichart.language.Embedder;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The models whose vectors are kept. This process embeds with the one it is configured for. When
 * that is not the one that serves, every document is queued for it, and it takes over as soon as
 * nothing is left to embed; until then the other goes on serving wherever a process still runs it.
 */
@Component
@DependsOnDatabaseInitialization
class EmbeddingModels {

  private static final Logger log = LoggerFactory.getLogger(EmbeddingModels.class);

  private final Embedder embedder;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Model own;
  private volatile boolean serving;

  /** A model as the database knows it. */
  record Model(int id, String name, int dimension) {}

  EmbeddingModels(Embedder embedder, DataSource dataSource) {
    this.embedder = embedder;
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.own = register();
  }

  /** The model of this process. */
  Model own() {
    return own;
  }

  /** Computes the vectors of {@link #own()}; blocks. */
  Embedder embedder() {
    return embedder;
  }

  private Model register() {
    return transaction.execute(
        status -> {
          jdbc.execute("lock table embedding_model in share row exclusive mode");
          List<Integer> known =
              jdbc.queryForList(
                  "select id from embedding_model where name = ? and dimension = ?",
                  Integer.class,
                  embedder.name(),
                  embedder.dimension());
          int id = known.isEmpty() ? insert() : known.get(0);
          jdbc.update(
              """
              update embedding_model set serving = true
              where id = ? and not exists (select from embedding_model where serving)
              """,
              id);
          serving =
              Boolean.TRUE.equals(
                  jdbc.queryForObject(
                      "select serving from embedding_model where id = ?", Boolean.class, id));
          if (!serving) {
            queueWhatOthersEmbedded(id);
          }
          return new Model(id, embedder.name(), embedder.dimension());
        });
  }

  private int insert() {
    jdbc.update("delete from embedding_model where name = ?", embedder.name());
    Integer id =
        jdbc.queryForObject(
            "insert into embedding_model (name, dimension) values (?, ?) returning id",
            Integer.class,
            embedder.name(),
            embedder.dimension());
    return id == null ? 0 : id;
  }

  private void queueWhatOthersEmbedded(int id) {
    int queued =
        jdbc.update(
            """
            insert into embedding_queue (document_id, model_id, queued_at, due_at)
            select distinct p.document_id, ?, now(), now()
            from passage p
            where not exists (
                select from passage_embedding mine where mine.model_id = ? and mine.passage_id = p.id)
              and (exists (select from passage_embedding other where other.passage_id = p.id)
                or exists (select from embedding_queue other where other.document_id = p.document_id))
            on conflict do nothing
            """,
            id,
            id);
    log.info("Embedding model {} is new here: {} documents are queued for it", id, queued);
  }

  /** Lets the model of this process serve when nothing is left to embed with it. */
  void takeOverWhenComplete() {
    if (serving) {
      return;
    }
    Boolean waiting =
        jdbc.queryForObject(
            "select exists (select from embedding_queue where model_id = ? and not failed)",
            Boolean.class,
            own.id());
    if (Boolean.FALSE.equals(waiting)) {
      transaction.executeWithoutResult(
          status -> {
            jdbc.update("update embedding_model set serving = false where serving");
            jdbc.update("update embedding_model set serving = true where id = ?", own.id());
          });
      serving = true;
      log.info("Embedding model {} serves now", own.name());
    }
  }
}
