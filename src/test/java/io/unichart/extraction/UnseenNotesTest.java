package io.unichart.extraction;

import static io.unichart.extraction.ReadNote.texts;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What notes in habits of writing that nobody had tried showed to be missing. */
class UnseenNotesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Wife reports fatigue. She had covid last month.         | fatigue           | covid",
        "Wife states she herself has had a cold.                 | ''                | a cold",
        "Wife says he has had chest pain since noon.             | chest pain        | ''",
        "71 yo man. His daughter visits. She has had migraines.  | ''                | migraines",
        "71 yo woman. Her mother is well. She has had migraines. | migraines         | ''",
        "Daughter reports her own migraines.                     | ''                | migraines",
        "Dtr has asthma. Pt with cough for 3 mo.                 | cough             | asthma",
        "Cough for 3 mo has improved.                            | Cough             | ''",
        "No fever and his wife who had bronchitis is better.     | ''                | bronchitis"
      })
  void aPronounIsTheOneOfItsSexWhoWasNamed(String note, String patients, String relatives) {
    JsonNode read = ReadNote.json(note);

    assertThat(texts(read, "diagnoses")).isEqualTo(patients);
    assertThat(texts(read, "family_history")).isEqualTo(relatives);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Metoprolol held, restarted today.                          | started   | current",
        "Eliquis was held before the port and has been resumed.     | continued | current",
        "Ran out of lisinopril two weeks ago.                       | stopped   | current",
        "Prednisone was tapered off in March.                       | stopped   | current",
        "Transitioned to ciprofloxacin on day 3.                    | started   | current",
        "Home meds:\\natorvastatin 40 mg QHS - HOLD                  | stopped   | current",
        "Home meds:\\ngabapentin 300 mg TID -> increase to 600 mg    | changed   | current",
        "#Ppx: SQ heparin                                           | null      | current",
        "He has tried Claritin without relief.                      | null      | historical",
        "Ear infection treated with amoxicillin, resolved.          | null      | current",
        "If no better by day 10 will start Augmentin.               | started   | hypothetical"
      })
  void whatBecameOfAMedicineInTheEnd(String note, String status, String when) {
    JsonNode medicine = ReadNote.json(note.replace("\\n", "\n")).at("/medications/0");

    assertThat(medicine.at("/status").asString("null")).isEqualTo(status);
    assertThat(medicine.at("/assertion/temporality").asString()).isEqualTo(when);
    assertThat(medicine.at("/assertion/negated").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MCL strain after a twist.                  | MCL strain",
        "He has pain in his right elbow.            | pain in his right elbow",
        "Left forearm laceration, 3 cm.             | Left forearm laceration",
        "She has Smith-Magenis syndrome.            | Smith-Magenis syndrome",
        "Two falls this month.                      | falls",
        "She falls asleep early.                    | ''",
        "Stable for discharge to home.              | ''",
        "Blood pressure was checked in his left arm | ''",
        "Infectious Disease was consulted.          | ''"
      })
  void whatIsMadeOfABodyPartAndAComplaintIsFound(String note, String found) {
    assertThat(texts(ReadNote.json(note), "diagnoses")).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Assessment: Glaucoma suspect OU.            | H40.009 | true",
        "Assessment: ? UTI                           | N39.0   | true",
        "Assessment: Likely viral pharyngitis        | J02.9   | true",
        "Assessment: CKD 3b                          | N18.32  | false",
        "Assessment: ARDS                            | J80     | false",
        "Assessment: left heel ulcer                 | L97.429 | false",
        "Assessment: hip fx                          | S72.009A | false"
      })
  void whatClinicsWriteHasItsCode(String note, String code, boolean uncertain) {
    JsonNode diagnosis = ReadNote.json(note).at("/diagnoses/0");

    assertThat(diagnosis.at("/icd10_code").asString()).isEqualTo(code);
    assertThat(diagnosis.at("/assertion/uncertain").asBoolean()).isEqualTo(uncertain);
  }
}
