package io.unichart.language;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts what models cost and how they fail; every counter exists from the start. */
@Component
class ModelMetrics {

  private final Counter prompt;
  private final Counter completion;
  private final Counter replies;
  private final Map<ModelFailure.Kind, Counter> errors = new EnumMap<>(ModelFailure.Kind.class);

  ModelMetrics(MeterRegistry registry) {
    this.prompt = tokens(registry, "prompt");
    this.completion = tokens(registry, "completion");
    this.replies =
        Counter.builder("unichart.model.replies")
            .description("Usable replies of chat models")
            .register(registry);
    for (ModelFailure.Kind kind : ModelFailure.Kind.values()) {
      errors.put(
          kind,
          Counter.builder("unichart.model.errors")
              .description("Requests to chat models that failed, after any repetition")
              .tag("kind", kind.label())
              .register(registry));
    }
  }

  private static Counter tokens(MeterRegistry registry, String kind) {
    return Counter.builder("unichart.model.tokens")
        .description("Tokens that chat models read and wrote")
        .tag("kind", kind)
        .register(registry);
  }

  void answered(TokenUsage usage) {
    replies.increment();
    prompt.increment(usage.promptTokens());
    completion.increment(usage.completionTokens());
  }

  void failed(ModelFailure failure) {
    Counter counter = errors.get(failure.kind());
    if (counter != null) {
      counter.increment();
    }
  }
}
