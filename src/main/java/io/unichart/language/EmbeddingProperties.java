package io.unichart.language;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which model turns texts into vectors.
 *
 * @param model a model that runs in this process ({@code bge-small}, {@code minilm} or the ensemble
 *     {@code bge-small+minilm}), or {@code openai/} and the name of a model of the
 *     OpenAI-compatible endpoint
 * @param dimension the number of components of the endpoint's vectors; models in this process know
 *     theirs
 */
@Validated
@ConfigurationProperties("embedding")
public record EmbeddingProperties(
    @DefaultValue("bge-small-en-v1.5+all-minilm-l6-v2") @NotBlank String model,
    @DefaultValue("1536") int dimension) {}
