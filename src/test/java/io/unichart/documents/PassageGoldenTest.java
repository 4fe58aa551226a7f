package io.unichart.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.documents.PassageCutter.Cut;
import io.unichart.documents.reading.FileKind;
import io.unichart.documents.reading.FileText;
import io.unichart.documents.web.FileTitle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sample documents are cut; {@code -Dgolden=write} writes what is expected anew. */
class PassageGoldenTest {

  private static final Path SAMPLES = Path.of("src/main/resources/samples");
  private static final Path GOLDEN = Path.of("src/test/resources/documents/passages");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soap/annual-physical-tanaka.txt",
        "soap/cardiology-letter-blackwood.txt",
        "soap/discharge-summary-szymanski.txt",
        "soap/psychiatry-dictation-lindqvist.txt",
        "policy/falls-prevention.txt",
        "policy/sepsis-first-hours.pdf"
      })
  void samplesAreCutAsTheirSectionsSay(String path) throws IOException {
    FileText text = FileKind.of(path).read(Files.readAllBytes(SAMPLES.resolve(path)));
    RepairedText repaired = RepairedText.of(text.text());
    String title = FileTitle.of(path, repaired.text());

    String cut = shown(title, PassageCutter.cut(title, repaired, text.pageStarts()));

    Path expected = GOLDEN.resolve(path.replace('/', '-').replaceFirst("\\.\\w+$", ".txt"));
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(GOLDEN);
      Files.writeString(expected, cut);
    }
    assertThat(cut).isEqualTo(Files.readString(expected));
  }

  private static String shown(String title, List<Cut> cuts) {
    StringBuilder shown = new StringBuilder(title).append('\n');
    for (Cut cut : cuts) {
      shown
          .append("\n===== %d-%d".formatted(cut.start(), cut.end()))
          .append(cut.page() == null ? "" : ", page " + cut.page())
          .append(cut.header() ? ", head" : "")
          .append(" | ")
          .append(cut.context().replace("\n", " | "))
          .append('\n')
          .append(cut.text())
          .append('\n');
    }
    return shown.toString();
  }
}
