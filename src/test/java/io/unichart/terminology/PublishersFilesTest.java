package io.unichart.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.terminology.load.IcdFiles;
import io.unichart.terminology.load.LoincFiles;
import io.unichart.terminology.load.RxNormFiles;
import io.unichart.terminology.load.TableFolder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
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

  /** What CMS, the National Library of Medicine and Regenstrief deliver, unpacked into a folder. */
  @Nested
  class AFolderAsItWasDelivered {

    private void put(String path, String text) throws IOException {
      put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String path, byte[] text) throws IOException {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, text);
    }

    private TermTable read(CodeSystem system) throws IOException {
      TermTable.Builder builder = TermTable.builder(system, "", "folder");
      new TableFolder(folder).read(system, builder);
      return builder.build();
    }

    @Test
    void ofCmsTheAddendaAndTheProceduresAreLeftAlone() throws IOException {
      put(
          "2026-code-descriptions/icd10cm_order_2026.txt",
          (line("00001", "M35", '0', "Other systemic involvement", "Other systemic involvement")
                  + line("00002", "M3500", '1', "Sjögren syndrome", "Sjögren syndrome, unspecified")
                  + line(
                      "00003", "S39012A", '1', "Strain of low back", "Strain, initial encounter"))
              .getBytes(Charset.forName("windows-1252")));
      put(
          "2026-code-descriptions/icd10cm_order_addenda_2026.txt",
          "Add:         " + line("00004", "Z9999", '1', "New", "New code"));
      put(
          "icd10pcs_order_2026.txt",
          line("00001", "B00B0ZZ", '1', "Plain Radiography", "Plain Radiography of Spinal Cord"));
      put("icd10cm_codes_2026.txt", "M3500   Sjögren syndrome, unspecified\n");
      put(
          "icd10cm-table-index/icd10cm_tabular_2026.xml",
          """
          <?xml version="1.0" encoding="utf-8"?>
          <ICD10CM.tabular xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
              xsi:noNamespaceSchemaLocation="icd10cm-tabular.xsd">
            <version>2026</version>
            <introduction><introSection type="title"><title>Title</title></introSection></introduction>
            <chapter>
              <name>13</name>
              <desc>Diseases of the musculoskeletal system (M00-M99)</desc>
              <includes><note>what a chapter includes belongs to no code</note></includes>
              <sectionIndex><sectionRef first="M30" last="M36" id="M30-M36">x</sectionRef></sectionIndex>
              <section id="M30-M36">
                <desc>Systemic connective tissue disorders (M30-M36)</desc>
                <includes><note>autoimmune disease NOS</note></includes>
                <diag>
                  <name>M35</name>
                  <desc>Other systemic involvement</desc>
                  <excludes1><note>reactive perforating collagenosis (L87.1)</note></excludes1>
                  <diag>
                    <name>M35.00</name>
                    <desc>Sjögren syndrome, unspecified</desc>
                    <inclusionTerm><note>Sicca <i>syndrome</i></note><note>Dry eyes and mouth</note></inclusionTerm>
                    <useAdditionalCode><note>use additional code for manifestations</note></useAdditionalCode>
                    <sevenChrDef><extension char="A">initial encounter</extension></sevenChrDef>
                  </diag>
                </diag>
              </section>
            </chapter>
          </ICD10CM.tabular>
          """);

      TermTable table = read(CodeSystem.ICD10CM);

      assertThat(table.concepts())
          .extracting(Concept::code)
          .containsExactly("M35", "M35.00", "S39.012A");
      assertThat(table.concept("M35.00").display()).isEqualTo("Sjögren syndrome, unspecified");
      assertThat(table.terms().stream().filter(t -> t.source() == Term.Source.SYNONYM))
          .extracting(Term::text)
          .containsExactly("Sicca syndrome", "Dry eyes and mouth");
      assertThat(new TableFolder(folder).version(CodeSystem.ICD10CM, "0".repeat(64)))
          .startsWith("2026 ");
    }

    @Test
    void ofRxNormTheNamesAreReadAndTheRelationsBesideThemAreNot() throws IOException {
      String rrf = "RxNorm_full_prescribe_10062025/rrf/";
      put(
          rrf + "RXNCONSO.RRF",
          """
          83367|ENG||||||9000001|9000001|83367||RXNORM|IN|83367|atorvastatin||N|4096|
          617310|ENG||||||9000002|9000002|617310||RXNORM|SCD|617310|atorvastatin 20 MG Oral Tablet||N|4096|
          617310|ENG||||||9000003|9000003|617310||RXNORM|SY|617310|atorvastatin (as atorvastatin calcium) 20 MG Oral Tablet||N|4096|
          617314|ENG||||||9000004|9000004|617314||RXNORM|SBD|617314|atorvastatin 20 MG Oral Tablet [Lipitor]||N|4096|
          1000001|ENG||||||9000005|9000005|1000001||RXNORM|SCD|1000001|gone||O|4096|
          1000002|ENG||||||9000006|9000006|1000002||RXNORM|SCD|1000002|hidden||E|4096|
          617310|ENG||||||9000007||x||MTHSPL|DP|x|Atorvastatin 20 mg tablet, film coated||N||
          """);
      put(
          rrf + "RXNREL.RRF",
          "|9000002|AUI|RO|83367||CUI|has_ingredient|1||RXNORM|RXNORM|||N|4096|\n");
      put(rrf + "RXNSAT.RRF", "617310|||9000002|AUI|617310|||RXN_STRENGTH|RXNORM|20 MG|N|4096|\n");

      TermTable table = read(CodeSystem.RXNORM);

      assertThat(table.concepts())
          .extracting(Concept::code)
          .containsExactly("83367", "617310", "617314");
      assertThat(new DrugCoder(table).code("Lipitor", "20 mg", "tab", false).chosen())
          .extracting(Candidate::code)
          .isEqualTo("617310");
      assertThat(new TableFolder(folder).version(CodeSystem.RXNORM, "0".repeat(64)))
          .startsWith("2025-10-06 ");
    }

    @Test
    void ofLoincTheTableIsReadWhateverColumnsItsEditionHas() throws IOException {
      put(
          "Loinc_2.80/LoincTable/Loinc.csv",
          "\uFEFF"
              + """
              "LOINC_NUM","COMPONENT","PROPERTY","TIME_ASPCT","SYSTEM","SCALE_TYP","METHOD_TYP","CLASS","VersionLastChanged","CHNG_TYPE","DefinitionDescription","STATUS","CONSUMER_NAME","CLASSTYPE","FORMULA","EXMPL_ANSWERS","SURVEY_QUEST_TEXT","SURVEY_QUEST_SRC","UNITSREQUIRED","RELATEDNAMES2","SHORTNAME","ORDER_OBS","HL7_FIELD_SUBFIELD_ID","EXTERNAL_COPYRIGHT_NOTICE","EXAMPLE_UNITS","LONG_COMMON_NAME","EXAMPLE_UCUM_UNITS","STATUS_REASON","STATUS_TEXT","CHANGE_REASON_PUBLIC","COMMON_TEST_RANK","COMMON_ORDER_RANK","HL7_ATTACHMENT_STRUCTURE","EXTERNAL_COPYRIGHT_LINK","PanelType","AskAtOrderEntry","AssociatedObservations","VersionFirstReleased","ValidHL7AttachmentRequest","DisplayName"
              "8867-4","Heart rate","NRat","Pt","XXX","Qn","","HRTRATE.ATOM","2.73","MIN","","ACTIVE","","2","","","","","Y","Pulse; HR","Heart rate","Both","","","bpm","Heart rate","{beats}/min","","","","0","0","","","","","","1.0","","Heart rate"
              "4548-4","Hemoglobin A1c/Hemoglobin.total","MFr","Pt","Bld","Qn","","HEM/BC","2.73","MIN","several
              lines","ACTIVE","","1","","","","","Y","","HbA1c MFr Bld","Both","","","%","Hemoglobin A1c/Hemoglobin.total in Blood","%","","","","10","20","","","","","","1.0","","HbA1c (Bld) [Mass fraction]"
              "1-8","Old","MCnc","Pt","Ser","Qn","","CHEM","2.73","DEL","","DEPRECATED","","1","","","","","","","Old","","","","","Old","","","","","0","0","","","","","","1.0","","Old"
              """);
      put("Loinc_2.80/LoincTableCore/LoincTableCore.csv", "\"LOINC_NUM\"\n\"2-6\"\n");

      TermTable table = read(CodeSystem.LOINC);

      assertThat(table.concepts()).extracting(Concept::code).containsExactly("8867-4", "4548-4");
      assertThat(table.terms()).extracting(Term::text).contains("HbA1c (Bld) [Mass fraction]");
      assertThat(new TableFolder(folder).version(CodeSystem.LOINC, "0".repeat(64)))
          .startsWith("2.80 ");
    }
  }
}
