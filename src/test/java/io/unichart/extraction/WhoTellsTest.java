package io.unichart.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A relative who tells of a patient may be ill, too: whose illness is whose. */
class WhoTellsTest {

  private static String texts(String note, String member) {
    return ReadNote.texts(ReadNote.json(note), member);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mother called about her son. Mom has a cold. He has had fever for 2 days. | fever | a cold",
        "TC from mom re 3 yo daughter. Mom has migraine. Daughter has fever. | fever | migraine",
        "Mom called about son. Son has had vomiting. Older son has had diarrhea. | vomiting | diarrhea",
        "Father brought in his daughter with a cough. Father has asthma. | cough | asthma",
        "8 yo F brought in by mother for fever. Mother has lupus. | fever | lupus",
        "Mother called, she has the flu herself, child has a cough. | cough | the flu"
      })
  void theIllnessOfAParentWhoTellsOfAChildIsNotTheChilds(
      String note, String patients, String relatives) {
    assertThat(texts(note, "diagnoses")).isEqualTo(patients);
    assertThat(texts(note, "family_history")).isEqualTo(relatives);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Message from patient's daughter: Dad has chest pain. | chest pain | ''",
        "TC from pt's daughter. Dad has been dizzy. Mom has dementia. | dizzy | dementia",
        "Daughter reports her father has been confused. Her mother has lupus. | confused | lupus",
        "Pt's son states Mom has hip pain. Patient's mother had osteoporosis. | hip pain | osteoporosis",
        "Spoke to son regarding his mother. Mother has back pain. | back pain | ''",
        "Wife called. He has the flu himself. | the flu | ''"
      })
  void theParentOfWhomAChildTellsIsThePatient(String note, String patients, String relatives) {
    assertThat(texts(note, "diagnoses")).isEqualTo(patients);
    assertThat(texts(note, "family_history")).isEqualTo(relatives);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Spoke with daughter's school nurse. Her mother has diabetes. | diabetes"})
  void whoSpeaksForASchoolIsNoDaughter(String note, String relatives) {
    assertThat(texts(note, "diagnoses")).isEmpty();
    assertThat(texts(note, "family_history")).isEqualTo(relatives);
  }
}
