package io.unichart.extraction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.unichart.language.TokenUsage;
import io.unichart.terminology.Candidate;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A note as coded facts, in the words of the API.
 *
 * @param path rules, or model: the rules together with a model
 * @param tokenUsage what the model counted
 * @param fallback why a model did not read along, where one was to
 * @param ignored where the note gives orders to machines; nothing there was read as a fact
 */
public record Extraction(
    PatientPart patientInfo,
    List<Diagnosis> diagnoses,
    List<Medication> medications,
    VitalSigns vitalSigns,
    List<String> labResults,
    List<String> planActions,
    List<Allergy> allergies,
    List<Noted> procedures,
    List<Noted> familyHistory,
    List<Noted> otherMentions,
    List<Observation> observations,
    @Nullable LocalDate documentDate,
    @Nullable Long documentId,
    List<Span> ignored,
    long processingTimeMs,
    String modelUsed,
    String path,
    TokenUsage tokenUsage,
    @Nullable String fallback) {

  /** The same facts, with the stored document they come from. */
  public Extraction from(long document) {
    return with(document, modelUsed, path, tokenUsage, fallback, processingTimeMs);
  }

  /** The same facts, and who read them. */
  Extraction by(String model, String way, TokenUsage usage, @Nullable String why, long millis) {
    return with(documentId, model, way, usage, why, millis);
  }

  private Extraction with(
      @Nullable Long document,
      String model,
      String way,
      TokenUsage usage,
      @Nullable String why,
      long millis) {
    return new Extraction(
        patientInfo,
        diagnoses,
        medications,
        vitalSigns,
        labResults,
        planActions,
        allergies,
        procedures,
        familyHistory,
        otherMentions,
        observations,
        documentDate,
        document,
        ignored,
        millis,
        model,
        way,
        usage,
        why);
  }

  /** Who the patient is. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record PatientPart(@Nullable String age, @Nullable String gender) {}

  /** The four axes in lower case. */
  public record Axes(boolean negated, boolean uncertain, String temporality, String subject) {

    public static Axes of(Assertion assertion) {
      return new Axes(
          assertion.negated(),
          assertion.uncertain(),
          assertion.temporality().name().toLowerCase(java.util.Locale.ROOT),
          assertion.subject().name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  /**
   * A condition of the patient's own.
   *
   * @param codeVersion the version of the table that the candidates come from
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Diagnosis(
      String text,
      @Nullable String icd10Code,
      @Nullable String icd10Description,
      String confidence,
      int start,
      int end,
      Axes assertion,
      @Nullable String status,
      @Nullable String method,
      List<Candidate> candidates,
      String codeVersion) {}

  /**
   * A medicine the patient takes, took or shall take.
   *
   * @param codeVersion the version of the table that the candidates come from
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Medication(
      String text,
      @Nullable String rxnormCode,
      @Nullable String rxnormName,
      String confidence,
      int start,
      int end,
      Axes assertion,
      @Nullable String status,
      @Nullable String method,
      List<Candidate> candidates,
      String codeVersion,
      MedicationMention.Dosage dosage) {}

  /** The vital signs as text with their units. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record VitalSigns(
      @Nullable String temperature,
      @Nullable String bloodPressure,
      @Nullable String heartRate,
      @Nullable String respiratoryRate,
      @Nullable String oxygenSaturation,
      @Nullable String weight,
      @Nullable String height,
      @Nullable String bmi) {}

  /**
   * What the patient does not tolerate, or that nothing is known.
   *
   * @param reaction what it did, in the note's words ("hives"), where the note says so
   */
  public record Allergy(
      String text,
      int start,
      int end,
      boolean noKnownAllergies,
      @Nullable String reaction,
      Axes assertion) {}

  /**
   * Something else the note names.
   *
   * @param relation who has it, in the family's history ("mother")
   * @param status of a procedure: performed or planned; null where it was not done
   */
  public record Noted(
      String text,
      String kind,
      @Nullable String icd10Code,
      @Nullable String icd10Description,
      int start,
      int end,
      Axes assertion,
      @Nullable String relation,
      @Nullable String status) {}

  /**
   * A measured value; of a blood pressure both.
   *
   * @param value the number, unless the result is words
   * @param valueText a result that is no number: positive, negative, trace, 2+
   */
  public record Observation(
      String text,
      String kind,
      String loincCode,
      String name,
      @Nullable Double value,
      @Nullable Double secondValue,
      @Nullable String valueText,
      @Nullable String unit,
      int start,
      int end) {}
}
