package io.unichart.language;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the models that the configuration names. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EmbeddingProperties.class, OpenAiProperties.class})
class LanguageConfiguration {

  @Bean
  Embedder embedder(EmbeddingProperties properties, Inference inference) {
    LocalModel model =
        LocalModel.named(properties.model())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "EMBEDDING_MODEL is not one of "
                            + Arrays.stream(LocalModel.values())
                                .map(LocalModel::label)
                                .collect(Collectors.joining(", "))));
    return new LocalEmbedder(model, inference.helpers(), inference.cores());
  }

  @Bean
  Chat chat(OpenAiProperties properties, ModelMetrics metrics) {
    return new Chat(
        properties, properties.configured() ? new OpenAiChat(properties, metrics) : null);
  }
}
