package io.unichart.platform.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Counts what was sent to a collector and not taken; 0 where there is none. What found the queue
 * before the sender full was never sent, and is not among it.
 */
@Component
class LostTelemetry {

  private final Counter spans;
  private final Counter lines;

  LostTelemetry(MeterRegistry registry) {
    this.spans = counter(registry, "traces");
    this.lines = counter(registry, "logs");
  }

  private static Counter counter(MeterRegistry registry, String signal) {
    return Counter.builder("unichart.telemetry.lost")
        .description(
            "Spans and log lines that were sent, with repetitions, and that the collector did not take")
        .tag("signal", signal)
        .register(registry);
  }

  void spans(int count) {
    spans.increment(count);
  }

  void lines(int count) {
    lines.increment(count);
  }
}
