package io.unichart.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unichart.extraction.ReadNote;
import io.unichart.platform.Problem;
import io.unichart.platform.Problem.FieldError;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of single findings, and which findings are refused. */
class ConversionTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  /** A request in single quotes, converted; everything made of it must be valid. */
  private static JsonNode convert(String request) {
    Conversion conversion = conversion(request, NOW);
    assertThat(Validator.errors(conversion.bundle())).isEmpty();
    return JSON.valueToTree(conversion.groups(0));
  }

  private static Conversion conversion(String request, Instant now) {
    JsonNode body = JSON.readTree(request.replace('\'', '"'));
    return Conversion.of(
        FindingsForm.read(body, text -> ReadNote.NOTES.read(text).measurements()), now);
  }

  private static void refuses(String request, String... fields) {
    assertThatThrownBy(() -> conversion(request, NOW))
        .asInstanceOf(InstanceOfAssertFactories.type(Problem.class))
        .satisfies(problem -> assertThat(problem.status().value()).isEqualTo(422))
        .extracting(Problem::errors)
        .asInstanceOf(InstanceOfAssertFactories.list(FieldError.class))
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder(fields);
  }

  @Test
  void theValidatorSeesMistakes() {
    assertThat(
            Validator.errors(
                "{\"resourceType\":\"Observation\",\"status\":\"done\",\"code\":{\"coding\":[{\"system\":"
                    + "\"http://loinc.org\",\"code\":\"8867-4\"}]},\"valueQuantity\":{\"value\":80,"
                    + "\"unit\":\"bpm\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"bpm\"}}"))
        .hasSizeGreaterThan(2);
  }

  @Test
  void theMembersThatOlderClientsKnowAreEnough() {
    JsonNode answer =
        convert(
            """
            {'patient_id': 'pat-1', 'patient_info': {'age': '54', 'gender': 'Female'},
             'diagnoses': [{'text': 'Type 2 diabetes', 'icd10_code': 'E119',
               'icd10_description': 'Type 2 diabetes mellitus', 'confidence': 'exact'}],
             'medications': [{'text': 'metformin 500 mg', 'rxnorm_code': '861007',
               'rxnorm_name': 'metformin', 'confidence': 'exact'}],
             'vital_signs': {'temperature': '98.6 F', 'blood_pressure': '118/76 mmHg',
               'heart_rate': '82', 'respiratory_rate': '16 breaths/min', 'oxygen_saturation': '98%',
               'weight': '180 lb', 'height': '5\u203210\u2033', 'bmi': '25.8'},
             'lab_results': ['HbA1c 7.2%', 'Rapid strep: negative'], 'plan_actions': ['Rest'],
             'processing_time_ms': 3, 'model_used': 'gpt'}
            """);

    assertThat(answer.at("/patient/id").asString()).isEqualTo("pat-1");
    assertThat(answer.at("/patient/gender").asString()).isEqualTo("female");
    assertThat(answer.at("/patient").has("birthDate")).isFalse();
    assertThat(answer.at("/conditions/0/code/coding/0/code").asString()).isEqualTo("E11.9");
    assertThat(answer.at("/conditions/0/subject/reference").asString()).isEqualTo("Patient/pat-1");
    assertThat(answer.at("/medications/0/resourceType").asString()).isEqualTo("MedicationRequest");
    assertThat(answer.at("/observations").size()).isEqualTo(10);
    assertThat(answer.at("/observations").findValuesAsString("valueString"))
        .containsExactly("negative");
    assertThat(answer.at("/resource_count").isMissingNode()).isTrue();
    assertThat(answer.at("/resourceCount").intValue()).isEqualTo(1 + 1 + 1 + 10 + 2);
  }

  @Test
  void aBloodPressureHasTwoComponents() {
    JsonNode pressure =
        convert("{'vital_signs': {'blood_pressure': '118/76'}}").at("/observations/0");

    assertThat(pressure.at("/code/coding/0/code").asString()).isEqualTo("85354-9");
    assertThat(pressure.at("/component/0/code/coding/0/code").asString()).isEqualTo("8480-6");
    assertThat(pressure.at("/component/0/valueQuantity/value").intValue()).isEqualTo(118);
    assertThat(pressure.at("/component/1/code/coding/0/code").asString()).isEqualTo("8462-4");
    assertThat(pressure.at("/component/1/valueQuantity/code").asString()).isEqualTo("mm[Hg]");
    assertThat(pressure.at("/_effectiveDateTime/extension/0/valueCode").asString())
        .isEqualTo("unknown");
  }

  @Test
  void aNumberWithoutItsUnitStaysWords() {
    JsonNode answer =
        convert("{'vital_signs': {'weight': '180', 'height': '6 cubits', 'heart_rate': 'normal'}}");

    assertThat(answer.at("/observations")).hasSize(3);
    assertThat(answer.at("/observations/0").has("valueQuantity")).isFalse();
    assertThat(answer.at("/observations/0/dataAbsentReason/coding/0/code").asString())
        .isEqualTo("as-text");
    assertThat(answer.at("/observations").findValuesAsString("text"))
        .contains("180", "6 cubits", "normal");
  }

  @Test
  void theAxesDecideTheStatusOfACondition() {
    JsonNode answer =
        convert(
            """
            {'document_date': '2025-03-12', 'diagnoses': [
              {'text': 'pneumonia', 'assertion': {'negated': false, 'uncertain': true,
                'temporality': 'current', 'subject': 'patient'}},
              {'text': 'stroke', 'assertion': {'temporality': 'historical'}},
              {'text': 'gout', 'assertion': {'negated': true}},
              {'text': 'asthma', 'assertion': {'subject': 'family'}},
              {'text': 'relapse', 'assertion': {'temporality': 'hypothetical'}}]}
            """);

    assertThat(answer.at("/conditions")).hasSize(3);
    assertThat(verified(answer, 0)).isEqualTo("provisional");
    assertThat(answer.at("/conditions/1/clinicalStatus/coding/0/code").asString())
        .isEqualTo("inactive");
    assertThat(verified(answer, 2)).isEqualTo("refuted");
    assertThat(answer.at("/conditions/0/recordedDate").asString()).isEqualTo("2025-03-12");
    assertThat(answer.at("/other/0/resourceType").asString()).isEqualTo("FamilyMemberHistory");
  }

  private static String verified(JsonNode answer, int i) {
    return answer.at("/conditions/" + i + "/verificationStatus/coding/0/code").asString();
  }

  @Test
  void whatWasStoppedIsNotOrdered() {
    JsonNode answer =
        convert(
            """
            {'medications': [{'text': 'lisinopril', 'status': 'stopped'},
              {'text': 'losartan', 'status': 'started'}, {'text': 'aspirin', 'status': 'continued'}]}
            """);

    assertThat(answer.at("/medications/0/resourceType").asString())
        .isEqualTo("MedicationStatement");
    assertThat(answer.at("/medications/0/status").asString()).isEqualTo("stopped");
    assertThat(answer.at("/medications/1/intent").asString()).isEqualTo("order");
    assertThat(answer.at("/medications/2/reportedBoolean").booleanValue()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "BID,2,1,d",
    "t.i.d.,3,1,d",
    "twice daily,2,1,d",
    "three times a day,3,1,d",
    "once weekly,1,1,wk",
    "2 times per week,2,1,wk",
    "every other day,1,2,d",
    "q6h,1,6,h",
    "every 4-6 hours,1,4,h",
    "every 12 hours,1,12,h",
    "nightly,1,1,d",
    "daily in the morning,1,1,d",
    "every 2 weeks,1,2,wk",
    "monthly,1,1,mo",
    "qod,1,2,d"
  })
  void aRhythmIsCounted(String words, int times, int period, String unit) {
    JsonNode repeat =
        convert(
                "{'medications': [{'text': 'x', 'dosage': {'text': 'y', 'frequency': '"
                    + words
                    + "'}}]}")
            .at("/medications/0/dosageInstruction/0/timing/repeat");

    assertThat(repeat.at("/frequency").intValue()).isEqualTo(times);
    assertThat(repeat.at("/period").intValue()).isEqualTo(period);
    assertThat(repeat.at("/periodUnit").asString()).isEqualTo(unit);
  }

  @Test
  void aPrescriptionKeepsAllThatIsSaidOfIt() {
    JsonNode medicine =
        convert(
                """
                {'medications': [{'text': 'hydrocodone', 'status': 'started', 'dosage': {
                  'text': '1-2 tablets PO q4-6h prn pain x 5 days', 'strength': '5/325 mg',
                  'dose': '1-2 tablets', 'route': 'PO', 'frequency': 'q4-6h', 'prn': true,
                  'prn_reason': 'pain', 'duration': '5 days', 'dispense': '#30', 'refills': 'none'}}]}
                """)
            .at("/medications/0");

    JsonNode dosage = medicine.at("/dosageInstruction/0");
    assertThat(dosage.at("/doseAndRate/0/doseRange/high/value").intValue()).isEqualTo(2);
    assertThat(dosage.at("/timing/repeat/periodMax").intValue()).isEqualTo(6);
    assertThat(dosage.at("/timing/repeat/boundsDuration/code").asString()).isEqualTo("d");
    assertThat(dosage.at("/asNeededCodeableConcept/text").asString()).isEqualTo("pain");
    assertThat(dosage.at("/route/coding/0/code").asString()).isEqualTo("PO");
    assertThat(medicine.at("/dispenseRequest/quantity/value").intValue()).isEqualTo(30);
    assertThat(medicine.at("/dispenseRequest/numberOfRepeatsAllowed").intValue()).isZero();
  }

  @Test
  void allergiesRelativesProceduresAndTheNoteStandAmongTheOthers() {
    JsonNode answer =
        convert(
            """
            {'text': 'NKDA. Mother had a stroke.', 'allergies': [{'text': 'NKDA', 'start': 0,
               'end': 4, 'no_known_allergies': true, 'assertion': {'negated': true}}],
             'family_history': [{'text': 'stroke', 'relation': 'Mother', 'icd10_code': 'I63.9'}],
             'procedures': [{'text': 'appendectomy', 'status': 'performed'},
               {'text': 'colonoscopy', 'status': 'planned'}]}
            """);

    assertThat(answer.at("/other").findValuesAsString("resourceType"))
        .containsExactly(
            "AllergyIntolerance",
            "Procedure",
            "ServiceRequest",
            "FamilyMemberHistory",
            "DocumentReference",
            "Provenance");
    assertThat(answer.at("/other/0/code/coding/0/code").asString()).isEqualTo("409137002");
    assertThat(answer.at("/other/3/relationship/coding/0/code").asString()).isEqualTo("MTH");
    assertThat(answer.at("/other/5/target/0/extension/0/extension/1/valueInteger").intValue())
        .isEqualTo(4);
  }

  @Test
  void theSameContentHasTheSameIdsAtAnyTime() {
    String request =
        "{'diagnoses': [{'text': 'gout'}, {'text': 'gout'}], 'processing_time_ms': %d}";

    JsonNode one = JSON.valueToTree(conversion(request.formatted(1), NOW).bundle());
    JsonNode two = JSON.valueToTree(conversion(request.formatted(9), NOW.plusSeconds(7)).bundle());

    assertThat(one.findValuesAsString("fullUrl"))
        .isEqualTo(two.findValuesAsString("fullUrl"))
        .doesNotHaveDuplicates()
        .allMatch(url -> url.startsWith("urn:uuid:"));
  }

  @Test
  void valuesThatCannotBeAreRefusedAllAtOnce() {
    refuses(
        """
        {'vital_signs': {'blood_pressure': '1280/82 mmHg', 'temperature': '986',
          'heart_rate': '8200 bpm', 'oxygen_saturation': '198%'},
         'observations': [{'text': 'BP 76/118', 'loinc_code': '85354-9', 'value': 76,
           'second_value': 118, 'unit': 'mm[Hg]'},
           {'text': 'Temp', 'loinc_code': '8310-5', 'value': 37, 'unit': 'K'}]}
        """,
        "observations[0].value",
        "observations[1].unit",
        "vital_signs.blood_pressure",
        "vital_signs.temperature",
        "vital_signs.heart_rate",
        "vital_signs.oxygen_saturation");
    refuses(
        """
        {'vital_signs': {'blood_pressure': '1280/82 mmHg', 'temperature': '986',
          'heart_rate': '8200 bpm', 'oxygen_saturation': '198%', 'weight': '9000 kg'}}
        """,
        "vital_signs.blood_pressure",
        "vital_signs.temperature",
        "vital_signs.heart_rate",
        "vital_signs.oxygen_saturation",
        "vital_signs.weight");
  }

  @Test
  void wrongMembersAreRefusedAllAtOnce() {
    refuses(
        """
        {'patient_id': 'no spaces', 'patient_info': [], 'diagnoses': [{'icd10_code': 'banana'}, 5],
         'medications': [{'text': 'x', 'rxnorm_code': 'abc', 'dosage': 'daily'}],
         'lab_results': 'HbA1c', 'plan_actions': [1], 'document_date': '12/03/2025',
         'allergies': [{'text': ' ', 'start': 3, 'end': 1, 'assertion': {'subject': 'dog'}}]}
        """,
        "patient_id",
        "patient_info",
        "diagnoses[0].text",
        "diagnoses[0].icd10_code",
        "diagnoses[1]",
        "medications[0].rxnorm_code",
        "medications[0].dosage",
        "lab_results",
        "plan_actions[0]",
        "document_date",
        "allergies[0].text",
        "allergies[0].end",
        "allergies[0].assertion.subject");
    refuses("[1]", "body");
  }

  @Test
  void nothingAtAllIsAPatientAlone() {
    JsonNode answer = convert("{}");

    assertThat(answer.at("/patient/resourceType").asString()).isEqualTo("Patient");
    assertThat(List.of(answer.at("/conditions").size(), answer.at("/other").size()))
        .containsOnly(0);
  }
}
