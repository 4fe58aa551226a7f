package io.unichart.identity.demo;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Somebody to try it on.
 *
 * @param population how many invented patients an empty index is filled with; 0 for none ({@code
 *     DEMO_POPULATION})
 */
@Validated
@ConfigurationProperties("demo")
record DemoProperties(@Nullable @Min(0) @Max(1_000_000) Integer population) {

  /** Enough that the weights are learned from it. */
  private static final int USUAL = 2_500;

  int population(boolean embedded) {
    return population != null ? population : embedded ? USUAL : 0;
  }
}
