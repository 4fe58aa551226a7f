package io.unichart.retrieval;

import io.unichart.language.Embedder;
import io.unichart.language.Embedders;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The models whose vectors are kept. This process embeds with the one it is configured for. When
 * that is not the one that serves, every document is queued for it, and it takes over as soon as
 * nothing is left to embed; until then questions go to the vectors of the other, which also gets
 * those of new documents, so that nobody notices the change. The vectors of a model that was
 * replaced go an hour later, when the last process that asks for them has been replaced, too.
 */
@Component
@DependsOnDatabaseInitialization
class EmbeddingModels {

  private static final Logger log = LoggerFactory.getLogger(EmbeddingModels.class);

  private final Embedder embedder;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Function<String, Optional<Embedder>> others;
  private final Running own;
  private volatile Running serving;
  private volatile boolean ownHasTakenOver;

  /** A model as the database knows it. */
  record Model(int id, String name, int dimension) {}

  /** A model, and what computes its vectors in this process. */
  record Running(Model model, Embedder embedder) {}

  @Autowired
  EmbeddingModels(Embedder embedder, Embedders others, DataSource dataSource) {
    this(embedder, others::named, dataSource);
  }

  EmbeddingModels(
      Embedder embedder, Function<String, Optional<Embedder>> others, DataSource dataSource) {
    this.embedder = embedder;
    this.others = others;
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.own = new Running(register(), embedder);
    this.ownHasTakenOver = ownServes();
    this.serving = ownHasTakenOver ? own : served().orElse(own);
  }

  /** The model that this process is configured for. */
  Model own() {
    return own.model();
  }

  /** The model whose vectors answer questions now. */
  Running serving() {
    return serving;
  }

  /** The models that this process embeds documents with, the one it is configured for first. */
  List<Running> embedding() {
    Running now = serving;
    return now == own ? List.of(own) : List.of(own, now);
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
          jdbc.update("update embedding_model set retired_at = null where id = ?", id);
          if (!isServing(id)) {
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

  private boolean isServing(int id) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject("select serving from embedding_model where id = ?", Boolean.class, id));
  }

  private boolean ownServes() {
    return isServing(own.model().id());
  }

  /** The model that serves in the database, if this process can run it. */
  private Optional<Running> served() {
    return jdbc
        .query(
            "select id, name, dimension from embedding_model where serving",
            (row, n) -> new Model(row.getInt(1), row.getString(2), row.getInt(3)))
        .stream()
        .flatMap(
            model ->
                others.apply(model.name()).stream()
                    .filter(found -> found.dimension() == model.dimension())
                    .map(found -> new Running(model, found)))
        .findFirst();
  }

  /** Lets the model of this process serve when nothing is left to embed with it. */
  void takeOverWhenComplete() {
    if (serving == own && ownHasTakenOver) {
      return;
    }
    int id = own.model().id();
    Boolean waiting =
        jdbc.queryForObject(
            "select exists (select from embedding_queue where model_id = ? and not failed)",
            Boolean.class,
            id);
    if (Boolean.FALSE.equals(waiting)) {
      transaction.executeWithoutResult(
          status -> {
            jdbc.update(
                """
                update embedding_model set serving = false, retired_at = now()
                where serving and id <> ?
                """,
                id);
            jdbc.update("update embedding_model set serving = true where id = ?", id);
          });
      serving = own;
      ownHasTakenOver = true;
      log.info("Embedding model {} serves now", own.model().name());
    }
  }

  /** Deletes the vectors of models that were replaced long enough ago. */
  void forgetRetired() {
    jdbc.update(
        """
        delete from embedding_model
        where not serving and retired_at < now() - interval '1 hour' and id <> ?
        """,
        own.model().id());
  }
}
