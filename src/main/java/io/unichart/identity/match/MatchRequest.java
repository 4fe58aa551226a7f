package io.unichart.identity.match;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import io.unichart.identity.PersonDetails;
import io.unichart.identity.record.Faults;
import io.unichart.identity.record.PersonRules;
import io.unichart.identity.record.Standardisation;
import org.jspecify.annotations.Nullable;

/** Whom to look for: whatever is known of a patient, and how to look. */
record MatchRequest(
    @JsonUnwrapped @Nullable PersonDetails person,
    @Schema(
            description = "Least score of a match; 0.5, or MATCHING_THRESHOLD when weighted",
            minimum = "0",
            maximum = "1",
            example = "0.5")
        @Nullable Double threshold,
    @Schema(
            description = "Most matches in the answer",
            minimum = "1",
            maximum = "100",
            defaultValue = "10",
            example = "10")
        @Nullable Integer limit,
    @Schema(
            description = "How candidates are scored",
            allowableValues = {"probabilistic", "weighted", "deterministic"},
            defaultValue = "probabilistic",
            example = "probabilistic")
        @Nullable String strategy) {

  private static final int LIMIT = 10;
  private static final int MOST = 100;
  private static final double THRESHOLD = 0.5;

  /** The request with its defaults, checked. */
  record Checked(PersonDetails person, MatchStrategy strategy, double threshold, int limit) {}

  Checked checked(PersonRules rules, MatchingProperties properties) {
    Faults faults = new Faults();
    if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
      faults.add("threshold", "must lie between 0 and 1");
    }
    if (limit != null && (limit < 1 || limit > MOST)) {
      faults.add("limit", "must lie between 1 and " + MOST);
    }
    faults.oneOf("strategy", strategy, MatchStrategy.WORDS);
    PersonDetails given = Standardisation.readable(person == null ? PersonDetails.NOTHING : person);
    rules.checkPartial(given, faults);
    faults.raise();
    MatchStrategy how = strategy == null ? MatchStrategy.PROBABILISTIC : MatchStrategy.of(strategy);
    double least =
        threshold != null
            ? threshold
            : how == MatchStrategy.WEIGHTED ? properties.threshold() : THRESHOLD;
    return new Checked(given, how, least, limit == null ? LIMIT : limit);
  }
}
