package io.unichart.language;

import io.unichart.platform.StartRefused;
import io.unichart.platform.telemetry.Spans;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the models that the configuration names. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EmbeddingProperties.class, OpenAiProperties.class})
class LanguageConfiguration {

  @Bean
  Embedder embedder(
      EmbeddingProperties properties,
      OpenAiProperties endpoint,
      Inference inference,
      ModelMetrics metrics,
      Spans spans) {
    Embedder chosen = chosen(properties, endpoint, inference, metrics);
    return spans.told() ? new TracedEmbedder(chosen, spans) : chosen;
  }

  private static Embedder chosen(
      EmbeddingProperties properties,
      OpenAiProperties endpoint,
      Inference inference,
      ModelMetrics metrics) {
    Optional<String> remote = properties.remote();
    if (remote.isPresent()) {
      if (!endpoint.configured()) {
        throw new StartRefused("EMBEDDING_MODEL=openai/… needs OPENAI_API_KEY");
      }
      return new OpenAiEmbedder(endpoint, remote.get(), properties.dimension(), metrics);
    }
    LocalModel model =
        LocalModel.named(properties.model())
            .orElseThrow(
                () ->
                    new StartRefused(
                        "EMBEDDING_MODEL is neither openai/NAME nor one of "
                            + Arrays.stream(LocalModel.values())
                                .map(LocalModel::label)
                                .collect(Collectors.joining(", "))));
    return new LocalEmbedder(model, inference.helpers(), inference.cores());
  }

  @Bean
  Chat chat(OpenAiProperties properties, ModelMetrics metrics, Spans spans) {
    return new Chat(
        properties, properties.configured() ? new OpenAiChat(properties, metrics, spans) : null);
  }
}
