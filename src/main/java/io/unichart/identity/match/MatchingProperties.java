package io.unichart.identity.match;

import io.unichart.matching.Strategy;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How records are matched when a request asks for the weighted strategy, and how many candidates
 * are looked at.
 *
 * @param threshold least score of a match, 0 to 1, for the weighted strategy
 * @param nameWeight what the names are worth to the weighted strategy; only the proportions of the
 *     four weights count
 * @param birthDateWeight what the birth date is worth to the weighted strategy
 * @param addressWeight what the address is worth to the weighted strategy
 * @param genderWeight what the gender is worth to the weighted strategy
 * @param candidatesPerKey how many records that share one blocking key are looked at; the answer
 *     tells when there were more
 */
@Validated
@ConfigurationProperties("matching")
public record MatchingProperties(
    @DefaultValue("0.7") @DecimalMin("0") @DecimalMax("1") double threshold,
    @DefaultValue("0.4") @DecimalMin("0") @DecimalMax("1000") double nameWeight,
    @DefaultValue("0.3") @DecimalMin("0") @DecimalMax("1000") double birthDateWeight,
    @DefaultValue("0.2") @DecimalMin("0") @DecimalMax("1000") double addressWeight,
    @DefaultValue("0.1") @DecimalMin("0") @DecimalMax("1000") double genderWeight,
    @DefaultValue("100") @Min(10) @Max(10_000) int candidatesPerKey) {

  public MatchingProperties {
    if (nameWeight + birthDateWeight + addressWeight + genderWeight <= 0) {
      throw new IllegalArgumentException(
          "MATCHING_NAME_WEIGHT, MATCHING_BIRTH_DATE_WEIGHT, MATCHING_ADDRESS_WEIGHT and"
              + " MATCHING_GENDER_WEIGHT must not all be 0");
    }
  }

  Strategy.Weighted weighted() {
    return new Strategy.Weighted(nameWeight, birthDateWeight, addressWeight, genderWeight);
  }
}
