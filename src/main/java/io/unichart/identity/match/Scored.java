package io.unichart.identity.match;

import io.unichart.identity.Patient;
import io.unichart.identity.PatientMatch;
import io.unichart.matching.Score;
import io.unichart.matching.Strategy;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A candidate with its score and the reasons. */
public record Scored(
    UUID id,
    double score,
    Score.Quality quality,
    double weight,
    double priorWeight,
    List<Score.Part> parts) {

  /** From here on a weighted sum is as good as sure: only a slip or a missing field is left. */
  private static final double WEIGHTED_CERTAIN = 0.95;

  private static final double WEIGHTED_PROBABLE = 0.85;

  /** Graded by the evidence. */
  public static Scored of(UUID id, Score score) {
    return new Scored(
        id,
        score.probability(),
        score.quality(),
        score.weight(),
        score.priorWeight(),
        score.parts());
  }

  static Scored of(UUID id, Strategy.Outcome outcome) {
    double score = outcome.score();
    Score.Quality quality =
        score >= WEIGHTED_CERTAIN
            ? Score.Quality.CERTAIN
            : score >= WEIGHTED_PROBABLE
                ? Score.Quality.PROBABLE
                : score >= 0.5 ? Score.Quality.POSSIBLE : Score.Quality.UNLIKELY;
    return new Scored(id, score, quality, score, 0, outcome.parts());
  }

  /** Whether nobody needs to look at it. */
  public boolean isCertain() {
    return quality == Score.Quality.CERTAIN;
  }

  /** The quality in a word. */
  public String word() {
    return quality.name().toLowerCase(Locale.ROOT);
  }

  PatientMatch with(Patient patient) {
    return new PatientMatch(patient, score, word(), weight, priorWeight, breakdown());
  }

  /** The reasons as a caller is told them. */
  public List<PatientMatch.Part> breakdown() {
    return parts.stream()
        .map(part -> new PatientMatch.Part(part.field(), part.level(), part.weight()))
        .toList();
  }
}
