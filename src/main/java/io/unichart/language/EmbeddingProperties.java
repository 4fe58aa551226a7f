package io.unichart.language;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which model turns texts into vectors.
 *
 * @param model a model that runs in this process: {@code bge-small-en-v1.5}, {@code
 *     all-minilm-l6-v2} or both together, {@code bge-small-en-v1.5+all-minilm-l6-v2}; or {@code
 *     openai/NAME}, a model of the OpenAI-compatible endpoint: texts then leave the house
 * @param dimension how many components the vectors of such a model have; not used for the others
 */
@Validated
@ConfigurationProperties("embedding")
public record EmbeddingProperties(
    @DefaultValue("bge-small-en-v1.5+all-minilm-l6-v2") @NotBlank String model,
    @DefaultValue("1536") @Min(1) @Max(4000) int dimension) {

  private static final String REMOTE = "openai/";

  /** The endpoint's name of the model; empty when the model runs in this process. */
  Optional<String> remote() {
    return model.startsWith(REMOTE)
        ? Optional.of(model.substring(REMOTE.length()))
        : Optional.empty();
  }
}
