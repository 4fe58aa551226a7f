package io.unichart.retrieval.answer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.unichart.language.Chat;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** What operators see of answers; every series is there from the start, at 0. */
@Component
class AnswerMetrics {

  private final Timer extractive;
  private final Timer drafted;
  private final Counter answered;
  private final Counter abstained;

  AnswerMetrics(MeterRegistry registry) {
    this.extractive = timer(registry, "extractive");
    this.drafted = timer(registry, "model");
    this.answered = counter(registry, "answered");
    this.abstained = counter(registry, "abstained");
  }

  private static Timer timer(MeterRegistry registry, String by) {
    return Timer.builder("unichart.generation")
        .description("Time to judge passages and to write the answer")
        .tag("by", by)
        .serviceLevelObjectives(
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30))
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("unichart.answers")
        .description("Questions by whether the documents answered them")
        .tag("outcome", outcome)
        .register(registry);
  }

  void answered(Answer answer) {
    boolean local = answer.modelUsed().startsWith(Chat.LOCAL);
    (local ? extractive : drafted).record(Duration.ofMillis(answer.generationTimeMs()));
    (answer.answered() ? answered : abstained).increment();
  }
}
