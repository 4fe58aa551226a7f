package io.unichart.retrieval.answer;

import io.unichart.retrieval.answer.Judged.Evidence;

/**
 * What the evidence for a statement is worth: a logistic regression. The weights come from {@code
 * bench/answers}, which fits them to questions with known answers and prints them.
 */
final class Calibration {

  /** Below this not even a chat model is asked. */
  static final double PROMISES = .15;

  /** From here on an answer is given. */
  static final double ANSWERS = .37;

  private static final double BIAS = -5.84;
  private static final double PERSONAL = .94;
  private static final double COVERAGE = 2.30;
  private static final double OWN = 2.11;
  private static final double SIMILARITY = 3.35;
  private static final double NEARNESS = 1.36;
  private static final double ABSENT = -.87;
  private static final double FIGURELESS = -.94;
  private static final double KIND = 1.14;
  private static final double FOREIGN = -6;

  private Calibration() {}

  /** How likely it is that the statement answers. */
  static double probability(Evidence evidence) {
    double bits =
        BIAS
            + (evidence.personal() ? PERSONAL : 0)
            + COVERAGE * evidence.coverage()
            + OWN * evidence.own()
            + SIMILARITY * evidence.similarity()
            + NEARNESS * evidence.nearness()
            + ABSENT * evidence.absent()
            + (evidence.figureless() ? FIGURELESS : 0)
            + KIND * evidence.kind()
            + (evidence.foreign() ? FOREIGN : 0);
    return 1 / (1 + Math.exp(-bits));
  }
}
