package io.unichart.documents.reading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** The text of PDFs, page by page. */
final class PdfText {

  private static final int MOST_PAGES = 5_000;
  private static final long MOST_MEMORY = 256L << 20;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(120);
  private static final int TAIL = 4_096;

  private PdfText() {}

  static FileText read(byte[] file) {
    refuseOthers(file);
    PdfStreams.refuseBombs(file);
    try (PDDocument document =
        Loader.loadPDF(
            file,
            "",
            null,
            null,
            MemoryUsageSetting.setupMainMemoryOnly(MOST_MEMORY).streamCache)) {
      return PdfLayout.text(pages(document));
    } catch (InvalidPasswordException e) {
      throw new Unreadable("is encrypted; send it without a password", e);
    } catch (IOException e) {
      throw new Unreadable("is a damaged PDF", e);
    }
  }

  private static void refuseOthers(byte[] file) {
    String head = new String(file, 0, Math.min(1_024, file.length), StandardCharsets.ISO_8859_1);
    if (!head.contains("%PDF-")) {
      throw new Unreadable("is no PDF");
    }
    int from = Math.max(0, file.length - TAIL);
    String tail = new String(file, from, file.length - from, StandardCharsets.ISO_8859_1);
    if (!tail.contains("%%EOF")) {
      throw new Unreadable("is truncated: the end of the PDF is missing");
    }
  }

  private static List<List<PdfLine>> pages(PDDocument document) throws IOException {
    int count = document.getNumberOfPages();
    if (count == 0) {
      throw new Unreadable("has no page");
    }
    if (count > MOST_PAGES) {
      throw new Unreadable("has more than " + MOST_PAGES + " pages");
    }
    long deadline = System.nanoTime() + LONGEST;
    List<List<PdfLine>> pages = new ArrayList<>();
    long characters = 0;
    for (int page = 1; page <= count; page++) {
      List<PdfLine> lines = PdfPage.lines(document, page);
      characters += lines.stream().mapToLong(line -> line.text().length()).sum();
      pages.add(lines);
      if (System.nanoTime() > deadline || characters > FileKind.MOST_CHARACTERS) {
        throw new Unreadable("takes too long to read or has too much text");
      }
    }
    if (characters == 0) {
      throw new Unreadable("has no text: its pages seem to be scanned pictures");
    }
    return pages;
  }
}
