package io.unichart.console;

import io.unichart.documents.RepairedText;
import io.unichart.extraction.Section;
import io.unichart.extraction.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A note's text with everything that was recognised in it marked at its place, cut into its
 * sections. Every character of the note but the space between sections stands in it once. Where
 * marks overlap the narrower one shows; a line of the plan underlies what stands in it.
 */
final class MarkedText {

  private static final String PLAN = "plan";

  /**
   * A part of the note.
   *
   * @param label what the part holds, in words; null before the first heading
   */
  record Part(@Nullable String label, List<Piece> pieces) {}

  /**
   * A stretch of text that looks the same.
   *
   * @param mark what it is a mention of, if anything
   * @param last whether the mention ends here
   * @param heading whether it names its section
   * @param planned whether it belongs to a line of the plan
   * @param anchor where links to the mention land, on its first stretch
   */
  record Piece(
      String text,
      @Nullable Mark mark,
      boolean last,
      boolean heading,
      boolean planned,
      @Nullable String anchor) {}

  /**
   * A recognised mention.
   *
   * @param kind in lower case
   * @param axes how it is asserted, where that is not plainly so
   * @param because the words that decided it
   */
  record Mark(String kind, Span span, List<String> axes, List<String> because) {

    /** What a pointer that rests on it is told. */
    public String told() {
      String told = axes.isEmpty() ? kind : kind + ": " + String.join(", ", axes);
      return because.isEmpty() ? told : told + " (“" + String.join("”, “", because) + "”)";
    }
  }

  private final RepairedText text;
  private final List<Mark> marks;

  /** How far the marks up to each place reach at most. */
  private final int[] reach;

  private final List<Section> sections;
  private final Set<String> anchors = new HashSet<>();

  private MarkedText(RepairedText text, List<Mark> marks, List<Section> sections) {
    this.text = text;
    this.marks =
        marks.stream()
            .filter(mark -> mark.span().end() <= text.original().length())
            .sorted(Comparator.comparingInt((Mark mark) -> mark.span().start()))
            .toList();
    this.reach = new int[this.marks.size()];
    int far = 0;
    for (int i = 0; i < reach.length; i++) {
      far = Math.max(far, this.marks.get(i).span().end());
      reach[i] = far;
    }
    this.sections =
        sections.stream().sorted(Comparator.comparingInt(s -> s.heading().start())).toList();
  }

  static List<Part> of(RepairedText text, List<Mark> marks, List<Section> sections) {
    return new MarkedText(text, marks, sections).parts();
  }

  /** Where links to a mention at this place land. */
  static String anchor(int start) {
    return "at-" + start;
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    int length = text.original().length();
    int at = 0;
    String label = null;
    for (Section section : sections) {
      int start = section.heading().start();
      if (start > at) {
        add(parts, label, at, start);
        at = start;
      }
      label = words(section.kind());
    }
    add(parts, label, at, length);
    return parts;
  }

  private void add(List<Part> parts, @Nullable String label, int start, int end) {
    int last = end;
    while (last > start && Character.isWhitespace(text.original().charAt(last - 1))) {
      last--; // the space between sections is the page's
    }
    List<Piece> pieces = last > start ? pieces(start, last) : List.of();
    if (!pieces.isEmpty()) {
      parts.add(new Part(label, pieces));
    }
  }

  static String words(Section.Kind kind) {
    String words = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private List<Piece> pieces(int start, int end) {
    List<Mark> here = marksIn(start, end);
    List<Span> headings =
        sections
            .subList(
                first(sections.size(), i -> sections.get(i).heading().start() >= start),
                first(sections.size(), i -> sections.get(i).heading().start() >= end))
            .stream()
            .map(Section::heading)
            .toList();
    TreeSet<Integer> cuts = new TreeSet<>(List.of(start, end));
    here.forEach(mark -> cut(cuts, mark.span(), start, end));
    headings.forEach(heading -> cut(cuts, heading, start, end));
    List<Piece> pieces = new ArrayList<>();
    int from = start;
    int first = 0;
    for (int to : cuts.tailSet(start, false)) {
      while (first < here.size() && ended(here.get(first), from)) {
        first++;
      }
      String shown = text.text().substring(text.toRepaired(from), text.toRepaired(to));
      if (!shown.isEmpty()) {
        pieces.add(piece(shown, from, to, near(here, first, to), headings));
      }
      from = to;
    }
    return pieces;
  }

  /** The marks that a stretch holds something of, without a look at all others. */
  private List<Mark> marksIn(int start, int end) {
    int from = first(marks.size(), i -> reach[i] > start);
    int to = first(marks.size(), i -> marks.get(i).span().start() >= end);
    Span stretch = new Span(start, end);
    return from >= to
        ? List.of()
        : marks.subList(from, to).stream().filter(m -> m.span().overlaps(stretch)).toList();
  }

  /** The first of so many places from which on something holds. */
  private static int first(int places, IntPredicate holds) {
    int low = 0;
    int high = places;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static boolean ended(Mark mark, int from) {
    return mark.span().end() <= from;
  }

  /** Marks from the first that has not ended to the last that begins before the place. */
  private static List<Mark> near(List<Mark> here, int first, int place) {
    int last = first;
    while (last < here.size() && here.get(last).span().start() < place) {
      last++;
    }
    return here.subList(first, last);
  }

  private static void cut(Set<Integer> cuts, Span span, int start, int end) {
    for (int edge : new int[] {span.start(), span.end()}) {
      if (start < edge && edge < end) {
        cuts.add(edge);
      }
    }
  }

  private Piece piece(String shown, int from, int to, List<Mark> here, List<Span> headings) {
    List<Mark> over = here.stream().filter(mark -> mark.span().contains(from)).toList();
    Mark narrowest =
        over.stream()
            .filter(mark -> !mark.kind().equals(PLAN))
            .min(Comparator.comparingInt(mark -> mark.span().length()))
            .orElse(null);
    String anchor = null;
    for (Mark mark : over) {
      if (anchor == null && mark.span().start() == from && anchors.add(anchor(from))) {
        anchor = anchor(from);
      }
    }
    return new Piece(
        shown,
        narrowest,
        narrowest != null && narrowest.span().end() == to,
        headings.stream().anyMatch(heading -> heading.contains(from)),
        over.size() > (narrowest == null ? 0 : 1)
            && over.stream().anyMatch(mark -> mark.kind().equals(PLAN)),
        anchor);
  }
}
