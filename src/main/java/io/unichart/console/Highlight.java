package io.unichart.console;

import io.unichart.documents.Passage;
import io.unichart.documents.RepairedText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a link into a document points at: words by their offsets in the content as received, or a
 * passage by its number, or words by their offsets in that passage's text.
 *
 * @param passage the passage's index in the document
 * @param start where the words begin in the content
 * @param end where they end there, exclusive
 * @param from where the words begin in the passage's text
 * @param to where they end there, exclusive
 */
record Highlight(
    @Nullable Integer passage,
    @Nullable Integer start,
    @Nullable Integer end,
    @Nullable Integer from,
    @Nullable Integer to) {

  /** A stretch of the readable text. */
  record Span(int start, int end) {

    static final Span NOTHING = new Span(0, 0);

    boolean covers(int position) {
      return start <= position && position < end;
    }

    boolean isEmpty() {
      return start >= end;
    }
  }

  /** The words themselves, as far as they can be found in the readable text. */
  Span words(RepairedText text, List<Passage> passages) {
    if (start != null && end != null) {
      return readable(text, start, end);
    }
    Passage cited = cited(passages);
    if (cited == null || from == null || to == null) {
      return Span.NOTHING;
    }
    int begin = text.toRepaired(cited.start());
    boolean sameText = text.text().startsWith(cited.text(), begin);
    boolean inside = 0 <= from && from < to && to <= cited.text().length();
    return sameText && inside ? new Span(begin + from, begin + to) : Span.NOTHING;
  }

  /** The passage around the words. */
  Span surroundings(RepairedText text, List<Passage> passages) {
    Passage cited = cited(passages);
    return cited == null ? Span.NOTHING : readable(text, cited.start(), cited.end());
  }

  private @Nullable Passage cited(List<Passage> passages) {
    return passages.stream()
        .filter(candidate -> passage != null && candidate.index() == passage)
        .findFirst()
        .orElse(null);
  }

  private static Span readable(RepairedText text, int start, int end) {
    int length = text.original().length();
    int first = Math.max(0, Math.min(start, length));
    int last = Math.max(first, Math.min(end, length));
    return new Span(text.toRepaired(first), text.toRepaired(last));
  }
}
