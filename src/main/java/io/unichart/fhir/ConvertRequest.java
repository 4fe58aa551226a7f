package io.unichart.fhir;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of a conversion's request, for the API's description alone: every member may be absent,
 * and what an extraction answers beyond these is passed over. {@link FindingsForm} reads it.
 */
@Schema(
    name = "FindingsToConvert",
    description = "What an extraction answered, or only the members that older clients know")
record ConvertRequest(
    @Schema(
            description = "Becomes Patient.id; any FHIR id",
            pattern = "[A-Za-z0-9.-]{1,64}",
            example = "pat-1")
        @Nullable String patientId,
    @Schema(description = "Who the patient is") @Nullable PatientPart patientInfo,
    @Schema(description = "The patient's conditions") @Nullable List<Diagnosis> diagnoses,
    @Schema(description = "What is taken, ordered, stopped") @Nullable List<Medication> medications,
    @Schema(description = "As words; an impossible value is 422") @Nullable VitalSigns vitalSigns,
    @Schema(description = "Results as words", example = "[\"HbA1c 7.2 %\"]")
        @Nullable List<String> labResults,
    @Schema(description = "Becomes a CarePlan", example = "[\"Recheck HbA1c in 3 months\"]")
        @Nullable List<String> planActions,
    @Schema(description = "What is not tolerated") @Nullable List<Allergy> allergies,
    @Schema(description = "Done or planned") @Nullable List<Procedure> procedures,
    @Schema(description = "Relatives' conditions") @Nullable List<Relative> familyHistory,
    @Schema(description = "Measured values with codes; they go before the same ones as words")
        @Nullable List<Observation> observations,
    @Schema(description = "The day of the note", example = "2025-02-04")
        @Nullable LocalDate documentDate,
    @Schema(description = "A stored document; it becomes the DocumentReference", example = "17")
        @Nullable Long documentId,
    @Schema(
            description = "The note itself; it becomes the DocumentReference",
            example = "A: Type 2 diabetes. P: Metformin 500 mg BID.")
        @Nullable String text,
    @Schema(description = "What read the note; named in Provenance", example = "rules")
        @Nullable String modelUsed) {

  /** Who the patient is. */
  @Schema(name = "PatientToConvert")
  record PatientPart(
      @Schema(description = "In years, or as written for small children", example = "54")
          @Nullable String age,
      @Schema(description = "male, female, other or unknown", example = "female")
          @Nullable String gender) {}

  /** How the note asserts a fact. */
  @Schema(name = "AssertionToConvert")
  record Axes(
      @Schema(description = "Said to be absent") @Nullable Boolean negated,
      @Schema(description = "Said with doubt") @Nullable Boolean uncertain,
      @Schema(allowableValues = {"current", "historical", "hypothetical"})
          @Nullable String temporality,
      @Schema(allowableValues = {"patient", "family", "other"}) @Nullable String subject) {}

  /** A condition. */
  @Schema(name = "DiagnosisToConvert", requiredProperties = "text")
  record Diagnosis(
      @Schema(description = "The note's words", example = "Type 2 diabetes mellitus") String text,
      @Schema(pattern = "[A-Z]\\d[A-Z0-9](\\.?[A-Z0-9]{1,4})?", example = "E11.9")
          @Nullable String icd10Code,
      @Schema(
              description = "The code's title",
              example = "Type 2 diabetes mellitus without complications")
          @Nullable String icd10Description,
      @Schema(minimum = "0") @Nullable Integer start,
      @Schema(minimum = "0") @Nullable Integer end,
      @Schema(description = "How the note asserts it") @Nullable Axes assertion,
      @Schema(description = "What became of it", example = "active") @Nullable String status) {}

  /** A medicine. */
  @Schema(name = "MedicationToConvert", requiredProperties = "text")
  record Medication(
      @Schema(description = "The note's words", example = "metformin") String text,
      @Schema(pattern = "\\d{1,8}", example = "861007") @Nullable String rxnormCode,
      @Schema(
              description = "The product's name",
              example = "metformin hydrochloride 500 MG Oral Tablet")
          @Nullable String rxnormName,
      @Schema(minimum = "0") @Nullable Integer start,
      @Schema(minimum = "0") @Nullable Integer end,
      @Schema(description = "How the note asserts it") @Nullable Axes assertion,
      @Schema(
              description = "What became of it",
              allowableValues = {"started", "continued", "changed", "stopped"},
              example = "started")
          @Nullable String status,
      @Schema(description = "How it is taken") @Nullable Dosage dosage) {}

  /** How a medicine is taken, in the note's words. */
  @Schema(name = "DosageToConvert")
  record Dosage(
      @Schema(description = "The note's words", example = "500 mg PO BID") @Nullable String text,
      @Schema(description = "As written", example = "500 mg") @Nullable String strength,
      @Schema(description = "How much at a time", example = "1 tablet") @Nullable String dose,
      @Schema(description = "Tablet, inhaler, …", example = "tablet") @Nullable String form,
      @Schema(description = "As written", example = "PO") @Nullable String route,
      @Schema(description = "How often", example = "BID") @Nullable String frequency,
      @Schema(description = "As needed") @Nullable Boolean prn,
      @Schema(description = "What it is needed for", example = "pain") @Nullable String prnReason,
      @Schema(description = "For how long", example = "5 days") @Nullable String duration,
      @Schema(description = "How much is given out", example = "#60") @Nullable String dispense,
      @Schema(description = "How often it may be given out again", example = "2")
          @Nullable String refills,
      @Schema(description = "How it changes") @Nullable String taper) {}

  /** The vital signs as words; a value that no living body has is 422. */
  @Schema(name = "VitalSignsToConvert")
  record VitalSigns(
      @Schema(description = "With its unit", example = "98.6 °F") @Nullable String temperature,
      @Schema(description = "Systolic and diastolic", example = "118/76 mmHg")
          @Nullable String bloodPressure,
      @Schema(description = "With its unit", example = "82 bpm") @Nullable String heartRate,
      @Schema(description = "With its unit", example = "16 breaths/min")
          @Nullable String respiratoryRate,
      @Schema(description = "In percent", example = "98%") @Nullable String oxygenSaturation,
      @Schema(description = "With its unit", example = "148 lb") @Nullable String weight,
      @Schema(description = "With its unit", example = "170 cm") @Nullable String height,
      @Schema(description = "In kg/m2", example = "25.1") @Nullable String bmi) {}

  /** What is not tolerated, or that nothing is known. */
  @Schema(name = "AllergyToConvert", requiredProperties = "text")
  record Allergy(
      @Schema(description = "The note's words", example = "penicillin") String text,
      @Schema(minimum = "0") @Nullable Integer start,
      @Schema(minimum = "0") @Nullable Integer end,
      @Schema(description = "Nothing is known") @Nullable Boolean noKnownAllergies,
      @Schema(description = "What it did", example = "hives") @Nullable String reaction,
      @Schema(description = "How the note asserts it") @Nullable Axes assertion) {}

  /** A procedure. */
  @Schema(name = "ProcedureToConvert", requiredProperties = "text")
  record Procedure(
      @Schema(description = "The note's words", example = "colonoscopy") String text,
      @Schema(minimum = "0") @Nullable Integer start,
      @Schema(minimum = "0") @Nullable Integer end,
      @Schema(
              description = "What became of it",
              allowableValues = {"performed", "planned"})
          @Nullable String status,
      @Schema(description = "How the note asserts it") @Nullable Axes assertion) {}

  /** A relative's condition. */
  @Schema(name = "RelativeToConvert", requiredProperties = "text")
  record Relative(
      @Schema(description = "The note's words", example = "breast cancer") String text,
      @Schema(description = "An ICD-10-CM code", example = "C50.919") @Nullable String icd10Code,
      @Schema(description = "The code's title") @Nullable String icd10Description,
      @Schema(description = "Who has it", example = "mother") @Nullable String relation,
      @Schema(minimum = "0") @Nullable Integer start,
      @Schema(minimum = "0") @Nullable Integer end,
      @Schema(description = "How the note asserts it") @Nullable Axes assertion) {}

  /** A measured value; of a blood pressure both. */
  @Schema(name = "ObservationToConvert", requiredProperties = "text")
  record Observation(
      @Schema(description = "The note's words", example = "HbA1c 7.2 %") String text,
      @Schema(
              description = "Vital sign or laboratory result",
              allowableValues = {"vital", "lab"},
              example = "lab")
          @Nullable String kind,
      @Schema(pattern = "\\d{1,7}-\\d", example = "4548-4") @Nullable String loincCode,
      @Schema(description = "The code's name", example = "Hemoglobin A1c/Hemoglobin.total in Blood")
          @Nullable String name,
      @Schema(description = "The number", example = "7.2") @Nullable BigDecimal value,
      @Schema(description = "The diastolic one of a blood pressure")
          @Nullable BigDecimal secondValue,
      @Schema(description = "In UCUM", example = "%") @Nullable String unit,
      @Schema(description = "A value that is no number", example = "negative")
          @Nullable String valueText,
      @Schema(minimum = "0") @Nullable Integer start,
      @Schema(minimum = "0") @Nullable Integer end) {}
}
