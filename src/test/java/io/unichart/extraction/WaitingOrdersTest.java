package io.unichart.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingOrdersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Plan: stop metformin if eGFR <30            |",
        "Plan: hold lisinopril should BP drop        |",
        "Plan: stop metformin                        | stopped",
        "Plan: stop metformin today, recheck if sick | stopped"
      })
  void anOrderThatWaitsForSomethingChangesNothingYet(String plan, @Nullable String status) {
    assertThat(ReadNote.NOTES.extract(plan).medications())
        .singleElement()
        .satisfies(taken -> assertThat(taken.status()).isEqualTo(status));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "P: Encourage hydration; may use phenazopyridine OTC x2 days | phenazopyridine",
        "Plan: Labetalol if BP >140/90                              | Labetalol",
        "Plan: prednisone 40 mg only if directed                    | prednisone"
      })
  void whatSomebodyMayTakeIsNotYetTaken(String plan, String medicine) {
    assertThat(ReadNote.NOTES.extract(plan).medications())
        .singleElement()
        .satisfies(
            allowed -> {
              assertThat(allowed.text()).isEqualTo(medicine);
              assertThat(allowed.status()).isNull();
              assertThat(allowed.assertion().temporality()).isEqualTo("hypothetical");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Plan: Continue NSAID: ibuprofen 600 mg PO q8h      | ibuprofen",
        "Plan: Change antihistamine to cetirizine 10 mg     | cetirizine",
        "Plan: limit caffeine. Prednisone 40 mg daily x5 days | Prednisone"
      })
  void theKindOfAMedicineIsNoSecondOneAndCaffeineIsFood(String plan, String medicine) {
    assertThat(ReadNote.NOTES.extract(plan).medications())
        .extracting(Extraction.Medication::text)
        .containsExactly(medicine);
  }

  @Test
  void hoursBehindAMedicineAreNoPartOfItsName() {
    assertThat(ReadNote.NOTES.extract("Given Tylenol 3 hrs ago.").medications())
        .extracting(Extraction.Medication::text)
        .containsExactly("Tylenol");
  }

  @Test
  void whatWasStoppedByADoctorLeavesTheNextOfTheListAlone() {
    assertThat(
            ReadNote.NOTES
                .extract("Medication: metformin stopped by GP in May, midodrine 2.5 mg TDS")
                .medications())
        .extracting(taken -> taken.text() + " " + taken.status())
        .containsExactly("metformin stopped", "midodrine continued");
  }

  @Test
  void toEnsureIsNoDrinkAndOneADayNoVitamin() {
    assertThat(
            ReadNote.NOTES
                .extract("Repeat CXR to ensure resolution. Smokes one a day. Last dose 3 hrs ago.")
                .medications())
        .isEmpty();
  }
}
