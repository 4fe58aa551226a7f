package io.unichart.extraction.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.extraction.ReadNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A summary without a model holds nothing that the note does not say. */
class ClinicalTemplateTest {

  private static String summary(String note) {
    return ClinicalTemplate.of(note, ReadNote.NOTES.read(note), name -> name);
  }

  @Test
  void aVisitIsSummarisedPartByPart() {
    String summary =
        summary(
            """
            S: Pt presents with dysuria x2 days. Denies fever. NKDA.
            O: BP 118/76 mmHg, HR 82 bpm
            A: Acute uncomplicated cystitis
            P: Start nitrofurantoin 100 mg PO BID x5 days. Return if flank pain.
            """);

    assertThat(summary)
        .isEqualTo(
            """
            Complaint: Pt presents with dysuria x2 days; Denies fever
            Findings: BP 118/76 mmHg; HR 82 bpm
            Denied or absent: fever
            Assessment: Acute uncomplicated cystitis
            Plan: Start nitrofurantoin 100 mg PO BID x5 days; Return if flank pain
            Medications: nitrofurantoin 100 mg PO BID x5 days (started)
            Allergies: NKDA""");
  }

  @Test
  void theExaminationIsToldAndWhatItFoundIsNotAbsent() {
    String summary =
        summary(
            """
            S: Follow-up of the knee. Denies fever or swelling. Has tried OTC loratadine.
            O:
            Vitals: BP 152/96 (repeat 150/94)
            Neck
            No bruits.
            Left knee: portals healing well, minimal swelling noted.
            A: Healing well
            P: If it gets worse: prednisone 40 mg PO daily.
            """);

    assertThat(summary)
        .contains("Findings: BP 152/96; repeat 150/94\n")
        .contains(
            "Examination: No bruits; Left knee: portals healing well, minimal swelling noted\n")
        .contains("Denied or absent: fever; bruits\n")
        .contains("(only if needed)")
        .doesNotContain("(started)");
  }

  @Test
  void theProblemsOfANumberedListAreTheAssessment() {
    String summary =
        summary(
            """
            CC: cough x 3 days
            A/P: 1. COPD exacerbation - prednisone 40 mg daily x5 days
            2. T2DM - continue metformin; A1c 7.9
            3. r/o pneumonia - CXR
            f/u 1 week
            """);

    assertThat(summary).contains("Assessment: COPD exacerbation; T2DM; r/o pneumonia\n");
  }

  @Test
  void reasoningIsNeitherAssessmentNorPlan() {
    String summary =
        summary(
            """
            CHIEF COMPLAINT
            Back pain.

            RESULTS
            X-ray of the back is unremarkable.

            ASSESSMENT AND PLAN
            Lumbar strain.
            • Medical Reasoning: He hurt his back while moving boxes. He has been resting since.
            • Medical Treatment: Initiate meloxicam 15 mg once a day.
            • Specialist Referrals: Referral to physical therapy.
            """);

    assertThat(summary)
        .contains("Results: X-ray of the back is unremarkable\n")
        .contains("Assessment: Lumbar strain\n")
        .contains("Plan: Initiate meloxicam 15 mg once a day; Referral to physical therapy\n")
        .doesNotContain("moving boxes")
        .doesNotContain("resting");
  }

  @Test
  void whatIsOnlyOrderedIsPlanAndNoFinding() {
    String summary =
        summary(
            """
            S: Annual check-up.
            O:
            Lungs: clear
            Labs ordered: CBC, lipid panel
            A: Healthy adult
            P: Return in 5 months
            """);

    assertThat(summary)
        .contains("Examination: Lungs: clear\n")
        .contains("Plan: Labs ordered: CBC, lipid panel; Return in 5 months");
  }

  @Test
  void everyEntryOfEverySampleStandsInItsNote() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/samples/soap"))) {
      for (Path file : files.toList()) {
        String note = Files.readString(file);
        String plain = note.replaceAll("\\s+", " ");
        for (String line : summary(note).split("\n")) {
          String entries = line.substring(line.indexOf(": ") + 2);
          if (!line.startsWith("Medications")) {
            for (String entry : entries.split("; ")) {
              String words = entry.replaceFirst(" …$", "");
              assertThat(plain.contains(words) || words.matches("and \\d+ more in the note"))
                  .as("%s: %s", file, words)
                  .isTrue();
            }
          }
        }
        assertThat(summary(note)).as(file.toString()).contains("Assessment: ");
      }
    }
  }

  @Test
  void aTextThatIsNoNoteIsSummarisedByItsFirstSentences() {
    assertThat(
            summary(
                "Die Patientin klagt seit drei Tagen über Halsschmerzen. Kein Fieber. Der Rachen ist"
                    + " gerötet und geschwollen."))
        .startsWith("Die Patientin klagt seit drei Tagen");
    assertThat(summary("The cafeteria opens at eight. Bring your badge every morning."))
        .contains("cafeteria");
  }
}
