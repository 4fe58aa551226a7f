package io.unichart.documents.outline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a text is divided: its head, and its sections within sections. Head and sections tile the
 * text: every character belongs to exactly one of them at each level.
 */
public final class Outline {

  /** A line without its terminator: where it stands, and its words. */
  public record Line(int start, int end, String words) {

    /** Whether it has no words. */
    public boolean isBlank() {
      return words.isEmpty();
    }
  }

  /** A part of the text with the heading it begins with, and what lies below it. */
  public static final class Section {
    private final int level;
    private final String label;
    private final int start;
    private final int bodyStart;
    private int end;
    private final List<Section> children = new ArrayList<>();

    private Section(int level, String label, int start, int bodyStart, int end) {
      this.level = level;
      this.label = label;
      this.start = start;
      this.bodyStart = bodyStart;
      this.end = end;
    }

    /** How deep it lies. */
    public int level() {
      return level;
    }

    /** The words of its heading; empty when it has none. */
    public String label() {
      return label;
    }

    /** Where its heading begins. */
    public int start() {
      return start;
    }

    /** Where its text begins. */
    public int bodyStart() {
      return bodyStart;
    }

    /** Where it ends, with all below it. */
    public int end() {
      return end;
    }

    /** The sections below it, in order. */
    public List<Section> children() {
      return Collections.unmodifiableList(children);
    }

    /** Where the part that belongs to no child ends. */
    public int ownEnd() {
      return children.isEmpty() ? end : children.get(0).start;
    }
  }

  private final String text;
  private final List<Line> lines;
  private final int headEnd;
  private final List<Section> sections;

  private Outline(String text, List<Line> lines, int headEnd, List<Section> sections) {
    this.text = text;
    this.lines = lines;
    this.headEnd = headEnd;
    this.sections = sections;
  }

  /** How a text is divided. */
  public static Outline of(String text) {
    List<Line> lines = lines(text);
    Headings headings = new Headings(lines);
    DocumentHead head = DocumentHead.of(lines, headings);
    return new Outline(text, lines, head.end(), tree(text, lines, head, headings));
  }

  /** Where the head ends; 0 when there is none. */
  public int headEnd() {
    return headEnd;
  }

  /** The lines of the head. */
  public List<Line> headLines() {
    return lines.stream().filter(line -> line.start() < headEnd && !line.isBlank()).toList();
  }

  /** The sections behind the head, in order. */
  public List<Section> sections() {
    return sections;
  }

  String text() {
    return text;
  }

  private static List<Section> tree(
      String text, List<Line> lines, DocumentHead head, Headings headings) {
    List<Section> top = new ArrayList<>();
    List<Section> open = new ArrayList<>();
    int from = head.end();
    for (int i = head.lines(); i < lines.size(); i++) {
      Headings.Heading heading = headings.at(i);
      if (heading == null) {
        continue;
      }
      Line line = lines.get(i);
      if (open.isEmpty() && line.start() > from) {
        addIfNotBlank(top, text, from, line.start());
      }
      while (!open.isEmpty() && open.get(open.size() - 1).level >= heading.level()) {
        open.remove(open.size() - 1).end = line.start();
      }
      int bodyStart = Math.min(line.end(), line.start() + heading.length());
      Section section =
          new Section(heading.level(), heading.label(), line.start(), bodyStart, text.length());
      (open.isEmpty() ? top : open.get(open.size() - 1).children).add(section);
      open.add(section);
      from = line.start();
    }
    if (open.isEmpty()) {
      addIfNotBlank(top, text, from, text.length());
    }
    return top;
  }

  private static void addIfNotBlank(List<Section> sections, String text, int from, int to) {
    if (text.substring(from, to).chars().anyMatch(c -> !isBlank((char) c))) {
      sections.add(new Section(1, "", from, from, to));
    }
  }

  /** White space of every kind, the unbreakable too. */
  public static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static String stripped(String text, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static List<Line> lines(String text) {
    List<Line> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '\n' || text.charAt(i) == '\f') {
        lines.add(new Line(start, i, stripped(text, start, i)));
        start = i + 1;
      }
    }
    return lines;
  }
}
