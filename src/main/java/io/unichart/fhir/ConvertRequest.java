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
    @Nullable PatientPart patientInfo,
    @Nullable List<Diagnosis> diagnoses,
    @Nullable List<Medication> medications,
    @Nullable VitalSigns vitalSigns,
    @Schema(description = "Results as words", example = "[\"HbA1c 7.2 %\"]")
        @Nullable List<String> labResults,
    @Schema(description = "Becomes a CarePlan", example = "[\"Recheck HbA1c in 3 months\"]")
        @Nullable List<String> planActions,
    @Nullable List<Allergy> allergies,
    @Nullable List<Procedure> procedures,
    @Nullable List<Relative> familyHistory,
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
      @Schema(example = "54") @Nullable String age,
      @Schema(example = "female") @Nullable String gender) {}

  /** How the note asserts a fact. */
  @Schema(name = "AssertionToConvert")
  record Axes(
      @Nullable Boolean negated,
      @Nullable Boolean uncertain,
      @Schema(allowableValues = {"current", "historical", "hypothetical"})
          @Nullable String temporality,
      @Schema(allowableValues = {"patient", "family", "other"}) @Nullable String subject) {}

  /** A condition. */
  @Schema(name = "DiagnosisToConvert", requiredProperties = "text")
  record Diagnosis(
      @Schema(example = "Type 2 diabetes mellitus") String text,
      @Schema(pattern = "[A-Z]\\d[A-Z0-9](\\.?[A-Z0-9]{1,4})?", example = "E11.9")
          @Nullable String icd10Code,
      @Schema(example = "Type 2 diabetes mellitus without complications")
          @Nullable String icd10Description,
      @Schema(minimum = "0") @Nullable Integer start,
      @Schema(minimum = "0") @Nullable Integer end,
      @Nullable Axes assertion,
      @Schema(example = "active") @Nullable String status) {}

  /** A medicine. */
  @Schema(name = "MedicationToConvert", requiredProperties = "text")
  record Medication(
      @Schema(example = "metformin") String text,
      @Schema(pattern = "\\d{1,8}", example = "861007") @Nullable String rxnormCode,
      @Schema(example = "metformin hydrochloride 500 MG Oral Tablet") @Nullable String rxnormName,
      @Schema(minimum = "0") @Nullable Integer start,
      @Schema(minimum = "0") @Nullable Integer end,
      @Nullable Axes assertion,
      @Schema(
              allowableValues = {"started", "continued", "changed", "stopped"},
              example = "started")
          @Nullable String status,
      @Nullable Dosage dosage) {}

  /** How a medicine is taken, in the note's words. */
  @Schema(name = "DosageToConvert")
  record Dosage(
      @Schema(example = "500 mg PO BID") @Nullable String text,
      @Schema(example = "500 mg") @Nullable String strength,
      @Schema(example = "1 tablet") @Nullable String dose,
      @Schema(example = "tablet") @Nullable String form,
      @Schema(example = "PO") @Nullable String route,
      @Schema(example = "BID") @Nullable String frequency,
      @Nullable Boolean prn,
      @Schema(example = "pain") @Nullable String prnReason,
      @Schema(example = "5 days") @Nullable String duration,
      @Schema(example = "#60") @Nullable String dispense,
      @Schema(example = "2") @Nullable String refills,
      @Nullable String taper) {}

  /** The vital signs as words; a value that no living body has is 422. */
  @Schema(name = "VitalSignsToConvert")
  record VitalSigns(
      @Schema(example = "98.6 °F") @Nullable String temperature,
      @Schema(example = "118/76 mmHg") @Nullable String bloodPressure,
      @Schema(example = "82 bpm") @Nullable String heartRate,
      @Schema(example = "16 breaths/min") @Nullable String respiratoryRate,
      @Schema(example = "98%") @Nullable String oxygenSaturation,
      @Schema(example = "148 lb") @Nullable String weight,
      @Schema(example = "170 cm") @Nullable String height,
      @Schema(example = "25.1") @Nullable String bmi) {}

  /** What is not tolerated, or that nothing is known. */
  @Schema(name = "AllergyToConvert", requiredProperties = "text")
  record Allergy(
      @Schema(example = "penicillin") String text,
      @Schema(minimum = "0") @Nullable Integer start,
      @Schema(minimum = "0") @Nullable Integer end,
      @Nullable Boolean noKnownAllergies,
      @Nullable Axes assertion) {}

  /** A procedure. */
  @Schema(name = "ProcedureToConvert", requiredProperties = "text")
  record Procedure(
      @Schema(example = "colonoscopy") String text,
      @Schema(minimum = "0") @Nullable Integer start,
      @Schema(minimum = "0") @Nullable Integer end,
      @Schema(allowableValues = {"performed", "planned"}) @Nullable String status,
      @Nullable Axes assertion) {}

  /** A relative's condition. */
  @Schema(name = "RelativeToConvert", requiredProperties = "text")
  record Relative(
      @Schema(example = "breast cancer") String text,
      @Schema(example = "C50.919") @Nullable String icd10Code,
      @Nullable String icd10Description,
      @Schema(example = "mother") @Nullable String relation,
      @Schema(minimum = "0") @Nullable Integer start,
      @Schema(minimum = "0") @Nullable Integer end,
      @Nullable Axes assertion) {}

  /** A measured value; of a blood pressure both. */
  @Schema(name = "ObservationToConvert", requiredProperties = "text")
  record Observation(
      @Schema(example = "HbA1c 7.2 %") String text,
      @Schema(
              allowableValues = {"vital", "lab"},
              example = "lab")
          @Nullable String kind,
      @Schema(pattern = "\\d{1,7}-\\d", example = "4548-4") @Nullable String loincCode,
      @Schema(example = "Hemoglobin A1c/Hemoglobin.total in Blood") @Nullable String name,
      @Schema(example = "7.2") @Nullable BigDecimal value,
      @Schema(description = "The diastolic one of a blood pressure")
          @Nullable BigDecimal secondValue,
      @Schema(description = "In UCUM", example = "%") @Nullable String unit,
      @Schema(description = "A value that is no number", example = "negative")
          @Nullable String valueText,
      @Schema(minimum = "0") @Nullable Integer start,
      @Schema(minimum = "0") @Nullable Integer end) {}
}
