package io.unichart.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Medicines, doses and what becomes of them as wards, surgeries and pharmacies write them. */
class MedicinesAsWrittenTest {

  private static String medicines(String note, String... members) {
    return ReadNote.json(note)
        .at("/medications")
        .valueStream()
        .map(m -> told(m, members))
        .collect(Collectors.joining(", "));
  }

  private static String told(JsonNode medicine, String... members) {
    StringBuilder told = new StringBuilder(medicine.at("/text").asString());
    for (String member : members) {
      JsonNode value =
          medicine.has(member) ? medicine.get(member) : medicine.at("/dosage/" + member);
      told.append('=').append(value.isMissingNode() || value.isNull() ? "" : value.asString());
    }
    return told.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sedated on prop and fent gtt. | prop, fent",
        "Off levo since 0400. | levo",
        "She will prop herself up and levo on. | ''",
        "Intubated with etomidate and roc. | etomidate, roc",
        "Tab. Crocin 650 mg, Clexane 40 mg SC od, Seretide 2 puffs bd | Crocin, Clexane, Seretide",
        "Avoid NSAIDs. | NSAIDs",
        "She takes a statin and a PPI. | statin, PPI",
        "Statin intolerance was discussed. | ''"
      })
  void shortFormsBrandsAndKindsOfMedicinesAreRead(String note, String expected) {
    assertThat(medicines(note)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Takes metformin five hundred milligrams twice a day. | metformin=five hundred milligrams=twice a day",
        "Takes sertraline 100 daily. | sertraline=100=daily",
        "Increase lisinopril from 10 mg to 20 mg daily. | lisinopril=20 mg=daily",
        "Amlodipine 5mg -> 10mg od | Amlodipine=10mg=od",
        "Tab. Glimepiride 2 mg 1-0-0 before food | Glimepiride=2 mg=1-0-0",
        "Methotrexate 15 mg every Monday. Dialysis heparin 1000 units MWF. | Methotrexate=15 mg=every Monday, heparin=1000 units=MWF",
        "Metformin 500 mg bid, Newdrug 2.5 mg tds, senna nightly | Metformin=500 mg=bid, senna==nightly",
        "Missing metformin doses about twice a week. | metformin==",
        "Start cefazolin 2 g IV q8h. | cefazolin=2 g=q8h",
        "Vancomycin 15 mg/kg IV every twelve hours | Vancomycin=15 mg/kg=every twelve hours"
      })
  void strengthsAndTimesAreReadAsTheyAreWritten(String note, String expected) {
    assertThat(medicines(note, "strength", "frequency")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Switch from lisinopril to losartan. | lisinopril=stopped, losartan=started",
        "Replace hydrochlorothiazide with amlodipine. | hydrochlorothiazide=stopped, amlodipine=started",
        "Change HCTZ -> amlodipine 5 mg daily. | HCTZ=stopped, amlodipine=started",
        "Ramipril 5mg od, bisoprolol 2.5mg od. Ramipril withheld. | Ramipril=stopped, bisoprolol=",
        "Metformin stopped by the GP in May, senna 15 mg nocte | Metformin=stopped, senna=",
        "Up-titrate carvedilol to 12.5 mg bid. | carvedilol=changed",
        "Anticoagulated, on apixaban 5 mg bid. | apixaban=continued"
      })
  void whatBecomesOfAMedicineIsRead(String note, String expected) {
    assertThat(medicines(note, "status")).isEqualTo(expected);
  }
}
