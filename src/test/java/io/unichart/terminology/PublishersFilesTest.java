package io.unichart.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.terminology.load.IcdFiles;
import io.unichart.terminology.load.LoincFiles;
import io.unichart.terminology.load.RxNormFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishersFilesTest {

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("file"), text);
  }

  @Test
  void theOrderFileOfCmsGivesCodesHeadersAndLongTitles() throws IOException {
    TermTable.Builder builder = TermTable.builder(CodeSystem.ICD10CM, "FY2026", "order file");
    IcdFiles.readOrderFile(
        file(
            line("12345", "J45", '0', "Asthma", "Asthma")
                + line(
                    "12346",
                    "J45909",
                    '1',
                    "Unspecified asthma, uncomp",
                    "Unspecified asthma, uncomplicated")),
        builder);
    TermTable table = builder.build();

    assertThat(table.concept("J45.909").display()).isEqualTo("Unspecified asthma, uncomplicated");
    assertThat(table.concept("J45.909").billable()).isTrue();
    assertThat(table.concept("J45").billable()).isFalse();
  }

  private static String line(
      String number, String code, char billable, String shortTitle, String longTitle) {
    return String.format("%-5s %-7s %c %-60s %s%n", number, code, billable, shortTitle, longTitle);
  }

  @Test
  void theTabularListGivesInclusionTermsToTheirOwnCode() throws IOException {
    TermTable.Builder builder = TermTable.builder(CodeSystem.ICD10CM, "FY2026", "tabular");
    builder.concept(new Concept("A00", "Cholera", false, ""));
    builder.concept(new Concept("A00.0", "Cholera due to biovar cholerae", true, ""));
    IcdFiles.readTabularList(
        file(
            """
            <ICD10CM.tabular><chapter><name>1</name><section><diag><name>A00</name><desc>Cholera</desc>
            <diag><name>A00.0</name><desc>x</desc><inclusionTerm><note>Classical cholera</note></inclusionTerm>
            <excludes1><note>not this</note></excludes1></diag>
            <includes><note>epidemic cholera</note></includes></diag></section></chapter></ICD10CM.tabular>
            """),
        builder);

    assertThat(builder.build().terms())
        .extracting(term -> term.concept() + " " + term.text())
        .containsExactly(
            "0 Cholera",
            "1 Cholera due to biovar cholerae",
            "1 Classical cholera",
            "0 epidemic cholera");
  }

  @Test
  void rxNormRowsOfItsOwnSourceAreRead() throws IOException {
    TermTable.Builder builder = TermTable.builder(CodeSystem.RXNORM, "2025", "RRF");
    RxNormFiles.read(
        file(
            """
            861007|ENG||||||1||861007||RXNORM|SCD|861007|metformin hydrochloride 500 MG Oral Tablet||N|4096|
            861007|ENG||||||2||861007||RXNORM|PSN|861007|metFORMIN HCl 500 MG Oral Tablet||N|4096|
            1|ENG||||||3||x||MTHSPL|SU|1|something else||N|4096|
            2|ENG||||||4||2||RXNORM|IN|2|gone||O|4096|
            """),
        builder);
    TermTable table = builder.build();

    assertThat(table.concepts()).extracting(Concept::code).containsExactly("861007");
    assertThat(table.terms()).hasSize(2);
  }

  @Test
  void loincRowsAreReadByColumnNameAndOnlyWhenActive() throws IOException {
    TermTable.Builder builder = TermTable.builder(CodeSystem.LOINC, "2.80", "Loinc.csv");
    LoincFiles.read(
        file(
            """
            "LOINC_NUM","COMPONENT","STATUS","SHORTNAME","LONG_COMMON_NAME","EXAMPLE_UCUM_UNITS"
            "8867-4","Heart rate","ACTIVE","Heart rate","Heart rate","{beats}/min;/min"
            "1-8","Old, thing","DEPRECATED","Old","Old thing",""
            """),
        builder);

    assertThat(builder.build().concepts()).extracting(Concept::code).containsExactly("8867-4");
  }
}
