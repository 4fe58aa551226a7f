package io.unichart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenamedCsvTest {

  @TempDir Path folder;

  @Test
  void columnsGetTheNamesThatTheMappingGivesThem() throws IOException {
    String sent =
        renamed(
            """
            id: rec
            given_name: first
            family_name: last
            birth_date: {column: dob, pattern: "dd.MM.yyyy"}
            identifiers: {ssn: soc, visa: v}
            other: {place: where}
            """,
            """
            rec;first;last;dob;soc;v;where;more
            7;Ada;"Love, ""lace"", Ada";10.12.1815;1;2;London;x
            8;Bo;;64.12.1815;;;;
            """);

    assertThat(sent)
        .isEqualTo(
            """
            external_id,given_name,family_name,birth_date,ssn,identifier.visa
            7,Ada,"Love, ""lace"", Ada",1815-12-10,1,2
            8,Bo,,64.12.1815,,
            """);
  }

  @Test
  void aDateInThreeColumnsBecomesOne() throws IOException {
    String sent =
        renamed(
            "id: i\nfamily_name: f\nbirth_date: {year: y, month: m, day: d}\n",
            "i,f,y,m,d\n1,Fox,1950,3,4\n2,Owl,1950,12,\n3,Elk,,,\n");

    assertThat(sent)
        .isEqualTo("external_id,family_name,birth_date\n1,Fox,1950-03-04\n2,Owl,1950-12\n3,Elk,\n");
  }

  @Test
  void aColumnThatTheFileDoesNotHaveIsNamed() {
    assertThatThrownBy(() -> renamed("id: i\nfamily_name: surname\n", "i,f\n1,Fox\n"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("surname");
  }

  private String renamed(String mapping, String csv) throws IOException {
    Path yaml = Files.writeString(folder.resolve("m.yaml"), mapping);
    Path file = Files.writeString(folder.resolve("people.csv"), csv);
    try (RenamedCsv renamed = new RenamedCsv(new CsvFile(file), Mapping.read(yaml))) {
      return new String(renamed.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
