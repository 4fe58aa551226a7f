package io.unichart.extraction.mentions;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.extraction.ReadNote;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class BodyComplaintsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Closed fracture of the left distal radius | fracture of the left distal radius | S52.502A",
        "Left distal radius fracture               | Left distal radius fracture        | S52.502A",
        "3 cm laceration to the right hand         | laceration to the right hand       | S61.419A",
        "Fracture of the right clavicle            | Fracture of the right clavicle     | S42.009A",
        "Contusion of right knee                   | Contusion of right knee            | S80.00XA"
      })
  void anInjuryIsNamedWithItsPlaceWhereverThePlaceStands(String said, String found, String code) {
    JsonNode read = ReadNote.json("Assessment: " + said + ".");

    assertThat(ReadNote.texts(read, "diagnoses")).isEqualTo(found);
    assertThat(read.at("/diagnoses/0/icd10_code").asString()).isEqualTo(code);
  }
}
