package io.unichart.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.unichart.platform.telemetry.Spans;
import io.unichart.platform.telemetry.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class TracedEmbedderTest {

  private final Noted spans = new Noted();

  @Test
  void aModelAtAnEndpointIsToldAsWorkOfAnotherService() {
    OpenAiProperties nobody =
        new OpenAiProperties(
            "sk-test",
            "http://localhost:1/v1",
            "gpt-4o-mini",
            null,
            1.0,
            Duration.ofSeconds(1),
            null);
    Embedder remote =
        new OpenAiEmbedder(nobody, "m", 2, new ModelMetrics(new SimpleMeterRegistry()));

    new TracedEmbedder(remote, spans).query("");

    assertThat(spans.steps).singleElement().satisfies(step -> assertThat(step.outward()).isTrue());
  }

  @Test
  void aModelInTheProcessIsNot() {
    new TracedEmbedder(new InProcess(), spans).passages(List.of());

    assertThat(spans.steps).singleElement().satisfies(step -> assertThat(step.outward()).isFalse());
  }

  private static final class InProcess implements Embedder {
    @Override
    public String name() {
      return "in-process";
    }

    @Override
    public int dimension() {
      return 0;
    }

    @Override
    public float[] query(String text) {
      return new float[0];
    }

    @Override
    public List<float[]> passages(List<String> texts) {
      return List.of();
    }
  }

  /** Notes the steps and does no work. */
  private static final class Noted implements Spans {
    private final List<Step<?>> steps = new ArrayList<>();

    @Override
    public boolean told() {
      return true;
    }

    @Override
    @SuppressWarnings("NullAway") // nobody reads the result
    public <T> T around(Step<T> step, Supplier<T> work) {
      steps.add(step);
      return null;
    }

    @Override
    public <T> Mono<T> around(Step<T> step, Mono<T> work) {
      return work;
    }

    @Override
    public <T> Flux<T> around(Step<T> step, Function<Consumer<Throwable>, Flux<T>> work) {
      return work.apply(failure -> {});
    }
  }
}
