package io.unichart.documents;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a document into passages. */
final class PassageCutter {

  /** A passage before it is stored. */
  record Cut(
      String text, String context, int start, int end, @Nullable Integer page, boolean header) {

    Passage numbered(long id, long documentId, int index) {
      return new Passage(id, documentId, index, text, context, start, end, page, header);
    }
  }

  private PassageCutter() {}

  static List<Cut> cut(String title, RepairedText repaired, List<Integer> pageStarts) {
    List<Cut> cuts = new ArrayList<>();
    String text = repaired.text();
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + Passage.LIMIT);
      if (end < text.length()) {
        int paragraph = text.lastIndexOf("\n\n", end);
        int space = text.lastIndexOf(' ', end);
        end = paragraph > at ? paragraph : space > at ? space : end;
      }
      String piece = text.substring(at, end);
      if (!piece.isBlank()) {
        cuts.add(
            new Cut(piece, title, repaired.toOriginal(at), repaired.toOriginal(end), null, false));
      }
      at = end;
    }
    return cuts;
  }
}
