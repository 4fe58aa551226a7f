package io.unichart.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A record that may be the person in question, and why.
 *
 * @param score how likely the two are one person, 0 to 1
 * @param quality certain, probable, possible or unlikely
 * @param weight the sum of the breakdown's weights, exactly; bits, for the probabilistic strategy
 * @param priorWeight the odds before anything was compared, in bits; 0 for the other strategies
 */
public record PatientMatch(
    Patient patient,
    @Schema(
            description = "1/(1+2^-(weight+prior_weight)); for the other strategies the weight",
            minimum = "0",
            maximum = "1",
            example = "0.9987")
        double score,
    @Schema(
            allowableValues = {"certain", "probable", "possible", "unlikely"},
            example = "certain")
        String quality,
    @Schema(description = "Sum of the breakdown's weights", example = "24.7") double weight,
    @Schema(description = "Bits before anything is compared", example = "-15.1") double priorWeight,
    List<Part> breakdown) {

  /**
   * What one field says.
   *
   * @param field the field, or {@code moved} or {@code relatives} for what several say together
   */
  @Schema(name = "MatchPart")
  public record Part(
      @Schema(maxLength = 60, example = "family_name") String field,
      @Schema(description = "How well the values agree", maxLength = 60, example = "exact")
          String level,
      @Schema(description = "Bits, positive for one person", example = "9.4") double weight) {}

  public PatientMatch {
    breakdown = List.copyOf(breakdown);
  }
}
