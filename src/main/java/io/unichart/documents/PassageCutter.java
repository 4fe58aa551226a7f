package io.unichart.documents;

import io.unichart.documents.outline.CutPlaces;
import io.unichart.documents.outline.DocumentHead;
import io.unichart.documents.outline.Outline;
import io.unichart.documents.outline.Outline.Line;
import io.unichart.documents.outline.Outline.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a document into passages.
 *
 * <p>A passage should answer a question alone, so it follows the sections of the text: the head is
 * a passage; a section that fits is one, with everything below it; of a longer one the parts below
 * become passages, the small ones together with their neighbours. Only a part without parts is cut
 * inside, between paragraphs, lines, sentences or words, whichever comes near the limit first in
 * that order; there two passages share up to {@link Passage#OVERLAP} characters. Sections tile the
 * text and pieces tile a section, so nothing but blanks is ever left out.
 *
 * <p>What a passage cannot say itself (whose note, of when, which section) stands in its context.
 */
final class PassageCutter {

  /** A part shorter than this goes together with its neighbour. */
  private static final int SMALL = 160;

  private static final int INNER_LEVEL = 3;
  private static final int LONGEST_HEAD_IN_CONTEXT = 200;
  private static final int LONGEST_CONTEXT = 400;

  /** A passage before it is stored. */
  record Cut(
      String text, String context, int start, int end, @Nullable Integer page, boolean header) {

    Passage numbered(long id, long documentId, int index) {
      return new Passage(id, documentId, index, text, context, start, end, page, header);
    }
  }

  /** A stretch of the readable text on its way to become a passage. */
  private record Piece(int start, int end, String path, int level, boolean whole, boolean bare) {}

  private final RepairedText repaired;
  private final String text;
  private final int[] pageStarts;
  private final Outline outline;
  private final String about;
  private final String headContext;
  private final List<Cut> cuts = new ArrayList<>();

  private PassageCutter(String title, RepairedText repaired, List<Integer> pageStarts) {
    this.repaired = repaired;
    this.text = repaired.text();
    this.pageStarts = pageStarts.stream().mapToInt(Integer::intValue).toArray();
    this.outline = Outline.of(text);
    this.about = about(title, outline.headLines(), text);
    this.headContext = about.startsWith(title) ? title : "";
  }

  /**
   * The passages of a text, in order.
   *
   * @param title the document's title, for the context
   * @param repaired the text, with the way back to the original
   * @param pageStarts where each page begins in the original; empty where there are no pages
   */
  static List<Cut> cut(String title, RepairedText repaired, List<Integer> pageStarts) {
    PassageCutter cutter = new PassageCutter(title, repaired, pageStarts);
    cutter.run();
    return List.copyOf(cutter.cuts);
  }

  private void run() {
    for (Piece piece : split(0, outline.headEnd(), "", 0)) {
      emit(piece, true);
    }
    List<Piece> pieces = new ArrayList<>();
    for (Section section : outline.sections()) {
      pieces.addAll(pack(section, ""));
    }
    for (Piece piece : withBareHeadingsJoined(pieces)) {
      emit(piece, false);
    }
  }

  private List<Piece> pack(Section section, String above) {
    String path = join(above, section.label(), " › ");
    if (fits(section.start(), section.end())) {
      return List.of(
          piece(section.start(), section.end(), path, section.level(), section.bodyStart()));
    }
    if (section.children().isEmpty()) {
      return split(section.start(), section.end(), path, section.level());
    }
    List<Piece> pieces = new ArrayList<>();
    int ownEnd = section.ownEnd();
    if (fits(section.start(), ownEnd)) {
      pieces.add(piece(section.start(), ownEnd, path, INNER_LEVEL, section.bodyStart()));
    } else {
      pieces.addAll(split(section.start(), ownEnd, path, section.level()));
    }
    for (Section child : section.children()) {
      pieces.addAll(pack(child, path));
    }
    return withSmallOnesJoined(pieces, path);
  }

  private Piece piece(int start, int end, String path, int level, int bodyStart) {
    boolean bare = skipBlanks(Math.min(bodyStart, end), end) == end;
    return new Piece(start, end, path, level, true, bare);
  }

  /** Joins neighbours below one section while they fit: inner parts always, others if small. */
  private List<Piece> withSmallOnesJoined(List<Piece> pieces, String path) {
    List<Piece> joined = new ArrayList<>();
    for (Piece next : pieces) {
      Piece last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && belongTogether(last, next)) {
        String both = last.bare() ? next.path() : path;
        int level = Math.max(last.level(), next.level());
        joined.set(
            joined.size() - 1,
            new Piece(last.start(), next.end(), both, level, last.whole() && next.whole(), false));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  private boolean belongTogether(Piece last, Piece next) {
    if (!fits(last.start(), next.end())) {
      return false;
    }
    if (last.bare() || next.bare()) {
      return last.bare();
    }
    boolean inner = last.level() >= INNER_LEVEL && next.level() >= INNER_LEVEL;
    boolean small = length(last) < SMALL || length(next) < SMALL;
    return last.whole() && next.whole() && (inner || small);
  }

  /** A heading without text of its own goes with what follows it. */
  private List<Piece> withBareHeadingsJoined(List<Piece> pieces) {
    List<Piece> joined = new ArrayList<>();
    for (Piece next : pieces) {
      Piece last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && last.bare() && fits(last.start(), next.end())) {
        joined.set(
            joined.size() - 1,
            new Piece(last.start(), next.end(), next.path(), next.level(), false, next.bare()));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  /** Cuts a stretch without parts into pieces of about the same size. */
  private List<Piece> split(int from, int to, String path, int level) {
    List<Piece> pieces = new ArrayList<>();
    int start = skipBlanks(from, to);
    int end = trimEnd(start, to);
    if (start >= end) {
      return pieces;
    }
    if (fits(start, end)) {
      return List.of(new Piece(start, end, path, level, false, false));
    }
    CutPlaces places = new CutPlaces(text, start, end);
    while (start < end) {
      if (fits(start, end)) {
        pieces.add(new Piece(start, end, path, level, false, false));
        break;
      }
      int cut = cutPlace(places, start, end);
      pieces.add(new Piece(start, cut, path, level, false, false));
      start = Math.max(start + 1, overlapStart(places, start, cut));
      while (start < cut && Character.isLowSurrogate(text.charAt(start))) {
        start++;
      }
    }
    return pieces;
  }

  private int cutPlace(CutPlaces places, int start, int end) {
    int farthest = farthest(start, end);
    int rest = end - start;
    int count = (rest + Passage.LIMIT - 1) / Passage.LIMIT;
    int ideal = Math.min(farthest, start + rest / count + Passage.LIMIT / 5);
    int half = start + (ideal - start) / 2;
    int[][] tries = {
      {CutPlaces.PARAGRAPH, half, ideal},
      {CutPlaces.LINE, half, ideal},
      {CutPlaces.SENTENCE, half, ideal},
      {CutPlaces.SENTENCE, start + (farthest - start) / 4, farthest},
      {CutPlaces.WORD, start + (farthest - start) / 2, farthest},
      {CutPlaces.WORD, start, farthest},
    };
    for (int[] attempt : tries) {
      int place = places.last(attempt[1], attempt[2], attempt[0]);
      if (place > 0) {
        return place;
      }
    }
    return Math.max(start + 1, places.wholeCharacter(farthest, start));
  }

  /** Where the next piece begins: at the cut, or a little before it, at a sentence or word. */
  private static int overlapStart(CutPlaces places, int start, int cut) {
    int quality = places.quality(cut);
    if (quality == CutPlaces.PARAGRAPH) {
      return cut;
    }
    int earliest = Math.max(start + 1, cut - Passage.OVERLAP);
    int wanted =
        quality == 0 ? CutPlaces.WORD : quality == CutPlaces.LINE ? CutPlaces.SENTENCE : quality;
    int shared = places.first(earliest, cut, wanted);
    if (shared >= 0) {
      return shared;
    }
    return quality == 0 ? places.wholeCharacter(earliest, start) : cut;
  }

  /**
   * The farthest end of a piece from here that keeps the limit, in the original and in the text.
   */
  private int farthest(int start, int end) {
    int most = Math.min(end, start + Passage.LIMIT);
    while (!fits(start, most)) {
      most--;
    }
    return most;
  }

  private boolean fits(int start, int end) {
    int from = skipBlanks(start, end);
    int to = trimEnd(from, end);
    return to - from <= Passage.LIMIT
        && repaired.toOriginal(to) - repaired.toOriginal(from) <= Passage.LIMIT;
  }

  private int length(Piece piece) {
    int from = skipBlanks(piece.start(), piece.end());
    return trimEnd(from, piece.end()) - from;
  }

  private int skipBlanks(int from, int to) {
    int at = from;
    while (at < to && Outline.isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private int trimEnd(int from, int to) {
    int at = to;
    while (at > from && Outline.isBlank(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private void emit(Piece piece, boolean header) {
    int from = skipBlanks(piece.start(), piece.end());
    int to = trimEnd(from, piece.end());
    if (from == to) {
      return;
    }
    int start = repaired.toOriginal(from);
    String context = header ? headContext : join(about, piece.path(), "\n");
    cuts.add(
        new Cut(
            text.substring(from, to),
            context.length() > LONGEST_CONTEXT ? shortened(context, LONGEST_CONTEXT) : context,
            start,
            repaired.toOriginal(to),
            pageOf(start),
            header));
  }

  private @Nullable Integer pageOf(int start) {
    if (pageStarts.length == 0) {
      return null;
    }
    int found = Arrays.binarySearch(pageStarts, start);
    return found >= 0 ? lastOfEqual(found) + 1 : -found - 1;
  }

  private int lastOfEqual(int index) {
    int last = index;
    while (last + 1 < pageStarts.length && pageStarts[last + 1] == pageStarts[index]) {
      last++;
    }
    return last;
  }

  /** What every passage should know: the title, and what the head says of patient and date. */
  private static String about(String title, List<Line> head, String text) {
    if (head.isEmpty()) {
      return join(title, DocumentHead.personNamedIn(text), "\n");
    }
    String first = head.get(0).words().replaceFirst("^#+\\s+", "");
    String opening = shortened(first, LONGEST_HEAD_IN_CONTEXT);
    StringBuilder known = new StringBuilder(opening);
    for (Line line : head.subList(1, head.size())) {
      if (DocumentHead.isAboutThePatient(line.words())
          && known.length() + line.words().length() < LONGEST_HEAD_IN_CONTEXT) {
        known.append(" · ").append(line.words());
      }
    }
    boolean titleBeginsSo = normal(title).startsWith(normal(opening));
    boolean said = titleBeginsSo || normal(known.toString()).contains(normal(title));
    return said ? known.toString() : join(title, known.toString(), "\n");
  }

  /** Words in small letters, with a blank before and behind each. */
  private static String normal(String text) {
    String words = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    return words.isEmpty() ? "" : " " + words + " ";
  }

  private static String join(String a, String b, String between) {
    return a.isEmpty() ? b : b.isEmpty() ? a : a + between + b;
  }

  private static String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isLowSurrogate(text.charAt(longest)) ? longest - 1 : longest;
    return text.substring(0, end);
  }
}
