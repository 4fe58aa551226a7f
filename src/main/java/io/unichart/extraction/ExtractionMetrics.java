package io.unichart.extraction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.unichart.platform.WorkTimer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** What operators see of reading notes; every series is there from the start, at 0. */
@Component
class ExtractionMetrics {

  private final Timer rules;
  private final Timer model;
  private final Counter fallbacks;
  private final Counter orders;

  ExtractionMetrics(MeterRegistry registry) {
    this.rules = timer(registry, "rules");
    this.model = timer(registry, "model");
    this.fallbacks =
        Counter.builder("unichart.extraction.fallbacks")
            .description("Notes that the rules read alone because a model failed")
            .register(registry);
    this.orders =
        Counter.builder("unichart.extraction.orders")
            .description("Orders to machines that notes held and that were left out")
            .register(registry);
  }

  private static Timer timer(MeterRegistry registry, String path) {
    return WorkTimer.of(
        registry,
        "unichart.extraction",
        "Notes turned into facts, and the time it took",
        "path",
        path);
  }

  void read(Extraction read) {
    Timer timer = read.path().equals(Notes.RULES) ? rules : model;
    timer.record(Duration.ofMillis(read.processingTimeMs()));
    orders.increment(read.ignored().size());
    if (read.fallback() != null) {
      fallbacks.increment();
    }
  }
}
