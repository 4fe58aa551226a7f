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
                .extract("Repeat CXR to ensure resolution. Smokes one a day.")
                .medications())
        .isEmpty();
  }
}
