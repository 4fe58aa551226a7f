package io.unichart.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Prints the sample guidelines that are PDFs from their texts in {@code
 * src/test/resources/guidelines}.
 *
 * <p>{@code mvn test -Dtest=SampleDocumentsTest -Dsamples.print=true} prints anew. The texts are
 * marked up by the first character of a line: {@code @} the title page's lines, {@code >} the
 * notice, {@code #} and {@code ##} headings, {@code |} table rows (the first is the table's head);
 * every other line is a paragraph. The same text gives the same bytes on one JDK, so that a new run
 * leaves no change behind.
 */
final class GuidelinePress {

  static final Path TEXTS = Path.of("src/test/resources/guidelines");
  static final Path PRINTS = Path.of("src/main/resources/samples/policy");

  private GuidelinePress() {}

  static void printAll() throws IOException {
    for (Path text : texts()) {
      Path print = PRINTS.resolve(nameOf(text) + ".pdf");
      try (PDDocument document = print(text)) {
        document.save(print.toFile());
      }
    }
  }

  static List<Path> texts() throws IOException {
    try (Stream<Path> files = Files.list(TEXTS)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  static String nameOf(Path text) {
    return text.getFileName().toString().replace(".md", "");
  }

  static PDDocument print(Path text) {
    try {
      List<String> lines = Files.readAllLines(text);
      List<String> front = startingWith("@ ", lines);
      PrintedPages pages = new PrintedPages(front.get(0), front.get(1));
      pages.title(front);
      startingWith("> ", lines).forEach(pages::notice);
      body(lines, pages);
      return pages.finish();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot print " + text, e);
    }
  }

  private static void body(List<String> lines, PrintedPages pages) {
    int at = 0;
    while (at < lines.size()) {
      String line = lines.get(at);
      if (line.startsWith("|")) {
        int end = at;
        while (end < lines.size() && lines.get(end).startsWith("|")) {
          end++;
        }
        pages.table(lines.subList(at, end).stream().map(GuidelinePress::cells).toList());
        at = end;
        continue;
      }
      if (line.startsWith("## ")) {
        pages.heading(line.substring(3), 11.5f);
      } else if (line.startsWith("# ")) {
        pages.heading(line.substring(2), 14f);
      } else if (!line.isBlank() && !line.startsWith("@ ") && !line.startsWith("> ")) {
        pages.paragraph(line);
      }
      at++;
    }
  }

  private static List<String> cells(String row) {
    String inner = row.strip().substring(1, row.strip().length() - 1);
    return Stream.of(inner.split("\\|", -1)).map(String::strip).toList();
  }

  private static List<String> startingWith(String mark, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }
}
