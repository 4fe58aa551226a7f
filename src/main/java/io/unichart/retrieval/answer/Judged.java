package io.unichart.retrieval.answer;

/**
 * A statement and how well it answers.
 *
 * @param statement the statement
 * @param passage which of the found passages it stands in, from 0
 * @param evidence what speaks for it
 * @param score how well it answers, as a probability
 */
record Judged(Statement statement, int passage, Evidence evidence, double score) {

  /**
   * What speaks for a statement, and against it.
   *
   * @param coverage the share of what was asked that it, its headings and its neighbours speak of
   * @param own the share that it speaks of itself, with the headings it stands under
   * @param similarity the cosine of question and statement
   * @param nearness the cosine of question and passage
   * @param absent the share of what was asked that no found passage speaks of
   * @param figureless whether a figure is asked for and it has none
   * @param kind 1 when it names a kind of what is asked to be named, -1 when it does not, 0 when
   *     nothing of that sort is asked
   * @param foreign whether it does not stand where a drug or year of the question is named
   * @param unfit whether it is none of what the question demands ({@link Demand})
   * @param personal whether the question is about a person
   */
  record Evidence(
      double coverage,
      double own,
      double similarity,
      double nearness,
      double absent,
      boolean figureless,
      int kind,
      boolean foreign,
      boolean unfit,
      boolean personal) {}

  /** The same with so much more speaking for it, in logits. */
  Judged gaining(double logits) {
    double odds = score / (1 - score) * Math.exp(logits);
    return new Judged(statement, passage, evidence, odds / (1 + odds));
  }
}
