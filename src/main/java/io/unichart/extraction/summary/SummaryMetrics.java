package io.unichart.extraction.summary;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.unichart.language.Chat;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** What operators see of summaries; every series is there from the start, at 0. */
@Component
class SummaryMetrics {

  private final Timer template;
  private final Timer model;
  private final Counter kept;
  private final Counter fallbacks;

  SummaryMetrics(MeterRegistry registry) {
    this.template = timer(registry, "template");
    this.model = timer(registry, "model");
    this.kept =
        Counter.builder("unichart.summary.cache.hits")
            .description("Summaries that were there already")
            .register(registry);
    this.fallbacks =
        Counter.builder("unichart.summary.fallbacks")
            .description("Summaries cut from the note because a model failed or was not supported")
            .register(registry);
  }

  private static Timer timer(MeterRegistry registry, String by) {
    return Timer.builder("unichart.summary")
        .description("Summaries made, and the time it took")
        .tag("by", by)
        .serviceLevelObjectives(
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30))
        .register(registry);
  }

  void given(Summary summary) {
    if (summary.fromCache()) {
      kept.increment();
      return;
    }
    Timer timer = summary.modelUsed().startsWith(Chat.LOCAL) ? template : model;
    timer.record(Duration.ofMillis(summary.processingTimeMs()));
    if (summary.fallback() != null) {
      fallbacks.increment();
    }
  }
}
