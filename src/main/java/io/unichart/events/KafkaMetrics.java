package io.unichart.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** How forwarding goes; all at 0 where nothing is forwarded. */
@Component
class KafkaMetrics {

  final Counter forwarded;
  final Counter failures;
  final AtomicLong behind = new AtomicLong();

  KafkaMetrics(MeterRegistry registry) {
    forwarded =
        Counter.builder("unichart.kafka.events")
            .description("Events that the broker has acknowledged")
            .register(registry);
    failures =
        Counter.builder("unichart.kafka.failures")
            .description("Rounds that the broker or the database did not take")
            .register(registry);
    Gauge.builder("unichart.kafka.behind", behind, AtomicLong::get)
        .description("Events that wait to be forwarded, as the last round of this process saw it")
        .register(registry);
  }
}
