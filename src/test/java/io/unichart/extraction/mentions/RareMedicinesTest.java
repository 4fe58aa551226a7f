package io.unichart.extraction.mentions;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.terminology.CodeSystem;
import io.unichart.terminology.Concept;
import io.unichart.terminology.DrugCoder;
import io.unichart.terminology.TermTable;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of medicines that only the full tables know. */
class RareMedicinesTest {

  private final NoteReader reader =
      new NoteReader(
          new Lexicon(
              new DrugCoder(
                  TermTable.builder(CodeSystem.RXNORM, "2026", "a publisher's table")
                      .concept(new Concept("4493", "flavoxate", true, "IN"))
                      .concept(new Concept("6809", "metformin", true, "IN"))
                      .concept(new Concept("11295", "water", true, "IN"))
                      .concept(
                          new Concept("1", "menthol 35 MG/ML Topical Gel [Performix]", true, "SBD"))
                      .build())));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Start flavoxate 100 mg TID. | flavoxate",
        "She takes flavoxate for her bladder. | flavoxate",
        "Medications:\\nPerformix gel | Performix",
        "Will switch from metformin to flavoxate 100 mg. | metformin,flavoxate",
        "Flavoxate was discussed. |",
        "We saw him performix his exercises. |",
        "Drinks water 500 ml before meals, flavoxate 3.1 mg/dL. |",
        "Lisinopril 10 mg daily. | Lisinopril"
      })
  void countWhereTheWordsAroundThemSpeakOfTakingThem(String text, String expected) {
    List<String> found =
        reader.read(text.replace("\\n", "\n")).medications().stream()
            .map(m -> m.mention().text())
            .toList();

    assertThat(String.join(",", found)).isEqualTo(expected == null ? "" : expected);
  }
}
