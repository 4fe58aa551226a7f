package io.unichart.documents.reading;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.text.TextPosition;

/**
 * Finds two columns of prose on a page. A gutter is an upright strip near the middle that hardly
 * any line crosses while many lines have words on both sides of it. A table has such strips, too,
 * but its cells are short: only where the lines fill both sides are they read one after the other.
 */
final class PdfColumns {

  private static final int FEWEST_LINES = 10;
  private static final float FILLED = 0.7f;
  private static final float EVERYWHERE = 100_000;

  /** What stands in one line of the page, as intervals of x. */
  private static final class Row {
    final List<float[]> words = new ArrayList<>();
    float left = Float.MAX_VALUE;
    float right;

    void add(TextPosition text) {
      float from = text.getXDirAdj();
      float to = from + text.getWidthDirAdj();
      words.add(new float[] {from, to});
      left = Math.min(left, from);
      right = Math.max(right, to);
    }

    boolean crosses(float x, float halfGutter) {
      return words.stream().anyMatch(w -> w[1] > x - halfGutter && w[0] < x + halfGutter);
    }

    float widthLeftOf(float x) {
      return (float) words.stream().filter(w -> w[1] <= x).mapToDouble(w -> w[1]).max().orElse(0)
          - left;
    }

    float widthRightOf(float x) {
      return right
          - (float)
              words.stream().filter(w -> w[0] >= x).mapToDouble(w -> w[0]).min().orElse(right);
    }

    boolean hasBothSidesOf(float x) {
      return left < x && right > x;
    }
  }

  private PdfColumns() {}

  /** The parts of the page in reading order; a single one when there are no columns. */
  static List<Rectangle2D> regions(List<TextPosition> page) {
    TreeMap<Integer, Row> rows = rows(page);
    float left = (float) rows.values().stream().mapToDouble(r -> r.left).min().orElse(0);
    float right = (float) rows.values().stream().mapToDouble(r -> r.right).max().orElse(0);
    float best = 0;
    int fewest = Integer.MAX_VALUE;
    for (float x = left + (right - left) * 0.4f; x < left + (right - left) * 0.6f; x += 2) {
      int crossing = 0;
      int split = 0;
      for (Row row : rows.values()) {
        boolean crosses = row.crosses(x, 5);
        crossing += crosses ? 1 : 0;
        split += !crosses && row.hasBothSidesOf(x) ? 1 : 0;
      }
      if (split >= FEWEST_LINES && crossing * 3 <= split && crossing < fewest) {
        fewest = crossing;
        best = x;
      }
    }
    return best == 0 || !isProse(rows, best, left, right) ? List.of() : regions(rows, best);
  }

  private static TreeMap<Integer, Row> rows(List<TextPosition> page) {
    TreeMap<Integer, Row> rows = new TreeMap<>();
    for (TextPosition text : page) {
      if (!text.getUnicode().isBlank()) {
        rows.computeIfAbsent(Math.round(text.getYDirAdj()), y -> new Row()).add(text);
      }
    }
    return rows;
  }

  private static boolean isProse(TreeMap<Integer, Row> rows, float x, float left, float right) {
    List<Row> split =
        rows.values().stream().filter(r -> !r.crosses(x, 5) && r.hasBothSidesOf(x)).toList();
    double before = split.stream().mapToDouble(r -> r.widthLeftOf(x)).average().orElse(0);
    double behind = split.stream().mapToDouble(r -> r.widthRightOf(x)).average().orElse(0);
    return before > FILLED * (x - left) && behind > FILLED * (right - x);
  }

  private static List<Rectangle2D> regions(TreeMap<Integer, Row> rows, float x) {
    List<Rectangle2D> regions = new ArrayList<>();
    Boolean across = null;
    float top = -EVERYWHERE;
    for (Map.Entry<Integer, Row> entry : rows.entrySet()) {
      boolean crosses = entry.getValue().crosses(x, 5);
      if (across != null && crosses != across) {
        float y = entry.getKey() - 0.5f;
        addBand(regions, across, x, top, y);
        top = y;
      }
      across = crosses;
    }
    addBand(regions, Boolean.TRUE.equals(across), x, top, EVERYWHERE);
    return regions;
  }

  private static void addBand(
      List<Rectangle2D> regions, boolean across, float x, float top, float bottom) {
    float height = bottom - top;
    if (across) {
      regions.add(new Rectangle2D.Float(-EVERYWHERE, top, 2 * EVERYWHERE, height));
    } else {
      regions.add(new Rectangle2D.Float(-EVERYWHERE, top, EVERYWHERE + x, height));
      regions.add(new Rectangle2D.Float(x, top, EVERYWHERE, height));
    }
  }
}
