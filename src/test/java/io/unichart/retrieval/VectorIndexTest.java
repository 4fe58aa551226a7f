package io.unichart.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.unichart.documents.Documents;
import io.unichart.documents.Draft;
import io.unichart.platform.ServiceTest;
import io.unichart.retrieval.DenseLeg.Near;
import io.unichart.retrieval.EmbeddingModels.Model;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.r2dbc.core.DatabaseClient;

/** Both ways of the dense leg with pgvector; skipped on a server that has none. */
@ServiceTest
class VectorIndexTest {

  private static final int DIMENSION = 16;
  private static final int PASSAGES = 2_000;

  @Autowired Documents documents;
  @Autowired DataSource dataSource;
  @Autowired DatabaseClient database;

  private final Random random = new Random(31);
  private JdbcTemplate jdbc;
  private Model model;
  private final List<Long> added = new ArrayList<>();

  @BeforeEach
  void manyVectorsOfAModelOfItsOwn() {
    assumeTrue(
        VectorIndex.pgvector(dataSource),
        "no pgvector on this server: the index of vectors is not tested here");
    jdbc = new JdbcTemplate(dataSource);
    Integer id =
        jdbc.queryForObject(
            "insert into embedding_model (name, dimension) values (?, ?) returning id",
            Integer.class,
            "index-test-" + UUID.randomUUID(),
            DIMENSION);
    model = new Model(id, "index-test", DIMENSION);
    for (int i = 0; i < 4; i++) {
      added.add(
          documents
              .add(new Draft("Index test", "A text of no matter.", List.of(), null, null, false))
              .block()
              .id());
    }
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < PASSAGES; i++) {
      rows.add(new Object[] {added.get(i < 40 ? 0 : 1 + i % 3), 10 + i});
    }
    jdbc.batchUpdate(
        """
        insert into passage (document_id, index, text, context, start_offset, end_offset, header)
        values (?, ?, 'x', '', 0, 1, false)
        """,
        rows);
    List<Object[]> vectors = new ArrayList<>();
    jdbc.query(
        "select id, document_id from passage where document_id = any(?) and index >= 10",
        row -> {
          vectors.add(new Object[] {model.id(), row.getLong(1), row.getLong(2), vector()});
        },
        (Object) added.toArray(Long[]::new));
    jdbc.batchUpdate(
        """
        insert into passage_embedding (model_id, passage_id, document_id, embedding)
        values (?, ?, ?, (?::real[])::vector)
        """,
        vectors);
  }

  @AfterEach
  void theModelGoes() {
    if (model != null) {
      jdbc.execute("drop index if exists " + PgvectorLeg.indexName(model));
      jdbc.update("delete from embedding_model where id = ?", model.id());
      added.forEach(id -> documents.remove(id).block());
    }
  }

  @Test
  void theIndexFindsNearlyAllThatAnExactComparisonFinds() {
    PgvectorLeg leg = new PgvectorLeg(database, 100);
    List<Question> questions = new ArrayList<>();
    List<List<Near>> exact = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      questions.add(Question.of(model, vector(), new float[0], 0));
      exact.add(leg.nearest(questions.get(i), 10, null).block());
    }
    new VectorIndex(dataSource, 100).buildIfDue(model);
    PgvectorLeg indexed = new PgvectorLeg(database, 100);

    int same = 0;
    for (int i = 0; i < 20; i++) {
      List<Near> found = indexed.nearest(questions.get(i), 10, null).block();
      assertThat(found).isSortedAccordingTo((a, b) -> Double.compare(b.rankedBy(), a.rankedBy()));
      List<Long> ids = found.stream().map(Near::passageId).toList();
      same += (int) exact.get(i).stream().filter(n -> ids.contains(n.passageId())).count();
    }

    assertThat(same)
        .as("of 200 nearest passages, found with the index")
        .isGreaterThanOrEqualTo(196);
  }

  @Test
  void aScopeIsSearchedToItsEndWithTheIndexToo() {
    new VectorIndex(dataSource, 10).buildIfDue(model);
    PgvectorLeg leg = new PgvectorLeg(database, 10);
    Question question = Question.of(model, vector(), new float[0], 0);

    List<Near> found = leg.nearest(question, 30, List.of(added.get(0))).block();

    assertThat(found).hasSize(30);
    List<Long> scope =
        jdbc.queryForList("select id from passage where document_id = ?", Long.class, added.get(0));
    assertThat(found).allMatch(near -> scope.contains(near.passageId()));
  }

  @Test
  void theIndexIsBuiltOnceAndOnlyWhenThereAreManyVectors() {
    new VectorIndex(dataSource, PASSAGES).buildIfDue(model);
    assertThat(indexes()).isZero();

    new VectorIndex(dataSource, 10).buildIfDue(model);
    new VectorIndex(dataSource, 10).buildIfDue(model);
    assertThat(indexes()).isEqualTo(1);
  }

  @Test
  void theIndexIsBuiltAloneWhereSharedMemoryIsTooSmallForHelpers() throws Exception {
    jdbc.execute("alter table passage_embedding set (parallel_workers = 2)");
    try (Connection connection = dataSource.getConnection()) {
      SingleConnectionDataSource greedy = new SingleConnectionDataSource(connection, true);
      new JdbcTemplate(greedy).execute("set maintenance_work_mem = '2000GB'");

      new VectorIndex(greedy, 10).buildIfDue(model);

      new JdbcTemplate(greedy).execute("reset maintenance_work_mem");
    } finally {
      jdbc.execute("alter table passage_embedding reset (parallel_workers)");
    }
    assertThat(indexes()).isEqualTo(1);
    assertThat(
            jdbc.queryForObject(
                "select i.indisvalid from pg_index i where i.indexrelid = ?::regclass",
                Boolean.class,
                PgvectorLeg.indexName(model)))
        .isTrue();
  }

  private int indexes() {
    return jdbc.queryForObject(
        "select count(*) from pg_class where relname = ?",
        Integer.class,
        PgvectorLeg.indexName(model));
  }

  private float[] vector() {
    float[] vector = new float[DIMENSION];
    double square = 0;
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
      square += vector[i] * vector[i];
    }
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] /= (float) Math.sqrt(square);
    }
    return vector;
  }
}
