package io.unichart.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
