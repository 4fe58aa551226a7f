package io.unichart.extraction.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.unichart.extraction.summary.SummaryStore.Kept;
import io.unichart.language.TokenUsage;
import org.junit.jupiter.api.Test;

class SummaryMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SummaryMetrics metrics = new SummaryMetrics(registry);

  @Test
  void aSummaryCountsUnderWhatMadeItOrAsKept() {
    Kept kept = new Kept("Plan: rest", "some-model", TokenUsage.NONE);

    metrics.given(new Summary("Plan: rest", "extractive", TokenUsage.NONE, 4, false, null));
    metrics.given(new Summary("Plan: rest", "extractive", TokenUsage.NONE, 4, false, "time-out"));
    metrics.given(new Summary("Plan: rest", "some-model", TokenUsage.NONE, 900, false, null));
    metrics.given(Summary.cached(kept));

    assertThat(registry.get("unichart.summary").tag("by", "template").timer().count()).isEqualTo(2);
    assertThat(registry.get("unichart.summary").tag("by", "model").timer().count()).isEqualTo(1);
    assertThat(registry.get("unichart.summary.cache.hits").counter().count()).isEqualTo(1);
    assertThat(registry.get("unichart.summary.fallbacks").counter().count()).isEqualTo(1);
  }
}
