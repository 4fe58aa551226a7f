package io.unichart.extraction;

import static io.unichart.extraction.ReadNote.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The release of a medicine is part of its product, not of its name. */
class ReleasedMedicinesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Metformin ER 500 mg tablet. Take 1 tab PO daily | 860975",
        "Switch to metformin ER 500 mg PO daily with dinner | 860975",
        "Metformin 500 mg tablet. Take 1 tab PO daily | 861007"
      })
  void extendedReleaseIsCodedOnlyWhenItIsSaid(String prescription, String code) {
    assertThat(NOTES.extract("P:\n" + prescription).medications())
        .extracting(Extraction.Medication::rxnormCode)
        .containsExactly(code);
  }
}
