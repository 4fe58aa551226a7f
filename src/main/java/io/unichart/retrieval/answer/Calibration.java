package io.unichart.retrieval.answer;

import io.unichart.retrieval.answer.Judged.Evidence;

/**
 * What the evidence for a statement is worth: a logistic regression, fitted to statements that hold
 * the fact asked for and to the best statements of questions that nothing answers (99 and 35
 * questions about two libraries of notes and guidelines; docs/decisions/0009 tells how).
 */
final class Calibration {

  /** Below this not even a chat model is asked. */
  static final double PROMISES = .15;

  /** From here on an answer is given. */
  static final double ANSWERS = .34;

  private static final double BIAS = -6.39;
  private static final double PERSONAL = .99;
  private static final double COVERAGE = 2.54;
  private static final double OWN = 2.02;
  private static final double SIMILARITY = 3.72;
  private static final double NEARNESS = .98;
  private static final double ABSENT = -.43;
  private static final double FIGURELESS = -1.17;
  private static final double KIND = 1.20;
  private static final double FOREIGN = -6;
  private static final double UNFIT = -6;

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
            + (evidence.foreign() ? FOREIGN : 0)
            + (evidence.unfit() ? UNFIT : 0);
    return 1 / (1 + Math.exp(-bits));
  }
}
