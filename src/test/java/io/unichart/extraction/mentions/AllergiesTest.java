package io.unichart.extraction.mentions;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.extraction.ReadNote;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The substance, its reaction and the remedy, in whatever order they are written. */
class AllergiesTest {

  private static String texts(String note, String member) {
    return ReadNote.texts(ReadNote.json(note), member);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Metronidazole allergy - hives            | Metronidazole",
        "Metronidazole allergy: hives, swelling   | Metronidazole",
        "Codeine allergy (itching)                | Codeine",
        "Mango allergy - hives                    | Mango",
        "Has penicillin and sulfa allergies       | sulfa, penicillin",
        "Bee sting allergy - carries EpiPen       | Bee sting",
        "Allergy - metronidazole                  | metronidazole",
        "Drug allergies - ceftriaxone             | ceftriaxone"
      })
  void whatStandsBeforeTheWordIsTheSubstanceAndNoMedicine(String note, String substances) {
    assertThat(texts(note, "allergies")).isEqualTo(substances);
    assertThat(texts(note, "medications")).doesNotContainIgnoringCase(substances);
    assertThat(texts(note, "diagnoses")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Seasonal allergies - loratadine                                 | loratadine",
        "Seasonal allergies: Zyrtec                                      | Zyrtec",
        "Hay fever/seasonal allergies: fluticasone nasal spray daily     | fluticasone",
        "Environmental allergies - takes Zyrtec daily                    | Zyrtec",
        "PMH: asthma, seasonal allergies - loratadine, GERD - omeprazole | loratadine, omeprazole",
        "Allergies: Zyrtec 10 mg daily                                   | Zyrtec"
      })
  void theRemedyForAnIllnessOfTheSeasonIsAMedicine(String note, String medicines) {
    assertThat(texts(note, "medications")).isEqualTo(medicines);
    assertThat(texts(note, "allergies")).isEmpty();
  }

  @Test
  void theNextLabelOfALineIsNoSubstance() {
    String note = "Allergies: sulfa (rash), lisinopril - cough. Meds: losartan 50 mg daily.";

    assertThat(texts(note, "allergies")).isEqualTo("sulfa, lisinopril");
    assertThat(texts(note, "medications")).isEqualTo("losartan");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Allergies: Penicillin (anaphylaxis)            | Penicillin | anaphylaxis",
        "Meds: PNV daily. All: sulfa -> hives           | sulfa      | hives",
        "Allergies: trimethoprim - rash                 | trimethoprim | rash",
        "Metronidazole allergy - hives                  | Metronidazole | hives",
        "Allergic to latex, which causes facial swelling | latex     | facial swelling",
        "Allergies: codeine (2015)                      | codeine    |"
      })
  void whatASubstanceDidIsTold(String note, String substance, @Nullable String reaction) {
    JsonNode allergy = ReadNote.json(note).at("/allergies/0");

    assertThat(allergy.at("/text").asString()).isEqualTo(substance);
    assertThat(allergy.at("/reaction").asStringOpt().orElse(null)).isEqualTo(reaction);
    assertThat(texts(note, "diagnoses")).isEmpty();
  }

  @Test
  void aMedicineBeforeTheLabelOfAllergiesIsTaken() {
    String note = "ON METOPROLOL ALLERGY PCN - HIVES, SULFA";

    assertThat(texts(note, "medications")).isEqualTo("METOPROLOL");
    assertThat(texts(note, "allergies")).isEqualTo("PCN, SULFA");
  }
}
