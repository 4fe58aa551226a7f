package io.unichart.language;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * The OpenAI-compatible endpoint, {@code OPENAI_...} in the environment.
 *
 * @param apiKey the key; without one no model is asked and everything is answered locally
 * @param baseUrl where the endpoint answers, with its version ({@code /v1})
 * @param defaultModel the model of a request that names none
 * @param models further models that a request may name, separated by commas
 * @param temperature how freely the model words its answer, 0 to 2
 * @param timeout how long one answer may take; a bare number is seconds
 * @param apiProject the project that the endpoint bills, sent as {@code OpenAI-Project}
 */
@Validated
@ConfigurationProperties("openai")
public record OpenAiProperties(
    @Nullable String apiKey,
    @DefaultValue("https://api.openai.com/v1") @NotBlank String baseUrl,
    @DefaultValue("gpt-4o-mini") @NotBlank String defaultModel,
    @Nullable String models,
    @DefaultValue("1.0") @DecimalMin("0") @DecimalMax("2") double temperature,
    @DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS) Duration timeout,
    @Nullable String apiProject) {

  /** Whether there is an endpoint to ask. */
  boolean configured() {
    return apiKey != null && !apiKey.isBlank();
  }

  /** Every model that a request may name, the default first. */
  Set<String> allowed() {
    Set<String> names = new LinkedHashSet<>();
    names.add(defaultModel);
    if (models != null) {
      Arrays.stream(models.split(","))
          .map(String::strip)
          .filter(n -> !n.isEmpty())
          .forEach(names::add);
    }
    return names;
  }

  /** Never tells the key. */
  @Override
  public String toString() {
    return "OpenAiProperties[baseUrl=" + baseUrl + ", defaultModel=" + defaultModel + "]";
  }
}
