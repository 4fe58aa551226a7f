package io.unichart.matching;

import java.util.List;

/**
 * How likely two records are one person, and why.
 *
 * @param weight the sum of the parts' weights in bits, exactly
 * @param priorWeight log2 odds before anything is compared, from the size of the population
 * @param parts what each field, and the corrections {@code moved} and {@code relatives}, add
 */
public record Score(double weight, double priorWeight, List<Part> parts) {

  /**
   * One line of the explanation.
   *
   * @param field the field's name, or {@code moved} or {@code relatives}
   * @param level how well the values agree
   * @param weight bits, positive for one person
   */
  public record Part(String field, String level, double weight) {}

  /** How a steward would grade a pair. */
  public enum Quality {
    CERTAIN,
    PROBABLE,
    POSSIBLE,
    UNLIKELY;

    /** The grade of a probability. */
    public static Quality of(double probability) {
      return probability >= 0.99
          ? CERTAIN
          : probability >= 0.8 ? PROBABLE : probability >= 0.2 ? POSSIBLE : UNLIKELY;
    }
  }

  public Score {
    parts = List.copyOf(parts);
  }

  static Score of(List<Part> parts, double priorWeight) {
    double sum = 0;
    for (Part part : parts) {
      sum += part.weight();
    }
    return new Score(sum, priorWeight, parts);
  }

  /** Between 0 and 1. */
  public double probability() {
    return MatchModel.probability(weight + priorWeight);
  }

  public Quality quality() {
    return Quality.of(probability());
  }
}
