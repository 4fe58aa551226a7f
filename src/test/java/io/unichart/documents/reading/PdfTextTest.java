package io.unichart.documents.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PdfTextTest {

  private static String text(byte[] file) {
    return FileKind.PDF.read(file).text();
  }

  @Test
  void everyPageIsReadAndItsStartIsKnown() {
    FileText read =
        FileKind.PDF.read(Pdfs.of("A first page.\n\nWith two paragraphs.", "", "The third page."));

    assertThat(read.text()).isEqualTo("A first page.\n\nWith two paragraphs.\nThe third page.");
    assertThat(read.pageStarts()).containsExactly(0, 35, 36);
    assertThat(read.text().substring(read.pageStarts().get(2))).isEqualTo("The third page.");
  }

  @Test
  void linesThatThePaperBrokeAreJoinedAndOthersAreNot() {
    assertThat(
            text(
                Pdfs.of(
                    "Measure the blood pressure at every visit, with the patient seated for five minutes, and\n"
                        + "record it.\n"
                        + "Use a large cuff for large arms.\n"
                        + "- a bullet that is as long as the line is wide and so could well go on in the next one,\n"
                        + "- but this is another bullet")))
        .isEqualTo(
            "Measure the blood pressure at every visit, with the patient seated for five minutes, and record"
                + " it.\nUse a large cuff for large arms.\n"
                + "- a bullet that is as long as the line is wide and so could well go on in the next one,\n"
                + "- but this is another bullet");
  }

  @Test
  void dividedWordsAreWholeAgainAndCompoundsKeepTheirHyphen() {
    String text =
        text(
            Pdfs.of(
                "Signs of hypertension and of anaemia were found in most of the persons who had hyper-\n"
                    + "tension for long. A long-term plan needs patience; those who follow it for the long-\n"
                    + "term do well. Signs of an anae-\n"
                    + "mia are rare."));

    assertThat(text).contains("had hypertension for long").contains("the long-term do well");
  }

  @Test
  void runningHeadsStandOnceAndBarePageNumbersGo() {
    String[] pages = new String[5];
    for (int i = 0; i < pages.length; i++) {
      pages[i] =
          "Trust Guideline 7\n\nBody text of page number "
              + "abcde".charAt(i)
              + ".\n\nPage "
              + (i + 1)
              + " of 5";
    }

    String text = text(Pdfs.of(pages));

    assertThat(text).containsOnlyOnce("Trust Guideline 7").doesNotContain("of 5");
    assertThat(text).contains("number a.", "number b.", "number c.", "number d.", "number e.");
  }

  @Test
  void columnsAreReadOneAfterTheOther() {
    String[] left = new String[16];
    String[] right = new String[16];
    for (int i = 0; i < 16; i++) {
      left[i] = "left side words number " + i + " fill the whole width";
      right[i] = "right side words number " + i + " fill it as well too";
    }

    String text =
        text(
            Pdfs.columns(
                "A line that runs across both of the columns of this page, as titles often do",
                left,
                right));

    assertThat(text).startsWith("A line that runs across");
    assertThat(text.indexOf("left side words number 15"))
        .isLessThan(text.indexOf("right side words number 0 "));
  }

  @Test
  void tablesAreReadRowByRow() {
    String[] left = new String[16];
    String[] right = new String[16];
    for (int i = 0; i < 16; i++) {
      left[i] = "Drug " + i;
      right[i] = i + " mg";
    }

    assertThat(text(Pdfs.columns("Doses", left, right))).contains("Drug 3\t3 mg\nDrug 4\t4 mg");
  }

  @Test
  void whyAFileCannotBeReadIsSaid() {
    byte[] whole = Pdfs.of("A page with some text on it.");

    assertReason(Pdfs.encrypted("Secret text."), "encrypted");
    assertReason(Pdfs.of("", ""), "scanned");
    assertReason(Arrays.copyOf(whole, whole.length / 2), "truncated");
    assertReason(Arrays.copyOf(whole, whole.length - 20), "truncated");
    assertReason("no pdf at all".getBytes(StandardCharsets.UTF_8), "is no PDF");
    assertReason("%PDF-1.7\nrubbish\n%%EOF".getBytes(StandardCharsets.UTF_8), "damaged");
    assertReason(Pdfs.bomb(300), "zip bomb");
    assertReason(new byte[0], "is no PDF");
  }

  private static void assertReason(byte[] file, String reason) {
    assertThatThrownBy(() -> FileKind.PDF.read(file))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining(reason);
  }
}
