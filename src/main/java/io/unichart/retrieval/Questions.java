package io.unichart.retrieval;

import io.unichart.language.Inference;
import io.unichart.retrieval.EmbeddingModels.Model;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Turns what was asked into a vector to search with. */
final class Questions {

  /** Fewer passages have no mean worth the name. */
  private static final int FEWEST = 50;

  private static final int SAMPLE = 5_000;
  private static final Duration FRESH = Duration.ofSeconds(60);

  private final EmbeddingModels models;
  private final Inference inference;
  private final double centring;
  private final Mono<float[]> mean;

  private Questions(
      EmbeddingModels models, Inference inference, double centring, Mono<float[]> mean) {
    this.models = models;
    this.inference = inference;
    this.centring = centring;
    this.mean = mean.cache(found -> FRESH, failure -> Duration.ZERO, () -> Duration.ZERO);
  }

  /** With a mean that the database computes from a part of the vectors. */
  static Questions withPgvector(
      EmbeddingModels models, Inference inference, double centring, DatabaseClient database) {
    Mono<float[]> mean =
        database
            .sql(
                """
                select avg(embedding)::real[] as mean, count(*) as n
                from (select embedding from passage_embedding where model_id = :model limit :most) as part
                """)
            .bind("model", models.own().id())
            .bind("most", SAMPLE)
            .map(
                row -> {
                  Float[] numbers = row.get("mean", Float[].class);
                  Long n = row.get("n", Long.class);
                  return numbers == null || n == null || n < FEWEST
                      ? new float[0]
                      : unboxed(numbers);
                })
            .one();
    return new Questions(models, inference, centring, mean);
  }

  /** With the mean of the vectors in memory. */
  static Questions withSnapshot(
      EmbeddingModels models, Inference inference, double centring, SnapshotLeg snapshot) {
    Mono<float[]> mean =
        Mono.fromCallable(() -> snapshot.mean(FEWEST)).subscribeOn(Schedulers.boundedElastic());
    return new Questions(models, inference, centring, mean);
  }

  /** The vector of a question. */
  Mono<Question> of(String text) {
    Model model = models.own();
    Mono<float[]> asked =
        Mono.fromCallable(() -> models.embedder().query(text)).subscribeOn(inference.scheduler());
    return Mono.zip(asked, mean, (vector, m) -> Question.of(model, vector, m, centring));
  }

  private static float[] unboxed(Float[] numbers) {
    float[] vector = new float[numbers.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = numbers[i];
    }
    return vector;
  }
}
