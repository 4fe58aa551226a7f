package io.unichart.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.unichart.terminology.load.PlainTables;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class BuiltInDictionaryTest {

  private static final Path TABLES = Path.of("../shared/data/terminology");

  private static TermTable full(CodeSystem system) throws IOException {
    assumeTrue(Files.isDirectory(TABLES), "the full code tables are not here: " + TABLES);
    TermTable.Builder builder = TermTable.builder(system, "full", "tables");
    PlainTables.read(TABLES, system, builder);
    return builder.build();
  }

  @Test
  void everyConditionIsABillableCodeWithItsOfficialTitle() throws IOException {
    TermTable full = full(CodeSystem.ICD10CM);

    for (Concept own : BuiltIn.table(CodeSystem.ICD10CM).concepts()) {
      assertThat(full.concept(own.code())).as(own.code()).isEqualTo(own);
    }
  }

  /**
   * The tables lack what begins with A. Most of our products and ingredients among those were
   * compared by hand with public lists that name code and product together; for alendronate,
   * amitriptyline, atomoxetine, amoxicillin with clavulanate and acetaminophen with oxycodone no
   * such list was found. Nothing here checks them again. Everything else is compared, with the
   * supplement where the main table has no name.
   */
  @Test
  void everyMedicineStandsInRxNormUnderItsOfficialName() throws IOException {
    TermTable full = full(CodeSystem.RXNORM);
    Map<String, String> supplement = supplement();
    List<String> unseen = new ArrayList<>();

    for (Concept own : BuiltIn.table(CodeSystem.RXNORM).concepts()) {
      Concept official = full.concept(own.code());
      if (official != null) {
        assertThat(own).isEqualTo(official);
      } else if (supplement.containsKey(own.code())) {
        assertThat(own.display()).isEqualToIgnoringCase(supplement.get(own.code()));
      } else {
        unseen.add(own.display());
      }
    }

    assertThat(unseen)
        .hasSizeLessThanOrEqualTo(53)
        .allMatch(name -> name.matches("(?:200 ACTUAT )?a.*"));
  }

  private static Map<String, String> supplement() throws IOException {
    Path file = TABLES.resolve("rxnorm_supplement_antihypertensive_dementia.tsv.gz");
    try (BufferedReader rows =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return rows.lines()
          .map(row -> row.split("\t"))
          .collect(Collectors.toMap(row -> row[0], row -> row[2], (one, same) -> one));
    }
  }

  @Test
  void everyMeasurementHasARightCheckDigitAndAUnit() {
    assertThat(BuiltIn.table(CodeSystem.LOINC).concepts())
        .hasSizeGreaterThanOrEqualTo(60)
        .allSatisfy(
            concept -> {
              assertThat(checkDigit(concept.code())).as(concept.code()).isTrue();
              assertThat(concept.kind()).isNotBlank();
            });
  }

  @Test
  void noEverydayNameStandsForTwoConditions() {
    Set<String> seen = new HashSet<>();
    List<String> twice =
        BuiltIn.rows(CodeSystem.ICD10CM).stream()
            .flatMap(row -> Arrays.stream(row).skip(2))
            .flatMap(names -> Arrays.stream(names.split("\\|")))
            .filter(name -> !name.isEmpty() && !seen.add(name))
            .toList();

    assertThat(twice).isEmpty();
  }

  private static boolean checkDigit(String code) {
    String[] parts = code.split("-");
    int sum = 0;
    for (int i = 0; i < parts[0].length(); i++) {
      int digit = parts[0].charAt(parts[0].length() - 1 - i) - '0';
      int value = i % 2 == 0 ? digit * 2 : digit;
      sum += value > 9 ? value - 9 : value;
    }
    return (10 - sum % 10) % 10 == Integer.parseInt(parts[1]);
  }
}
