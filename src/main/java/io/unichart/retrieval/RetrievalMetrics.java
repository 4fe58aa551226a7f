package io.unichart.retrieval;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What operators see of retrieval; every series is there from the start, at 0. */
@Component
class RetrievalMetrics {

  private final Map<Search.Mode, Timer> searches = new EnumMap<>(Search.Mode.class);
  private volatile long passages;
  private volatile Queue queue = new Queue(0, 0, 0);

  private record Queue(long waiting, long failed, double oldestSeconds) {}

  RetrievalMetrics(MeterRegistry registry) {
    for (Search.Mode mode : Search.Mode.values()) {
      searches.put(
          mode,
          Timer.builder("unichart.retrieval")
              .description("Time to find passages, from the question to what is shown")
              .tag("mode", mode.toString())
              .serviceLevelObjectives(
                  Duration.ofMillis(5),
                  Duration.ofMillis(10),
                  Duration.ofMillis(25),
                  Duration.ofMillis(50),
                  Duration.ofMillis(80),
                  Duration.ofMillis(150),
                  Duration.ofMillis(500),
                  Duration.ofSeconds(2))
              .register(registry));
    }
    Gauge.builder("unichart.passages", this, m -> m.passages)
        .description("Passages that can be found")
        .register(registry);
    Gauge.builder("unichart.embedding.queue", this, m -> m.queue.waiting())
        .description("Documents that wait to be embedded")
        .register(registry);
    Gauge.builder("unichart.embedding.queue.age", this, m -> m.queue.oldestSeconds())
        .description("How long the oldest of them waits")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("unichart.embedding.failed", this, m -> m.queue.failed())
        .description("Documents that could not be embedded")
        .register(registry);
  }

  /** Measures a search that succeeds. */
  <T> Mono<T> timed(Search.Mode mode, Mono<T> search) {
    return Mono.defer(
        () -> {
          long start = System.nanoTime();
          return search.doOnSuccess(
              found -> {
                Timer timer = searches.get(mode);
                if (timer != null) {
                  timer.record(Duration.ofNanos(System.nanoTime() - start));
                }
              });
        });
  }

  void showPassages(long now) {
    passages = now;
  }

  void showQueue(long waiting, long failed, double oldestSeconds) {
    queue = new Queue(waiting, failed, oldestSeconds);
  }
}
