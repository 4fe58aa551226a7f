package io.unichart.matching;

import java.util.List;

/**
 * How likely two records are one person, and why.
 *
 * @param weight the sum of the parts' weights in bits, exactly
 * @param priorWeight log2 odds before anything is compared, from the size of the population
 * @param parts what each field, and the corrections {@code moved} and {@code relatives}, add
 * @param identified whether given and family name both agree in some way, or a number exactly:
 *     without, no amount of evidence is certain. Twins share a home, a birth date, a name and most
 *     digits of a number that was given out on one day
 */
public record Score(double weight, double priorWeight, List<Part> parts, boolean identified) {

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

  /** Of the pair that was scored last. */
  static Score of(PairScorer scorer, MatchModel model, double priorWeight) {
    List<Part> parts = scorer.parts();
    double sum = 0;
    for (Part part : parts) {
      sum += part.weight();
    }
    return new Score(sum, priorWeight, parts, identified(scorer, model));
  }

  private static boolean identified(PairScorer scorer, MatchModel model) {
    boolean named = true;
    for (int f = 0; f < scorer.levels.length; f++) {
      Role role = model.fields().get(f).role();
      int level = scorer.levels[f];
      if (role == Role.IDENTIFIER && level == Levels.EXACT) {
        return true;
      }
      if (role == Role.GIVEN_NAME || role == Role.FAMILY_NAME) {
        named &= level != 0 && level != role.different();
      }
    }
    return named;
  }

  /** Between 0 and 1. */
  public double probability() {
    return MatchModel.probability(weight + priorWeight);
  }

  /** The grade of the probability, but not certain for records that nothing identifies. */
  public Quality quality() {
    Quality quality = Quality.of(probability());
    return quality == Quality.CERTAIN && !identified ? Quality.PROBABLE : quality;
  }
}
