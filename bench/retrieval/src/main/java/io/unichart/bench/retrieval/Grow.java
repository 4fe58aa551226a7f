package io.unichart.bench.retrieval;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/**
 * Grows a library to a number of passages without embedding them: each new passage is half of one
 * real passage and half of another, its vector the middle between theirs. For latency, not for
 * quality. Needs pgvector and a library that {@link Quality} has filled.
 *
 * <p>Usage: {@code Grow JDBC_URL PASSAGES}
 */
public final class Grow {

  private static final int STEP = 20_000;

  public static void main(String[] args) throws Exception {
    long wanted = Long.parseLong(args[1]);
    try (Connection connection = DriverManager.getConnection(args[0]);
        Statement statement = connection.createStatement()) {
      statement.execute("select setseed(0.5)");
      statement.execute(
          """
          create temporary table origin as
          select row_number() over (order by p.id) as n, p.id, p.text, e.embedding, e.model_id
          from passage p join passage_embedding e on e.passage_id = p.id
          """);
      statement.execute("create index on origin (n)");
      long real = number(statement, "select count(*) from origin");
      for (long there = number(statement, "select count(*) from passage"); there < wanted; ) {
        long step = Math.min(STEP, wanted - there);
        grow(statement, step, real);
        there += step;
        System.out.println(there + " passages");
      }
      statement.execute("select fold_word_counts()");
      statement.execute("vacuum (analyze) passage, passage_words, passage_embedding");
    }
  }

  private static void grow(Statement statement, long step, long real) throws Exception {
    statement.execute(
        """
        create temporary table fresh as
        select nextval(pg_get_serial_sequence('document', 'id')) as document_id,
          nextval(pg_get_serial_sequence('passage', 'id')) as passage_id,
          1 + floor(random() * %1$d)::bigint as one, 1 + floor(random() * %1$d)::bigint as other
        from generate_series(1, %2$d)
        """
            .formatted(real, step));
    statement.execute(
        """
        insert into document (id, title, content, created_at, updated_at) overriding system value
        select document_id, 'made up', 'made up', now(), now() from fresh
        """);
    statement.execute(
        """
        insert into passage (id, document_id, index, text, context, start_offset, end_offset, header)
          overriding system value
        select f.passage_id, f.document_id, 0, left(a.text, 400) || ' ' || right(b.text, 400), '', 0, 1, false
        from fresh f join origin a on a.n = f.one join origin b on b.n = f.other
        """);
    statement.execute(
        """
        insert into passage_words (passage_id, document_id, words, length)
        select p.id, p.document_id, w, word_count(w)
        from fresh f join passage p on p.id = f.passage_id, word_vector(p.text) as w
        """);
    statement.execute(
        """
        insert into passage_embedding (model_id, passage_id, document_id, embedding)
        select a.model_id, f.passage_id, f.document_id, l2_normalize(a.embedding + b.embedding)
        from fresh f join origin a on a.n = f.one join origin b on b.n = f.other
        """);
    statement.execute("drop table fresh");
  }

  private static long number(Statement statement, String sql) throws Exception {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Grow() {}
}
