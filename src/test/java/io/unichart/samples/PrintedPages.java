package io.unichart.samples;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Sets lines on Letter pages from top to bottom; all measures are points. */
final class PrintedPages {

  private static final float MARGIN = 66;
  private static final float TOP = PDRectangle.LETTER.getHeight() - 84;
  private static final float BOTTOM = 72;
  private static final float WIDTH = PDRectangle.LETTER.getWidth() - 2 * MARGIN;
  private static final float CELL_PADDING = 4;

  private final PDDocument document = new PDDocument();
  private final PDFont plain = new PDType1Font(FontName.HELVETICA);
  private final PDFont bold = new PDType1Font(FontName.HELVETICA_BOLD);
  private final PDFont oblique = new PDType1Font(FontName.HELVETICA_OBLIQUE);
  private final String title;
  private final String reference;
  private PDPageContentStream ink;
  private float y;

  PrintedPages(String title, String reference) {
    this.title = title;
    this.reference = reference;
    document.setDocumentId((long) title.hashCode());
    document.getDocumentInformation().setTitle(title);
    document.getDocumentInformation().setAuthor("Unichart samples");
    Calendar date = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
    date.setTimeInMillis(1_767_225_600_000L);
    document.getDocumentInformation().setCreationDate(date);
    this.ink = newPage();
  }

  void title(List<String> lines) {
    y -= 10;
    write(lines.get(0), bold, 20, 25);
    y -= 4;
    lines.stream().skip(1).forEach(line -> write(line, plain, 10.5f, 15));
    y -= 8;
  }

  void notice(String text) {
    write(text, oblique, 9.5f, 13);
    y -= 8;
  }

  void heading(String text, float size) {
    makeRoom(size * 1.5f + 44);
    y -= size * 0.7f;
    write(text, bold, size, size * 1.35f);
    y -= 3;
  }

  void paragraph(String text) {
    write(text, plain, 10.5f, 14.5f);
    y -= 6;
  }

  void table(List<List<String>> rows) {
    float[] widths = columnWidths(rows);
    y -= 2;
    for (int row = 0; row < rows.size(); row++) {
      PDFont font = row == 0 ? bold : plain;
      List<List<String>> cells = new ArrayList<>();
      int height = 1;
      for (int column = 0; column < widths.length; column++) {
        List<String> lines =
            wrap(rows.get(row).get(column), font, 9.5f, widths[column] - 2 * CELL_PADDING);
        cells.add(lines);
        height = Math.max(height, lines.size());
      }
      tableRow(cells, widths, font, height * 12.5f + 5);
    }
    y -= 12;
  }

  /** Adds running header and page numbers, which need to know how many pages there are. */
  PDDocument finish() {
    try {
      ink.close();
      int pages = document.getNumberOfPages();
      for (int page = 0; page < pages; page++) {
        try (PDPageContentStream margin =
            new PDPageContentStream(document, document.getPage(page), AppendMode.APPEND, true)) {
          margin.setNonStrokingColor(Color.DARK_GRAY);
          float top = PDRectangle.LETTER.getHeight() - 44;
          if (page > 0) {
            show(margin, title, plain, 8.5f, MARGIN, top);
          }
          show(margin, reference, plain, 8.5f, MARGIN, 44);
          String number = "Page " + (page + 1) + " of " + pages;
          float right = MARGIN + WIDTH - width(number, plain, 8.5f);
          show(margin, number, plain, 8.5f, right, 44);
        }
      }
      return document;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tableRow(List<List<String>> cells, float[] widths, PDFont font, float height) {
    makeRoom(height);
    try {
      float x = MARGIN;
      for (int column = 0; column < widths.length; column++) {
        ink.setStrokingColor(Color.GRAY);
        ink.setLineWidth(0.5f);
        ink.addRect(x, y - height, widths[column], height);
        ink.stroke();
        float line = y - 12;
        for (String text : cells.get(column)) {
          show(ink, text, font, 9.5f, x + CELL_PADDING, line);
          line -= 12.5f;
        }
        x += widths[column];
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    y -= height;
  }

  /** Every column gets its longest word; the rest is shared by how much more the cells ask for. */
  private float[] columnWidths(List<List<String>> rows) {
    int columns = rows.get(0).size();
    float[] least = new float[columns];
    float[] wished = new float[columns];
    float leastSum = 0;
    float wishedSum = 0;
    for (int column = 0; column < columns; column++) {
      for (List<String> row : rows) {
        String cell = row.get(column);
        wished[column] = Math.max(wished[column], width(cell, bold, 9.5f) + 2 * CELL_PADDING + 1);
        for (String word : cell.split(" ")) {
          least[column] = Math.max(least[column], width(word, bold, 9.5f) + 2 * CELL_PADDING + 1);
        }
      }
      leastSum += least[column];
      wishedSum += wished[column];
    }
    float share = wishedSum > leastSum ? (WIDTH - leastSum) / (wishedSum - leastSum) : 0;
    float[] widths = new float[columns];
    for (int column = 0; column < columns; column++) {
      widths[column] = least[column] + Math.min(1.25f, share) * (wished[column] - least[column]);
    }
    return widths;
  }

  private void write(String text, PDFont font, float size, float leading) {
    for (String line : wrap(text, font, size, WIDTH)) {
      makeRoom(leading);
      y -= leading;
      show(ink, line, font, size, MARGIN, y);
    }
  }

  private void makeRoom(float height) {
    if (y - height < BOTTOM) {
      try {
        ink.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ink = newPage();
    }
  }

  private PDPageContentStream newPage() {
    try {
      PDPage page = new PDPage(PDRectangle.LETTER);
      document.addPage(page);
      y = TOP;
      return new PDPageContentStream(document, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> wrap(String text, PDFont font, float size, float limit) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && width(line + " " + word, font, size) > limit) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static float width(String text, PDFont font, float size) {
    try {
      return font.getStringWidth(text) / 1000 * size;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void show(
      PDPageContentStream ink, String text, PDFont font, float size, float x, float y) {
    try {
      ink.beginText();
      ink.setFont(font, size);
      ink.newLineAtOffset(x, y);
      ink.showText(text);
      ink.endText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
