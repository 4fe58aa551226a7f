package io.unichart.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.terminology.BuiltInTerminology;
import io.unichart.terminology.Concept;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Lines of an assessment whose illness only the code tables know by name. */
class AssessedLinesTest {

  private static final Notes NOTES =
      new Notes(
          BuiltInTerminology.with(
              new Concept("K90.81", "Whipple's disease", true, ""),
              new Concept("B57.2", "Chagas disease", true, "")));

  private static List<String> diagnoses(String note) {
    return NOTES.extract(note).diagnoses().stream().map(Extraction.Diagnosis::text).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Assessment:\nNo Whipple's disease.",
        "Assessment:\nNot Whipple's disease",
        "Diagnoses:\nDenies Chagas disease",
        "Impression: No Chagas disease",
        "Assessment: Unlikely Whipple's disease.",
        "Assessment:\nFather with Whipple's disease",
        "Assessment:\nFamily history of Chagas disease"
      })
  void aLineThatSetsAnIllnessAsideIsNoDiagnosis(String note) {
    assertThat(diagnoses(note)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Assessment:\nWhipple's disease.",
        "Assessment: Whipple's disease",
        "Diagnoses:\n1. Whipple's disease\n2. No Chagas disease"
      })
  void aLineThatNamesAnIllnessIsOne(String note) {
    assertThat(diagnoses(note)).containsExactly("Whipple's disease");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Assessment: hypertension, diabetes, COPD          | hypertension; diabetes; COPD",
        "A: HTN, DM2 and gout                              | HTN; DM2; gout",
        "Impression: nausea, vomiting, diarrhea            | nausea; vomiting; diarrhea",
        "Dx: CKD, anemia                                   | CKD; anemia",
        "Diagnoses: Otitis media, left ear, asthma         | Otitis media, left ear; asthma",
        "A: HTN, type 2 diabetes mellitus with hyperglycemia | HTN; type 2 diabetes mellitus with hyperglycemia",
        "Assessment: alcohol use, cirrhosis                | cirrhosis"
      })
  void everyIllnessOfAListIsFound(String note, String expected) {
    assertThat(String.join("; ", diagnoses(note))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "otitis media, right ear",
        "T2DM, uncontrolled, with hyperglycemia",
        "nausea and vomiting"
      })
  void whatIsSaidOfOneIllnessStaysWithIt(String words) {
    assertThat(diagnoses("Assessment: " + words)).containsExactly(words);
  }

  @Test
  void aDoubtfulIllnessIsUncertain() {
    JsonNode read = ReadNote.json("Assessment:\nPossible abscess");

    assertThat(read.at("/diagnoses/0/text").asString()).isEqualTo("abscess");
    assertThat(read.at("/diagnoses/0/assertion/uncertain").asBoolean()).isTrue();
  }
}
