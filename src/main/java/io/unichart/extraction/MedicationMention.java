package io.unichart.extraction;

import org.jspecify.annotations.Nullable;

/**
 * A medicine with what the note says of its use.
 *
 * @param status what became of it, as far as the note says
 */
public record MedicationMention(Mention mention, Dosage dosage, @Nullable Status status) {

  /** What the encounter did with the medicine. */
  public enum Status {
    STARTED,
    CONTINUED,
    CHANGED,
    STOPPED
  }

  /**
   * How a medicine is to be taken; every member is text as it stands in the note.
   *
   * @param text all words that were read, from first to last
   * @param prn true for "as needed"
   */
  public record Dosage(
      @Nullable String text,
      @Nullable String strength,
      @Nullable String dose,
      @Nullable String form,
      @Nullable String route,
      @Nullable String frequency,
      boolean prn,
      @Nullable String prnReason,
      @Nullable String duration,
      @Nullable String dispense,
      @Nullable String refills,
      @Nullable String taper,
      boolean extendedRelease) {

    /** This dosage with its gaps filled from another mention of the same medicine. */
    public Dosage filledFrom(Dosage other) {
      return new Dosage(
          first(text, other.text),
          first(strength, other.strength),
          first(dose, other.dose),
          first(form, other.form),
          first(route, other.route),
          first(frequency, other.frequency),
          prn || other.prn,
          first(prnReason, other.prnReason),
          first(duration, other.duration),
          first(dispense, other.dispense),
          first(refills, other.refills),
          first(taper, other.taper),
          extendedRelease || other.extendedRelease);
    }

    private static @Nullable String first(@Nullable String mine, @Nullable String theirs) {
      return mine != null ? mine : theirs;
    }
  }
}
