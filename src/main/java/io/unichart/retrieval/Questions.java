package io.unichart.retrieval;

import io.unichart.language.Inference;
import io.unichart.language.ModelFailure;
import io.unichart.retrieval.EmbeddingModels.Model;
import io.unichart.retrieval.EmbeddingModels.Running;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
  private final Function<Model, Mono<float[]>> meanOf;
  private final Map<Model, Mono<float[]>> means = new ConcurrentHashMap<>();

  private final Map<Asked, float[]> lately = Collections.synchronizedMap(new Lately());

  private record Asked(Model model, String text) {}

  /** The vectors of the questions asked last, some two megabytes at most. */
  private static final class Lately extends LinkedHashMap<Asked, float[]> {
    private static final int MOST = 500;

    Lately() {
      super(MOST, .75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Asked, float[]> eldest) {
      return size() > MOST;
    }
  }

  private Questions(
      EmbeddingModels models,
      Inference inference,
      double centring,
      Function<Model, Mono<float[]>> meanOf) {
    this.models = models;
    this.inference = inference;
    this.centring = centring;
    this.meanOf = meanOf;
  }

  /** With a mean that the database computes from a part of the vectors. */
  static Questions withPgvector(
      EmbeddingModels models, Inference inference, double centring, DatabaseClient database) {
    return new Questions(models, inference, centring, model -> mean(model, database));
  }

  /** With the mean of the vectors in memory. */
  static Questions withSnapshot(
      EmbeddingModels models, Inference inference, double centring, SnapshotLeg snapshot) {
    return new Questions(
        models,
        inference,
        centring,
        model ->
            Mono.fromCallable(() -> snapshot.mean(model, FEWEST))
                .subscribeOn(Schedulers.boundedElastic()));
  }

  private Mono<float[]> cached(Model model) {
    return meanOf.apply(model).cache(found -> FRESH, failure -> Duration.ZERO, () -> Duration.ZERO);
  }

  private static Mono<float[]> mean(Model model, DatabaseClient database) {
    return database
        .sql(
            """
            select avg(embedding)::real[] as mean, count(*) as n
            from (select embedding from passage_embedding where model_id = :model limit :most) as part
            """)
        .bind("model", model.id())
        .bind("most", SAMPLE)
        .map(
            row -> {
              Float[] numbers = row.get("mean", Float[].class);
              Long n = row.get("n", Long.class);
              return numbers == null || n == null || n < FEWEST ? new float[0] : unboxed(numbers);
            })
        .one();
  }

  /** The vector of a question. */
  Mono<Question> of(String text) {
    Running running = models.serving();
    Mono<float[]> asked =
        Mono.fromCallable(() -> asked(running, text))
            .subscribeOn(inference.scheduler())
            .onErrorMap(ModelFailure.class, ModelFailure::problem);
    return Mono.zip(
        asked,
        means.computeIfAbsent(running.model(), this::cached),
        (vector, mean) -> Question.of(running.model(), vector, mean, centring));
  }

  /** People ask the same thing again, search and then ask, turn the page. */
  private float[] asked(Running running, String text) {
    Asked key = new Asked(running.model(), text);
    float[] known = lately.get(key);
    if (known == null) {
      known = running.embedder().query(text);
      lately.put(key, known);
    }
    return known;
  }

  private static float[] unboxed(Float[] numbers) {
    float[] vector = new float[numbers.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = numbers[i];
    }
    return vector;
  }
}
