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
  static final double ANSWERS = .5;

  private static final double BIAS = -9.0;
  private static final double PERSONAL = 1.0;
  private static final double COVERAGE = 5.0;
  private static final double SIMILARITY = 9.0;
  private static final double NEARNESS = 2.0;
  private static final double ABSENT = -2.0;
  private static final double FIGURELESS = -2.0;
  private static final double KIND = .5;
  private static final double FOREIGN = -6.0;

  private Calibration() {}

  /** How likely it is that the statement answers. */
  static double probability(Evidence evidence) {
    double bits =
        BIAS
            + (evidence.personal() ? PERSONAL : 0)
            + COVERAGE * evidence.coverage()
            + SIMILARITY * evidence.similarity()
            + NEARNESS * evidence.nearness()
            + ABSENT * evidence.absent()
            + (evidence.figureless() ? FIGURELESS : 0)
            + KIND * evidence.kind()
            + (evidence.foreign() ? FOREIGN : 0);
    return 1 / (1 + Math.exp(-bits));
  }
}
