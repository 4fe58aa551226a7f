package io.unichart.extraction.summary;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.unichart.language.Chat;
import io.unichart.platform.WorkTimer;
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
    return WorkTimer.of(
        registry, "unichart.summary", "Summaries made, and the time it took", "by", by);
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
