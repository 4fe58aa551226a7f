package io.unichart.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.extraction.Extraction.Noted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProceduresTest {

  private static Extraction read(String note) {
    return ReadNote.NOTES.extract(note);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Plan: flu shot declined by mom",
        "Patient declines flu shot.",
        "Flu shot: refused",
        "Flu shot not given today",
        "Flu shot was offered but declined",
        "Refused the flu shot again."
      })
  void whatWasDeclinedIsNotDone(String note) {
    assertThat(read(note).procedures())
        .singleElement()
        .satisfies(
            shot -> {
              assertThat(shot.assertion().negated()).isTrue();
              assertThat(shot.status()).isNull();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PSH: left TKR 2019, appendicectomy as a child | left TKR",
        "PSHx: Wisdom teeth extraction                 | Wisdom teeth extraction",
        "Recurrent AOM s/p PE tubes 2024               | PE tubes",
        "PMH: TAH/BSO for fibroids                     | TAH/BSO"
      })
  void operationsOfThePastAreNamedAsCliniciansNameThem(String note, String operation) {
    assertThat(read(note).procedures())
        .first()
        .satisfies(
            done -> {
              assertThat(done.text()).isEqualTo(operation);
              assertThat(done.assertion().temporality()).isEqualTo("historical");
            });
  }

  @Test
  void whatAProcedureIsAgainstIsNoFindingOfItsOwn() {
    Extraction read = read("PSH: hernia repair 2015. Given flu shot today.");

    assertThat(read.procedures())
        .extracting(Noted::text)
        .containsExactly("hernia repair", "flu shot");
    assertThat(read.diagnoses()).isEmpty();
    assertThat(read.otherMentions()).isEmpty();
  }

  @Test
  void aVaccinationThatIsTheReasonOfAVisitIsItsDiagnosis() {
    assertThat(read("A:\nInfluenza immunization, routine visit\nP:\nflu vaccine IM").diagnoses())
        .extracting(Extraction.Diagnosis::icd10Code)
        .containsExactly("Z23");
    assertThat(read("HPI: here for cough. Had her flu shot.\nA: cough").diagnoses())
        .extracting(Extraction.Diagnosis::icd10Code)
        .containsExactly("R05.9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Exam: Abd soft, TTP RLQ with guarding",
        "O:\nVitals: BP 118/76\nABD: Mild suprapubic TTP, no CVA tenderness",
        "Seen for knee pain, TTP over the patella.",
        "Seen at UC yesterday for a sprain.",
        "Comfortable on RA.",
        "O/E: HR 98, sats 94% OA",
        "Took Mucinex DM for the cough.",
        "AF VSS"
      })
  void aShortFormIsNoDiseaseBesideWordsThatGiveItAnotherMeaning(String note) {
    assertThat(read(note).diagnoses())
        .extracting(Extraction.Diagnosis::icd10Code)
        .doesNotContain("M31.19", "K51.90", "M06.9", "M19.90", "E11.9", "I48.91");
  }
}
