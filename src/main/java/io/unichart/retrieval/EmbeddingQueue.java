package io.unichart.retrieval;

import io.unichart.platform.database.ShortStatements;
import io.unichart.retrieval.EmbeddingModels.Model;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Documents that wait to be embedded, as rows that any number of processes share.
 *
 * <p>A claim is a short transaction, the embedding itself happens outside of any, and the vectors
 * are written in a second short one. That one first locks the documents against change, in order,
 * leaving out those that are being changed at the moment: so a writer never waits for a worker, the
 * two cannot deadlock, and no vector is written for a passage that is going.
 */
@Component
@DependsOnDatabaseInitialization
class EmbeddingQueue {

  /** The most passages that are embedded between two writes. */
  static final int SLICE = 64;

  private static final int DOCUMENTS = 32;

  /** Writing a slice takes the longest: 64 vectors, and their places in the index. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  EmbeddingQueue(DataSource dataSource) {
    DataSource brief = new ShortStatements(dataSource, SILENCE);
    this.jdbc = new JdbcTemplate(brief);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(brief));
  }

  /** A passage without its vector, and the text to embed. */
  record Waiting(long passageId, long documentId, String text) {}

  /** Some passages of claimed documents; {@code complete} are those that have no more of them. */
  record Slice(List<Long> documents, List<Waiting> passages, List<Long> complete) {}

  /** Claims documents that are due, and gives the next passages of them; empty when none is due. */
  Slice claim(Model model, UUID worker, Duration lease) {
    List<Long> documents =
        jdbc.queryForList(
            """
            update embedding_queue q
            set claimed_by = ?, claimed_until = now() + ? * interval '1 millisecond'
            from (
              select document_id
              from embedding_queue
              where model_id = ? and not failed and due_at <= now()
                and (claimed_by is null or claimed_until < now())
              order by due_at, document_id
              limit ?
              for update skip locked) as next
            where q.model_id = ? and q.document_id = next.document_id
            returning q.document_id
            """,
            Long.class,
            worker,
            lease.toMillis(),
            model.id(),
            DOCUMENTS,
            model.id());
    return documents.isEmpty()
        ? new Slice(List.of(), List.of(), List.of())
        : slice(model, worker, documents);
  }

  private Slice slice(Model model, UUID worker, List<Long> claimed) {
    List<Waiting> waiting =
        jdbc.query(
            """
            select p.id, p.document_id, p.context, p.text
            from passage p
            where p.document_id = any(?)
              and not exists (
                select from passage_embedding e where e.model_id = ? and e.passage_id = p.id)
            order by p.document_id, p.id
            limit ?
            """,
            (row, n) ->
                new Waiting(
                    row.getLong(1),
                    row.getLong(2),
                    row.getString(3).isBlank()
                        ? row.getString(4)
                        : row.getString(3) + "\n" + row.getString(4)),
            claimed.toArray(Long[]::new),
            model.id(),
            SLICE + 1);
    if (waiting.size() <= SLICE) {
      return new Slice(claimed, waiting, claimed);
    }
    long cutOff = waiting.get(SLICE).documentId();
    List<Long> now = claimed.stream().filter(id -> id <= cutOff).toList();
    release(model, worker, claimed.stream().filter(id -> id > cutOff).toList());
    return new Slice(
        now, waiting.subList(0, SLICE), now.stream().filter(id -> id < cutOff).toList());
  }

  /** Writes the vectors of a slice and takes its complete documents off the queue. */
  int finish(Model model, UUID worker, Slice slice, List<float[]> vectors) {
    Integer written =
        transaction.execute(
            status -> {
              List<Long> present =
                  jdbc.queryForList(
                      """
                      select id from document where id = any(?) order by id for share skip locked
                      """,
                      Long.class,
                      (Object) slice.documents().toArray(Long[]::new));
              int rows = write(model, slice.passages(), vectors, present);
              jdbc.update(
                  """
                  delete from embedding_queue
                  where model_id = ? and claimed_by = ? and document_id = any(?)
                  """,
                  model.id(),
                  worker,
                  slice.complete().stream().filter(present::contains).toArray(Long[]::new));
              return rows;
            });
    release(model, worker, slice.documents());
    return written == null ? 0 : written;
  }

  private int write(
      Model model, List<Waiting> passages, List<float[]> vectors, List<Long> present) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < passages.size(); i++) {
      if (present.contains(passages.get(i).documentId())) {
        rows.add(i);
      }
    }
    if (rows.isEmpty()) {
      return 0;
    }
    Integer written =
        jdbc.execute(
            (ConnectionCallback<Integer>)
                connection -> {
                  int sum = 0;
                  try (PreparedStatement insert =
                      connection.prepareStatement(
                          """
                          insert into passage_embedding (model_id, passage_id, document_id, embedding)
                          select ?, id, document_id, (?::real[])::vector from passage where id = ?
                          on conflict (model_id, passage_id) do nothing
                          """)) {
                    for (int row : rows) {
                      insert.setInt(1, model.id());
                      insert.setObject(2, vectors.get(row));
                      insert.setLong(3, passages.get(row).passageId());
                      insert.addBatch();
                    }
                    for (int count : insert.executeBatch()) {
                      sum += Math.max(count, 0);
                    }
                  }
                  return sum;
                });
    return written == null ? 0 : written;
  }

  /** Gives claimed documents back, to be claimed again at once. */
  void release(Model model, UUID worker, List<Long> documents) {
    if (!documents.isEmpty()) {
      jdbc.update(
          """
          update embedding_queue set claimed_by = null
          where model_id = ? and claimed_by = ? and document_id = any(?)
          """,
          model.id(),
          worker,
          documents.toArray(Long[]::new));
    }
  }

  /** Puts a document off after a failed attempt, or gives it up after the last. */
  void failed(Model model, UUID worker, long document, Duration backOff, int attempts) {
    jdbc.update(
        """
        update embedding_queue
        set attempts = attempts + 1, failed = attempts + 1 >= ?, claimed_by = null,
          due_at = now() + ? * power(2, least(attempts, 16)) * interval '1 millisecond'
        where model_id = ? and claimed_by = ? and document_id = ?
        """,
        attempts,
        backOff.toMillis(),
        model.id(),
        worker,
        document);
  }

  /** Frees what any worker holds: right when no other process can be alive. */
  void releaseAll() {
    jdbc.update("update embedding_queue set claimed_by = null where claimed_by is not null");
  }
}
