package io.unichart.identity.match;

import java.util.Locale;
import java.util.Set;

/** The three ways to score a candidate. */
enum MatchStrategy {
  /** Evidence in bits, added up: the probability that two records are one person. */
  PROBABILISTIC,
  /** Similarities of four components, weighted as configured. */
  WEIGHTED,
  /** A shared number, or equal names, birth date and gender: all or nothing. */
  DETERMINISTIC;

  static final Set<String> WORDS = Set.of("probabilistic", "weighted", "deterministic");

  static MatchStrategy of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
