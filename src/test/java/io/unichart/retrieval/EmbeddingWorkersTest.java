package io.unichart.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.documents.Documents;
import io.unichart.documents.Draft;
import io.unichart.language.Embedder;
import io.unichart.platform.PlatformProperties;
import io.unichart.platform.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

/** Workers with a model of their own beside those of the running service. */
@ServiceTest
class EmbeddingWorkersTest {

  @Autowired Documents documents;
  @Autowired DataSource dataSource;
  @Autowired EmbeddingModels serviceModels;

  private final Counting embedder = new Counting("test-" + UUID.randomUUID());
  private JdbcTemplate jdbc;
  private EmbeddingModels models;
  private EmbeddingQueue queue;
  private final List<EmbeddingWorkers> started = new ArrayList<>();

  @BeforeEach
  void aModelOfItsOwn() {
    jdbc = new JdbcTemplate(dataSource);
    models = new EmbeddingModels(embedder, name -> Optional.empty(), dataSource);
    jdbc.update("delete from embedding_queue where model_id = ?", models.own().id());
    queue = new EmbeddingQueue(dataSource);
  }

  @AfterEach
  void theServiceIsAsItWas() {
    started.forEach(EmbeddingWorkers::stop);
    jdbc.update("delete from embedding_model where id = ?", models.own().id());
    jdbc.update(
        "update embedding_model set serving = true, retired_at = null where id = ?",
        serviceModels.own().id());
  }

  @Test
  void manyWorkersEmbedEveryPassageExactlyOnce() {
    for (int i = 0; i < 60; i++) {
      add("Sentence %d of document " + i + ". ", 1 + i % 5 * 400);
    }
    for (int process = 0; process < 3; process++) {
      start(2);
    }

    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 0);

    assertThat(Set.copyOf(embedder.seen).size()).isEqualTo(embedder.seen.size());
    assertThat(embedder.seen.size()).isEqualTo(vectors()).isPositive();
    assertThat(missing()).isZero();
  }

  @Test
  void whatAKilledWorkerHadInHandIsDoneByAnotherWhenItsTimeIsUp() {
    Duration lease = Duration.ofMillis(1_500);
    long document = add("Half done when the lights went out. ", 200);
    AtomicReference<Instant> takenUp = new AtomicReference<>();
    embedder.meanwhile = text -> takenUp.compareAndSet(null, Instant.now());
    Instant claimed = Instant.now();
    queue.claim(models.own(), UUID.randomUUID(), lease);
    start(1);

    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 0);

    assertThat(takenUp.get()).isAfterOrEqualTo(claimed.plus(lease));
    assertThat(
            jdbc.queryForObject(
                "select count(*) from passage_embedding where model_id = ? and document_id = ?",
                Integer.class,
                models.own().id(),
                document))
        .isPositive();
  }

  @Test
  void aLargeDocumentIsTakenUpWhereItWasLeft() {
    add("One of very many passages of a large document, all of them different: %d. ", 12_000);
    UUID killed = UUID.randomUUID();
    EmbeddingQueue.Slice first = queue.claim(models.own(), killed, Duration.ofSeconds(60));
    queue.finish(models.own(), killed, first, embedder.passages(texts(first)));
    assertThat(first.passages().size()).isEqualTo(EmbeddingQueue.SLICE);
    assertThat(waiting()).isEqualTo(1);
    start(1);

    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 0);

    assertThat(missing()).isZero();
    assertThat(embedder.seen.size()).isEqualTo(vectors());
  }

  @Test
  void aDocumentThatCannotBeEmbeddedIsCountedAndHoldsUpNoOther() {
    embedder.refuse = "unspeakable";
    long bad = add("An unspeakable text. ", 20);
    long good = add("A text like any other. ", 20);
    start(1);

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                jdbc.queryForObject(
                        "select count(*) from embedding_queue where model_id = ? and failed",
                        Integer.class,
                        models.own().id())
                    == 1);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 0);

    assertThat(
            jdbc.queryForList(
                "select distinct document_id from passage_embedding where model_id = ?",
                Long.class,
                models.own().id()))
        .containsExactly(good)
        .doesNotContain(bad);
  }

  @Test
  void aTextThatChangesWhileItIsEmbeddedGetsTheVectorsOfTheNewTextOnly() {
    long document = add("The former text. ", 50);
    embedder.meanwhile =
        text -> {
          embedder.meanwhile = nothing -> {};
          documents
              .change(document, null, "The new text, written while the former was embedded.")
              .block();
        };
    start(1);

    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 0);

    assertThat(missing()).isZero();
    assertThat(
            jdbc.queryForList(
                """
                select p.text from passage_embedding e join passage p on p.id = e.passage_id
                where e.model_id = ? and e.document_id = ?
                """,
                String.class,
                models.own().id(),
                document))
        .isNotEmpty()
        .noneMatch(text -> text.contains("former text."));
  }

  @Test
  void aNewModelServesWhenEverythingIsEmbeddedWithIt() {
    add("Was here before the new model. ", 20);
    assertThat(serving()).isEqualTo(serviceModels.own().id());
    start(1);

    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> serving() == models.own().id());

    assertThat(missing()).isZero();
    assertThat(models.serving().model()).isEqualTo(models.own());
  }

  private long add(String sentence, int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < words * 6 || i == 0; i++) {
      text.append(sentence.formatted(i));
    }
    return documents
        .add(Draft.of("Worker test " + UUID.randomUUID(), text.toString()))
        .block()
        .id();
  }

  private void start(int threads) {
    RetrievalProperties settings =
        new RetrievalProperties(
            5000, .1, .1, 0, threads, 2, Duration.ofMillis(1), Duration.ofSeconds(60));
    EmbeddingWorkers workers =
        new EmbeddingWorkers(
            queue,
            models,
            settings,
            new PlatformProperties(false, "t", "0", DataSize.ofMegabytes(1), List.of()));
    started.add(workers);
    workers.start();
  }

  private static List<String> texts(EmbeddingQueue.Slice slice) {
    return slice.passages().stream().map(EmbeddingQueue.Waiting::text).toList();
  }

  private int waiting() {
    return count("select count(*) from embedding_queue where model_id = ? and not failed");
  }

  private int vectors() {
    return count("select count(*) from passage_embedding where model_id = ?");
  }

  private int serving() {
    return jdbc.queryForObject("select id from embedding_model where serving", Integer.class);
  }

  /** Passages of documents with a vector of this model that lack one themselves. */
  private int missing() {
    return count(
        """
        select count(*) from passage p
        where p.document_id in (select document_id from passage_embedding where model_id = ?)
          and not exists (
            select from passage_embedding e where e.passage_id = p.id and e.model_id = %d)
        """
            .formatted(models.own().id()));
  }

  private int count(String sql) {
    return jdbc.queryForObject(sql, Integer.class, models.own().id());
  }

  /** Remembers what it was asked to embed. */
  private static final class Counting implements Embedder {
    private final String name;
    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private volatile String refuse = "\0";
    private volatile Consumer<String> meanwhile = text -> {};

    private Counting(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int dimension() {
      return 3;
    }

    @Override
    public float[] query(String text) {
      return new float[] {1, 0, 0};
    }

    @Override
    public List<float[]> passages(List<String> texts) {
      List<float[]> vectors = new ArrayList<>();
      for (String text : texts) {
        if (text.contains(refuse)) {
          throw new IllegalStateException("refused");
        }
        meanwhile.accept(text);
        seen.add(text);
        vectors.add(new float[] {0.6f, 0.8f, 0});
      }
      return vectors;
    }
  }
}
