package io.unichart.platform.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what a collector should have been told and was not; 0 where there is none. */
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
        .description("Spans and log lines that the collector did not take, after any repetition")
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
