package io.unichart.identity;

import io.unichart.matching.Score;
import io.unichart.matching.Strategy;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The three ways to score a candidate, and how each grades it. */
enum MatchStrategy {
  /** Evidence in bits, added up: the probability that two records are one person. */
  PROBABILISTIC,
  /** Similarities of four components, weighted as configured. */
  WEIGHTED,
  /** A shared number, or equal names, birth date and gender: all or nothing. */
  DETERMINISTIC;

  static final Set<String> WORDS = Set.of("probabilistic", "weighted", "deterministic");

  /** From here on a weighted sum is as good as sure: only a slip or a missing field is left. */
  private static final double WEIGHTED_CERTAIN = 0.95;

  private static final double WEIGHTED_PROBABLE = 0.85;

  static MatchStrategy of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A candidate with its score and the reasons. */
  record Scored(
      UUID id,
      double score,
      Score.Quality quality,
      double weight,
      double priorWeight,
      List<Score.Part> parts) {

    static Scored of(UUID id, Score score) {
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

    boolean isCertain() {
      return quality == Score.Quality.CERTAIN;
    }

    String word() {
      return quality.name().toLowerCase(Locale.ROOT);
    }

    PatientMatch with(Patient patient) {
      return new PatientMatch(
          patient, score, word(), weight, priorWeight, PatientMatch.Part.of(parts));
    }
  }
}
