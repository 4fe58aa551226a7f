package io.unichart.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What triage, nursing, letters, calls and lists of medicines write otherwise than visits do. */
class OtherKindsOfNotesTest {

  private static Map<String, String> statuses(String note) {
    Map<String, String> statuses = new TreeMap<>();
    ReadNote.json(note)
        .at("/medications")
        .forEach(m -> statuses.put(m.at("/text").asString(), m.at("/status").asString()));
    return statuses;
  }

  private static List<String> texts(JsonNode found, String member) {
    return found.at(member).valueStream().map(one -> one.at("/text").asString()).toList();
  }

  @Test
  void aListsMarksSayWhatBecomesOfEachMedicine() {
    assertThat(
            statuses(
                "DISCHARGE MEDICATIONS\n1. Torsemide 40 mg by mouth every morning (NEW)\n"
                    + "2. Carvedilol 12.5 mg by mouth twice a day (CHANGED from 6.25 mg)\n"
                    + "STOP TAKING: bumetanide, ibuprofen"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "Torsemide", "started",
                "Carvedilol", "changed",
                "bumetanide", "stopped",
                "ibuprofen", "stopped"));
    assertThat(
            statuses(
                "MEDICATION RECONCILIATION\nCozaar | 100mg | PO | daily | 3/2 | D/C\n"
                    + "Amlodipine | 10 mg | PO | daily | 3/2 | Continue"))
        .isEqualTo(Map.of("Cozaar", "stopped", "Amlodipine", "continued"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Meds: lisinopril 10 mg, metoprolol 25 mg (stopped), atorvastatin 20 mg | lisinopril=continued, metoprolol=stopped, atorvastatin=continued",
        "Medications: lisinopril, warfarin 5 mg (held), atorvastatin 40 mg (new) | lisinopril=continued, warfarin=stopped, atorvastatin=started",
        "Losartan 50 mg was started and lisinopril was discontinued. | Losartan=started, lisinopril=stopped",
        "Lisinopril continued, HCTZ held. | Lisinopril=continued, HCTZ=stopped",
        "Lisinopril 10 mg stopped due to cough, losartan 50 mg started | Lisinopril=stopped, losartan=started",
        "Aspirin, clopidogrel and warfarin were held. | Aspirin=stopped, clopidogrel=stopped, warfarin=stopped",
        "Continue lisinopril, which was started in May. | lisinopril=continued",
        "Stop metformin, glipizide was started. | metformin=stopped, glipizide=started"
      })
  void whatIsSaidOfOneMedicineIsNotSaidOfItsNeighbour(String note, String expected) {
    Map<String, String> wanted = new TreeMap<>();
    for (String one : expected.split(", ")) {
      wanted.put(one.split("=")[0], one.split("=")[1]);
    }
    assertThat(statuses(note)).isEqualTo(wanted);
  }

  @Test
  void whatIsNotTakenIsNone() {
    JsonNode read = ReadNote.json("MEDICATIONS: Lipitor 40 mg nightly\nNOT TAKING: aspirin 81 mg");

    assertThat(texts(read, "/medications")).containsExactly("Lipitor");
    assertThat(texts(read, "/other_mentions")).contains("aspirin");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "He is not on insulin, takes metformin 500 mg.   | metformin  | insulin",
        "Not on insulin, metformin 500 mg BID            | metformin  | insulin",
        "Not taking lisinopril, on amlodipine 5 mg       | amlodipine | lisinopril",
        "Not on aspirin, clopidogrel or warfarin         | ''         | aspirin, clopidogrel, warfarin",
        "Not taking metformin and lisinopril             | ''         | metformin, lisinopril"
      })
  void whatIsNotTakenEndsWhereAnotherIsTaken(String note, String taken, String others) {
    JsonNode read = ReadNote.json(note);

    assertThat(String.join(", ", texts(read, "/medications"))).isEqualTo(taken);
    assertThat(String.join(", ", texts(read, "/other_mentions"))).isEqualTo(others);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "History of warfarin use                              | historical",
        "s/p 7 days of cephalexin                             | historical",
        "Completed a 10-day course of azithromycin last week. | historical",
        "Recently finished doxycycline                        | historical",
        "Amoxicillin course completed 3/2                     | historical",
        "Complete course of amoxicillin                       | current",
        "Take amoxicillin until finished                      | current",
        "s/p PCI on aspirin                                   | current",
        "History of asthma on albuterol                       | current"
      })
  void aCourseThatIsOverIsPast(String note, String when) {
    assertThat(ReadNote.json(note).at("/medications/0/assertion/temporality").asString())
        .isEqualTo(when);
  }

  @Test
  void anIllnessBehindAStatementOfNoAllergiesIsNoReaction() {
    JsonNode read = ReadNote.json("Allergies: none, hypertension, asthma");

    assertThat(texts(read, "/diagnoses")).containsExactly("hypertension", "asthma");
  }

  @Test
  void whatWaitsForAWorseningIsNotRefused() {
    JsonNode read =
        ReadNote.json(
            "P:\nIf symptoms worsen or peak flow declines: prednisone 40 mg PO daily x5 days\n\n"
                + "Prescription Note:\nPrednisone 20 mg tablets\nSig: Take 2 tabs daily if directed");

    assertThat(texts(read, "/other_mentions")).isEmpty();
    assertThat(read.at("/medications/0/assertion/temporality").asString())
        .isEqualTo("hypothetical");
  }

  @Test
  void anAllergyInsideALineIsReadWithoutItsReaction() {
    JsonNode triage = ReadNote.json("ON METOPROLOL ALLERGY PCN - HIVES, SULFA\nT 102.9F P 118");
    JsonNode intake = ReadNote.json("Takes albuterol prn. Allergies: latex (rash).");

    assertThat(texts(triage, "/allergies")).containsExactly("PCN", "SULFA");
    assertThat(texts(triage, "/medications")).containsExactly("METOPROLOL");
    assertThat(texts(triage, "/diagnoses")).isEmpty();
    assertThat(texts(intake, "/allergies")).containsExactly("latex");
    assertThat(texts(intake, "/diagnoses")).isEmpty();
  }

  @Test
  void aMedicineForAnOldIllnessIsTakenNow() {
    JsonNode read =
        ReadNote.json(
            "Her past history includes Hashimoto's thyroiditis, for which she takes levothyroxine.");

    assertThat(read.at("/medications/0/assertion/temporality").asString()).isEqualTo("current");
  }

  @Test
  void whoCallsForAParentTellsOfThePatient() {
    JsonNode read =
        ReadNote.json("TC from pt's daughter. Dad has been dizzy. She has the flu herself.");

    assertThat(texts(read, "/diagnoses")).containsExactly("dizzy");
    assertThat(texts(read, "/family_history")).containsExactly("the flu");
  }

  @Test
  void aSignWithoutACodeOfItsOwnGetsNone() {
    JsonNode read = ReadNote.json("Impression: small effusion. No fracture.");

    assertThat(read.at("/diagnoses/0/icd10_code").isNull()).isTrue();
    assertThat(texts(read, "/other_mentions")).contains("fracture");
  }

  @Test
  void aReleaseThatNobodyNamedIsNoExactCode() {
    JsonNode unsaid = ReadNote.json("Plan: Start omeprazole 20 mg capsule daily.");
    JsonNode said = ReadNote.json("Plan: Start omeprazole 20 mg delayed release capsule daily.");

    assertThat(unsaid.at("/medications/0/confidence").asString()).isEqualTo("approximate");
    assertThat(said.at("/medications/0/confidence").asString()).isEqualTo("exact");
  }
}
