package io.unichart.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class SampleDocumentsTest {

  private static final Path SAMPLES = Path.of("src/main/resources/samples");

  @Test
  void theIndexNamesEverySampleAndNothingElse() throws IOException {
    List<String> listed = Files.readAllLines(SAMPLES.resolve("index.txt"));

    try (Stream<Path> files = Files.walk(SAMPLES)) {
      List<String> present =
          files
              .filter(Files::isRegularFile)
              .map(file -> SAMPLES.relativize(file).toString().replace('\\', '/'))
              .filter(name -> name.contains("/"))
              .sorted()
              .toList();
      assertThat(listed).isEqualTo(present);
    }
  }

  @Test
  void everyNoteNamesItsPatientsRecordNumber() throws IOException {
    for (String name : Files.readAllLines(SAMPLES.resolve("index.txt"))) {
      if (name.startsWith("soap/")) {
        String note = Files.readString(SAMPLES.resolve(name), UTF_8);
        assertThat(note.substring(0, 600)).as(name).containsPattern("UC-\\d{6}");
      }
    }
  }

  @Test
  void everyGuidelineSaysThatItIsASample() throws IOException {
    for (String name : Files.readAllLines(SAMPLES.resolve("index.txt"))) {
      if (name.startsWith("policy/")) {
        assertThat(textOf(SAMPLES.resolve(name))).as(name).containsIgnoringCase("synthetic sample");
      }
    }
  }

  @Test
  void everyPrintedGuidelineIsSmallHasSeveralPagesAndSaysWhatItsTextSays() throws IOException {
    if (Boolean.getBoolean("samples.print")) {
      GuidelinePress.printAll();
    }
    List<Path> texts = GuidelinePress.texts();
    assertThat(texts).hasSizeGreaterThanOrEqualTo(3);

    for (Path text : texts) {
      Path committed = GuidelinePress.PRINTS.resolve(GuidelinePress.nameOf(text) + ".pdf");
      assertThat(Files.size(committed)).as(committed.toString()).isLessThan(200_000);
      try (PDDocument now = GuidelinePress.print(text);
          PDDocument then = Loader.loadPDF(committed.toFile())) {
        assertThat(then.getNumberOfPages()).as(committed.toString()).isGreaterThan(2);
        assertThat(new PDFTextStripper().getText(then))
            .as(committed + " is older than its text: run this test with -Dsamples.print=true")
            .isEqualTo(new PDFTextStripper().getText(now));
      }
    }
  }

  private static String textOf(Path file) throws IOException {
    if (!file.toString().endsWith(".pdf")) {
      return Files.readString(file, UTF_8);
    }
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      return new PDFTextStripper().getText(document);
    }
  }
}
