package io.unichart.language;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which model turns texts into vectors.
 *
 * @param model a model that runs in this process: {@code bge-small-en-v1.5}, {@code
 *     all-minilm-l6-v2} or both together, {@code bge-small-en-v1.5+all-minilm-l6-v2}
 */
@Validated
@ConfigurationProperties("embedding")
public record EmbeddingProperties(
    @DefaultValue("bge-small-en-v1.5+all-minilm-l6-v2") @NotBlank String model) {}
