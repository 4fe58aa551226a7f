package io.unichart.documents.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileKindTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void filesAreKnownByTheEndOfTheirNames() {
    assertThat(FileKind.of("soap/Note.TXT")).isEqualTo(FileKind.TEXT);
    assertThat(FileKind.of("a.b.docx")).isEqualTo(FileKind.WORD);
    assertThat(FileKind.of("page.htm")).isEqualTo(FileKind.HTML);
    assertThat(FileKind.of("noextension")).isNull();
    assertThat(FileKind.of("table.xlsx")).isNull();
    assertThat(FileKind.ofMediaType("application/pdf")).isEqualTo(FileKind.PDF);
  }

  @Test
  void textsAreReadInTheirEncodingEvenWhenItChanges() {
    String text = "Temp 98.2°F – “fine”";
    assertThat(FileKind.TEXT.read(text.getBytes(StandardCharsets.UTF_8)).text()).isEqualTo(text);
    assertThat(FileKind.TEXT.read(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)).text())
        .isEqualTo(text);
    assertThat(FileKind.TEXT.read(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE)).text())
        .isEqualTo(text);
    assertThat(FileKind.TEXT.read(text.getBytes(Charset.forName("windows-1252"))).text())
        .isEqualTo(text);
    byte[] both = Arrays.copyOf(bytes("98.2°F "), 9);
    both[8] = (byte) 0xB0;
    assertThat(FileKind.TEXT.read(both).text()).isEqualTo("98.2°F °");
  }

  @Test
  void webPagesGiveWhatAReaderSees() {
    String html =
        "<!doctype html><html><head><title>T</title><style>p{}</style></head><body>"
            + "<h1>Asthma  care</h1><p>Use the <b>inhaler</b>\n twice&nbsp;daily.</p><script>x()</script>"
            + "<ul><li>one<li>two</ul><table><tr><th>Drug<th>Dose<tr><td>A<td>5 mg</table>"
            + "<pre>as\n  is</pre>caf&eacute;<br>next</body></html>";

    assertThat(FileKind.HTML.read(bytes(html)).text())
        .isEqualTo(
            "# Asthma care\n\nUse the inhaler twice\u00A0daily.\n\n- one\n- two\nDrug\tDose\nA\t5 mg\n\n"
                + "as\n  is\ncafé\nnext");
  }

  @Test
  void deeplyNestedPagesAreReadToo() {
    assertThat(FileKind.HTML.read(bytes("<div>".repeat(50_000) + "deep")).text()).isEqualTo("deep");
  }

  @Test
  void richTextIsReadWithoutItsMachinery() {
    String rtf =
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}{\\*\\generator X;}{\\info{\\author Me}}\n"
            + "\\pard\\f0\\fs24 Temp 98.2\\'b0F \\endash  fine\\par {\\b Plan:} rest \\u8805?5 days\\line caf\\u233\\'e9"
            + "{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt shown}}\\page second \\{page\\}\\par}";

    FileText text = FileKind.RTF.read(bytes(rtf));

    assertThat(text.text())
        .isEqualTo("Temp 98.2°F – fine\nPlan: rest ≥5 days\ncaféshown\nsecond {page}");
    assertThat(text.text().substring(text.pageStarts().get(1))).isEqualTo("second {page}");
  }

  @Test
  void wordDocumentsAreReadWithHeadersTablesAndPages() {
    byte[] docx =
        Zips.of(
            Map.of(
                "word/header1.xml",
                bytes(
                    "<w:hdr xmlns:w='w'><w:p><w:r><w:t>Patient: Ann Example</w:t></w:r></w:p></w:hdr>"),
                "word/document.xml",
                bytes(
                    "<w:document xmlns:w='w'><w:body>"
                        + "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Plan</w:t></w:r></w:p>"
                        + "<w:p><w:r><w:t xml:space='preserve'>Take </w:t></w:r><w:r><w:t>it &amp; rest</w:t></w:r></w:p>"
                        + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5 mg</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
                        + "<w:p><w:r><w:br w:type='page'/><w:t>Second page</w:t></w:r></w:p>"
                        + "</w:body></w:document>")));

    FileText text = FileKind.WORD.read(docx);

    assertThat(text.text())
        .isEqualTo("Patient: Ann Example\n\n# Plan\n\nTake it & rest\n\nA \t5 mg\n\nSecond page");
    assertThat(text.pageStarts()).hasSize(2);
    assertThat(text.text().substring(text.pageStarts().get(1))).isEqualTo("Second page");
  }

  @Test
  void zipBombsAndForeignEntitiesAreRefused() {
    byte[] bomb = Zips.of(Map.of("word/media/x.bin", new byte[210 << 20]));
    assertReason(FileKind.WORD, bomb, "zip bomb");
    String entity =
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><w:document xmlns:w='w'><w:t>&e;</w:t></w:document>";
    assertReason(FileKind.WORD, Zips.of(Map.of("word/document.xml", bytes(entity))), "");
  }

  @Test
  void whyAFileCannotBeReadIsSaid() {
    byte[] docx =
        Zips.of(
            Map.of(
                "word/document.xml",
                bytes("<w:document xmlns:w='w'><w:t>words</w:t></w:document>")));
    assertReason(FileKind.WORD, Arrays.copyOf(docx, docx.length / 2), "");
    assertReason(FileKind.WORD, bytes("no zip"), "no Word document");
    assertReason(FileKind.WORD, new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11}, "encrypted");
    assertReason(FileKind.RTF, bytes("no rtf"), "no RTF");
    assertReason(FileKind.RTF, bytes("{\\rtf1 cut off"), "truncated");
    assertReason(FileKind.TEXT, new byte[100], "not a text");
    assertReason(FileKind.TEXT, bytes(" \n\t"), "no text");
    assertReason(FileKind.HTML, bytes("<html><script>x</script></html>"), "no text");
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void rubbishIsUnreadableAndNothingElse(FileKind kind) {
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < 50; i++) {
      byte[] rubbish = new byte[random.nextInt(2_000)];
      random.nextBytes(rubbish);
      try {
        kind.read(rubbish);
      } catch (Unreadable e) {
        assertThat(e.reason()).isNotBlank();
      }
    }
  }

  private static void assertReason(FileKind kind, byte[] file, String reason) {
    assertThatThrownBy(() -> kind.read(file))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining(reason);
  }
}
