package io.unichart.extraction;

/**
 * How a note asserts something, on four axes that do not depend on each other: "no family history
 * of possible asthma" is negated, uncertain, historical and the family's at once.
 */
public record Assertion(
    boolean negated, boolean uncertain, Temporality temporality, Subject subject) {

  /** Present and the patient's own, as most things in a note are. */
  public static final Assertion PLAIN =
      new Assertion(false, false, Temporality.CURRENT, Subject.PATIENT);

  /** When it holds: now, as part of the patient's history, or only in an imagined case. */
  public enum Temporality {
    CURRENT,
    HISTORICAL,
    HYPOTHETICAL
  }

  /** Whose it is. */
  public enum Subject {
    PATIENT,
    FAMILY,
    OTHER
  }

  /** True when it may stand among the patient's own conditions, whatever its time or certainty. */
  public boolean isThePatients() {
    return !negated && subject == Subject.PATIENT && temporality != Temporality.HYPOTHETICAL;
  }
}
