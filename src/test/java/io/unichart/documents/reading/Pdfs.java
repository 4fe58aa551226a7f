package io.unichart.documents.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** PDFs made for tests. */
public final class Pdfs {

  private static final int SIZE = 11;

  private Pdfs() {}

  /** One page for each text, its lines as given, from the left margin. */
  public static byte[] of(String... pages) {
    try (PDDocument document = document(pages)) {
      return bytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, to be opened with a password only. */
  public static byte[] encrypted(String... pages) {
    try (PDDocument document = document(pages)) {
      StandardProtectionPolicy policy =
          new StandardProtectionPolicy("owner", "reader", new AccessPermission());
      policy.setEncryptionKeyLength(128);
      document.protect(policy);
      return bytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two columns side by side below a line across both. */
  public static byte[] columns(String across, String[] left, String[] right) {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        write(content, 60, 780, across);
        for (int i = 0; i < left.length; i++) {
          write(content, 60, 740 - i * 14, left[i]);
          write(content, 310, 740 - i * 14, right[i]);
        }
      }
      return bytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A page whose content unpacks to this many megabytes. */
  public static byte[] bomb(int megabytes) {
    Deflater deflater = new Deflater(9);
    byte[] blanks = new byte[1 << 20];
    java.util.Arrays.fill(blanks, (byte) ' ');
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    for (int i = 0; i < megabytes; i++) {
      deflater.setInput(blanks);
      while (!deflater.needsInput()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      packed.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    String head =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>endobj\n"
            + "4 0 obj<</Filter/FlateDecode/Length "
            + packed.size()
            + ">>stream\n";
    file.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    file.writeBytes(packed.toByteArray());
    file.writeBytes(
        "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
            .getBytes(StandardCharsets.ISO_8859_1));
    return file.toByteArray();
  }

  private static PDDocument document(String... pages) throws IOException {
    PDDocument document = new PDDocument();
    for (String text : pages) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        int y = 780;
        for (String line : text.split("\n", -1)) {
          if (!line.isEmpty()) {
            write(content, 60, y, line);
          }
          y -= 14;
        }
      }
    }
    return document;
  }

  private static void write(PDPageContentStream content, int x, int y, String line)
      throws IOException {
    content.beginText();
    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), SIZE);
    content.newLineAtOffset(x, y);
    content.showText(line);
    content.endText();
  }

  private static byte[] bytes(PDDocument document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out);
    return out.toByteArray();
  }
}
