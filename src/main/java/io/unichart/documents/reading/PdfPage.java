package io.unichart.documents.reading;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/** Takes the lines of one page in the order in which they are read. */
final class PdfPage extends PDFTextStripper {

  /** Words farther apart than this many times their height belong to different cells. */
  private static final float CELL_GAP = 2.5f;

  private final List<PdfLine> lines = new ArrayList<>();
  private final List<TextPosition> seen = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();
  private @Nullable Rectangle2D only;
  private float left;
  private float right;
  private float y;
  private float size;
  private float firstWord;
  private boolean inFirstWord;
  private boolean cells;

  private PdfPage() throws IOException {
    setSortByPosition(true);
    setSuppressDuplicateOverlappingText(true);
    setAddMoreFormatting(false);
  }

  /** The lines of a page, each column after the one before; a blank line parts the regions. */
  static List<PdfLine> lines(PDDocument document, int page) throws IOException {
    PdfPage whole = new PdfPage();
    whole.strip(document, page);
    List<Rectangle2D> regions = PdfColumns.regions(whole.seen);
    if (regions.size() < 2) {
      return whole.lines;
    }
    List<PdfLine> inOrder = new ArrayList<>();
    for (Rectangle2D region : regions) {
      PdfPage part = new PdfPage();
      part.only = region;
      part.strip(document, page);
      inOrder.addAll(part.lines);
    }
    return inOrder;
  }

  private void strip(PDDocument document, int page) throws IOException {
    setStartPage(page);
    setEndPage(page);
    writeText(document, new StringWriter());
    finishLine();
  }

  @Override
  protected void processTextPosition(TextPosition text) {
    Rectangle2D region = only;
    if (region != null && !region.contains(centre(text), text.getYDirAdj())) {
      return;
    }
    if (region == null) {
      seen.add(text);
    }
    super.processTextPosition(text);
  }

  private static float centre(TextPosition text) {
    return text.getXDirAdj() + text.getWidthDirAdj() / 2;
  }

  @Override
  protected void writeString(String text, List<TextPosition> positions) {
    if (positions.isEmpty()) {
      return;
    }
    TextPosition first = positions.get(0);
    TextPosition last = positions.get(positions.size() - 1);
    if (words.isEmpty()) {
      left = first.getXDirAdj();
      y = first.getYDirAdj();
      size = 0;
      firstWord = 0;
      inFirstWord = true;
    }
    if (!words.isEmpty() && right > left && first.getXDirAdj() - right > CELL_GAP * size) {
      words.setCharAt(words.length() - 1, '\t');
      cells = true;
    }
    for (TextPosition position : positions) {
      size = Math.max(size, position.getFontSizeInPt());
      if (inFirstWord && position.getUnicode().isBlank()) {
        inFirstWord = firstWord == 0;
      } else if (inFirstWord) {
        firstWord = position.getXDirAdj() + position.getWidthDirAdj() - left;
      }
      if (!position.getUnicode().isBlank()) {
        right = position.getXDirAdj() + position.getWidthDirAdj();
      }
    }
    right = Math.max(right, last.getUnicode().isBlank() ? left : right);
    words.append(text);
  }

  @Override
  protected void writeWordSeparator() {
    words.append(' ');
    inFirstWord = inFirstWord && firstWord == 0;
  }

  @Override
  protected void writeLineSeparator() {
    finishLine();
  }

  @Override
  protected void writePageEnd() {
    finishLine();
  }

  private void finishLine() {
    if (!words.isEmpty()) {
      boolean open = words.charAt(words.length() - 1) == ' ';
      String text = words.toString().strip();
      lines.add(new PdfLine(text, left, right, y, size, firstWord, open, cells));
      cells = false;
      words.setLength(0);
    }
  }
}
