package io.unichart.fhir;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Span;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a note was read to say, as a caller sends it: the whole answer of an extraction, or only the
 * members that older clients know.
 *
 * @param note the note itself, when the caller sends it along or names a stored document
 */
record Findings(
    @Nullable String patientId,
    @Nullable String age,
    @Nullable String gender,
    List<Problem> problems,
    List<Medicine> medicines,
    List<Measured> measured,
    List<String> remarks,
    List<Allergy> allergies,
    List<Done> procedures,
    List<Relative> family,
    List<String> plan,
    @Nullable LocalDate date,
    String reader,
    @Nullable Long documentId,
    @Nullable Note note) {

  /** The same findings with the note they come from. */
  Findings with(Note source) {
    return new Findings(
        patientId,
        age,
        gender,
        problems,
        medicines,
        measured,
        remarks,
        allergies,
        procedures,
        family,
        plan,
        date,
        reader,
        documentId,
        source);
  }

  /** The note's own words. */
  record Note(@Nullable String title, String text) {}

  /** Where a fact stands. */
  record Place(String words, @Nullable Span span) {}

  /** A condition that the note gives the patient. */
  record Problem(
      Place place,
      @Nullable String code,
      @Nullable String display,
      Assertion assertion,
      @Nullable String status) {}

  /** A medicine with what is said of its use. */
  record Medicine(
      Place place,
      @Nullable String code,
      @Nullable String display,
      Assertion assertion,
      @Nullable String status,
      Usage usage) {}

  /** How a medicine is to be taken, in the note's words. */
  record Usage(
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
      @Nullable String taper) {

    static final Usage UNSAID =
        new Usage(null, null, null, null, null, null, false, null, null, null, null, null);
  }

  /**
   * A vital sign or laboratory value.
   *
   * @param loinc its code, or null when only words are known
   * @param value the number, or null when {@code words} must do
   * @param unit in UCUM, or null when none was given
   * @param words a value that is no number: "negative", or a number whose unit is missing
   */
  record Measured(
      Place place,
      boolean vital,
      @Nullable String loinc,
      @Nullable String name,
      @Nullable BigDecimal value,
      @Nullable BigDecimal second,
      @Nullable String unit,
      @Nullable String words) {}

  /** What the patient does not tolerate, or that nothing is known. */
  record Allergy(Place place, boolean noneKnown, @Nullable String reaction, Assertion assertion) {}

  /** A procedure, done, refused or planned. */
  record Done(Place place, boolean planned, Assertion assertion) {}

  /** A condition of a relative's. */
  record Relative(
      Place place,
      @Nullable String code,
      @Nullable String display,
      @Nullable String relation,
      Assertion assertion) {}
}
