package io.unichart.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Notes that are long, foreign, empty, contradictory or simply wrong. */
class OddNotesTest {

  @ParameterizedTest
  @ValueSource(strings = {"2025-03-12", "3/12/2025", "March 12, 2025", "12 Mar 2025"})
  void aDateIsReadInFourFormats(String date) {
    assertThat(
            ReadNote.json("Encounter Date: " + date + "\nA: Gout").at("/document_date").asString())
        .isEqualTo("2025-03-12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"O: BP 1280/82", "O: Temp 986 F", "O: HR 8200", "O: SpO2 198%"})
  void anImpossibleValueIsNoVitalSign(String note) {
    JsonNode read = ReadNote.json("S: Feels well.\n" + note);

    assertThat(read.at("/observations")).isEmpty();
    read.at("/vital_signs").forEach(value -> assertThat(value.isNull()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "O: HR 82, heart_rate, 82 bpm",
    "O: Temp 98.6, temperature, 98.6 °F",
    "O: Temp 37.2, temperature, 37.2 °C",
    "O: SpO2 97, oxygen_saturation, 97%",
    "O: BP 118/76, blood_pressure, 118/76 mmHg"
  })
  void aMissingUnitIsTheUsualOneOrNone(String note, String sign, String expected) {
    assertThat(ReadNote.json("S: Feels well.\n" + note).at("/vital_signs/" + sign).asString())
        .isEqualTo(expected);
  }

  @Test
  void kilogramsAreNotPounds() {
    JsonNode read = ReadNote.json("Blood pressure is 122 over 78 and the weight is 81 kilograms.");

    assertThat(read.at("/vital_signs/weight").asString()).isEqualTo("81 kg");
    assertThat(read.at("/vital_signs/blood_pressure").asString()).isEqualTo("122/78 mmHg");
    assertThat(ReadNote.json("Exam: weight 82,5 kg today.").at("/vital_signs/weight").asString())
        .isEqualTo("82.5 kg");
  }

  @Test
  void contradictingStatementsAreBothKept() {
    JsonNode read =
        ReadNote.json("HPI: Denies headache. Later she says that headache began on Monday.");

    assertThat(read.at("/other_mentions").findValuesAsString("text")).contains("headache");
    assertThat(read.at("/diagnoses").findValuesAsString("text")).contains("headache");
  }

  @Test
  void emptySectionsAreEmpty() {
    JsonNode read = ReadNote.json("S:\n\nO:\n\nA:\n\nP:\n");

    assertThat(read.at("/diagnoses")).isEmpty();
    assertThat(read.at("/plan_actions")).isEmpty();
  }

  @Test
  void aGermanNoteAndOneWithNothingClinicalInventNothing() {
    JsonNode german =
        ReadNote.json(
            "Anamnese: Seit drei Tagen Halsschmerzen. Befund: Rachen rot. Therapie: Tee.");
    JsonNode other = ReadNote.json("The cafeteria opens at eight. Bring your badge every morning.");

    assertThat(german.at("/medications")).isEmpty();
    assertThat(other.at("/diagnoses")).isEmpty();
    assertThat(other.at("/observations")).isEmpty();
  }

  @Test
  void aRecordsNumberAndAQuestionnaireAreNoDiseases() {
    JsonNode read = ReadNote.json("Patient UC-106015. The GAD-7 today is 5. A: Insomnia.");

    assertThat(read.at("/diagnoses").findValuesAsString("text")).containsExactly("Insomnia");
  }

  @Test
  void aPlanBehindItsLetterIsReadToo() {
    JsonNode read =
        ReadNote.json("S: Cough.\nP: Start benzonatate 100 mg PO TID. Return in a week.");

    assertThat(read.at("/plan_actions")).hasSize(2);
  }

  @Test
  void aNoteOfTwoMegabytesIsRead() {
    String note = "S: Cough.\nA: Acute bronchitis.\nP: Rest and fluids.\n\n";
    JsonNode read = ReadNote.json(note.repeat(2_000_000 / note.length()));

    assertThat(read.at("/diagnoses").findValuesAsString("icd10_code")).containsExactly("J20.9");
  }

  @Test
  void roomAirIsNoArthritisAndADrinkNoAddiction() {
    JsonNode read =
        ReadNote.json(
            "S: Has 2 alcoholic drinks a week.\nO: SpO2 97% RA, No fever today, mild fatigue\n"
                + "A: Asthma, exacerbation. Low suspicion for pneumonia. Exposure to influenza.");

    assertThat(read.at("/diagnoses").findValuesAsString("icd10_code"))
        .doesNotContain("M06.9", "F10.20", "J18.9", "J11.1");
    assertThat(negated(read, "mild fatigue")).isFalse();
  }

  private static boolean negated(JsonNode read, String words) {
    return read.at("/other_mentions")
        .valueStream()
        .filter(mention -> mention.get("text").asString().equals(words))
        .anyMatch(mention -> mention.at("/assertion/negated").asBoolean());
  }

  @Test
  void thePrescriptionsDoseStandsBeforeTheStorys() {
    JsonNode read =
        ReadNote.json(
            "S: Tried ibuprofen 400 mg with partial relief.\nA: Lumbar strain\n"
                + "P: Continue ibuprofen 600 mg PO q8h PRN with food. Potassium in two weeks.");

    assertThat(read.at("/medications").findValuesAsString("rxnorm_code")).containsExactly("197806");
    assertThat(read.at("/medications/0/dosage/strength").asString()).isEqualTo("600 mg");
    assertThat(read.at("/medications/0/dosage/prn_reason").isNull()).isTrue();
  }

  @Test
  void aStatementWithACodeOfItsOwnIsOneProblem() {
    JsonNode read =
        ReadNote.json(
            "Assessment:\n1. Type 2 diabetes mellitus with hyperglycemia\n"
                + "2. Acute otitis media, right ear\n3. Generalized anxiety disorder\n"
                + "Subjective: Follow-up of anxiety.");

    assertThat(read.at("/diagnoses").findValuesAsString("icd10_code"))
        .containsExactlyInAnyOrder("E11.65", "H66.91", "F41.1");
  }

  @Test
  void whatAPrescriptionSaysIsKeptToItsEnd() {
    JsonNode read =
        ReadNote.json(
            "P: Metformin ER 500 mg tablet\nDispense: #60\n"
                + "Sig: Take 1 tab PO daily for 7 days, then take 2 tabs PO daily as tolerated\n"
                + "Refills: 2");

    assertThat(read.at("/medications/0/dosage/text").asString())
        .contains("then take 2 tabs PO daily as tolerated")
        .endsWith("Refills: 2");
  }

  @Test
  void anAssessmentWithItsPlanTellsBoth() {
    JsonNode read =
        ReadNote.json(
            "A/P:\n1. CHF - out of diuretic. Restart furosemide 80 mg PO BID. Daily weights.\n"
                + "2. COPD - stable, continue tiotropium.");

    assertThat(read.at("/plan_actions").valueStream().map(JsonNode::asString))
        .containsExactly(
            "Restart furosemide 80 mg PO BID.", "Daily weights.", "continue tiotropium.");
    assertThat(read.at("/diagnoses").findValuesAsString("icd10_code")).contains("I50.9", "J44.9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Imp: anaemia, hyperprolactinaemia. | anaemia, hyperprolactinaemia",
        "Imp: #NOF. | #NOF",
        "Imp: obese male, is diabetic. | obese, diabetic",
        "Imp: tender cervical LAD; stent to LAD, d/c ibuprofen. | cervical LAD",
        "Imp: arrhythmia clinic follow-up, diabetic diet, trauma bay. | ''"
      })
  void spellingsAndWordsCountWhereTheyTellOfSomebody(String note, String expected) {
    assertThat(ReadNote.texts(ReadNote.json(note), "diagnoses")).isEqualTo(expected);
  }

  @Test
  void aProblemListTellsWhatIsSoAndWhatIsResolvedIsPast() {
    JsonNode read =
        ReadNote.json(
            "Problem List\nHypothyroidism [E03.9]\nCoronary artery disease - s/p PCI 2021\n"
                + "Resolved problems: pneumonia");

    assertThat(read.at("/diagnoses/0/status").asString()).isEqualTo("active");
    assertThat(read.at("/diagnoses/1/status").asString()).isEqualTo("active");
    assertThat(read.toString()).contains("\"historical\"");
  }
}
