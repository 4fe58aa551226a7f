package io.unichart.extraction.sections;

import io.unichart.extraction.Section;
import io.unichart.extraction.Section.Kind;
import io.unichart.extraction.Span;
import io.unichart.extraction.sections.Headings.Heading;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the headings of a note and what they head.
 *
 * <p>A heading is a line of its own ("PHYSICAL EXAM", "Assessment:"), a label before text on its
 * line ("PMH: gout", "S: …"), or, in reports that lost their lines, a label in capitals after a
 * sentence's end. A label that shares its line with text heads only as far as the next blank line
 * when it stands inside a larger part; then the larger part goes on. Body systems are of level 2
 * and leave their part open.
 */
public final class Sections {

  private static final Headings HEADINGS = Headings.load();
  private static final int LONGEST = 60;

  private Sections() {}

  private record Mark(Kind kind, Span heading, int bodyStart, int level, boolean inline) {}

  /** All sections of a note in the order of their headings; text before the first has none. */
  public static List<Section> of(String text) {
    List<Mark> marks = withLabels(text, marks(text));
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      int end = mark.level == 2 && mark.inline ? lineEnd(text, mark.bodyStart) : text.length();
      for (int j = i + 1; j < marks.size(); j++) {
        if (marks.get(j).level <= mark.level || isExamined(text, mark, marks.get(j))) {
          end = Math.min(end, marks.get(j).heading.start());
          break;
        }
      }
      if (mark.inline && i > 0) {
        end = Math.min(end, paragraphEnd(text, mark.bodyStart, end));
      }
      sections.add(
          new Section(
              mark.kind,
              mark.heading,
              new Span(mark.bodyStart, Math.max(end, mark.bodyStart)),
              mark.level));
    }
    return resumed(text, sections);
  }

  /** A label of its own at the start of a line, of nobody's family: "Today: feels well". */
  private static final Pattern LABEL =
      Pattern.compile(
          "\\n(?!\\W*(?i:mother|father|mat\\w*|pat\\w*|m[gu]\\w|p[gu]\\w|sib\\w*|sis\\w*|bro\\w*|son|dau\\w*|child\\w*|parents?|aunts?|uncles?|grand\\w*|cousins?|mom|mum|dad|other|family|cancer|cardiac|heart|diabetes)\\b)[A-Z][A-Za-z /]{1,24}:\\s");

  /** Marks with that label behind a family's history on one line, where there is one. */
  private static List<Mark> withLabels(String text, List<Mark> marks) {
    List<Mark> result = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      result.add(mark);
      int end = i + 1 < marks.size() ? marks.get(i + 1).heading.start() : text.length();
      Matcher label = LABEL.matcher(text).region(Math.min(mark.bodyStart, end), end);
      if (mark.inline && mark.kind == Kind.FAMILY_HISTORY && label.find()) {
        Span heading = new Span(label.start() + 1, text.indexOf(':', label.start()));
        result.add(new Mark(Kind.OTHER, heading, heading.end() + 1, 1, true));
      }
    }
    return result;
  }

  /** What an examiner sees and hears at a part of the body. */
  private static final Pattern SEEN =
      Pattern.compile(
          "(?i)\\b(?:soft|clear|ctab?|rrr|regular|normal|nt/?nd|ntnd|non-?tender|tender|intact|wnl|nad|supple|wheez\\w*|rales|rhonchi|murmurs?|distended|bowel sounds|moist|perrla?|unremarkable|nonfocal|edema)\\b");

  /**
   * "Abd: soft" below the past history is no part of it: the examination began without a heading.
   */
  private static boolean isExamined(String text, Mark part, Mark next) {
    boolean told =
        part.kind.isPast() || part.kind == Kind.MEDICATIONS || part.kind == Kind.ALLERGIES;
    int from = Math.min(next.bodyStart, text.length());
    return told
        && next.inline
        && next.kind == Kind.BODY_SYSTEM
        && SEEN.matcher(text.substring(from, lineEnd(text, from))).find();
  }

  /** No part of a real note holds more others; without a limit a long list of parts is slow. */
  private static final int MOST_WITHIN_ONE = 500;

  /** The innermost part that holds an offset; body systems leave their part's meaning as it is. */
  public static @Nullable Section at(List<Section> sections, int offset) {
    int last = lastBegun(sections, offset);
    for (int i = last; i >= 0 && i > last - MOST_WITHIN_ONE; i--) {
      Section section = sections.get(i);
      boolean telling = section.kind() != Kind.BODY_SYSTEM && section.kind() != Kind.OTHER;
      if (telling && section.body().contains(offset)) {
        return section;
      }
    }
    return null;
  }

  /** The place of the last part whose heading begins at an offset or before; -1 for none. */
  public static int lastBegun(List<Section> sections, int offset) {
    int low = 0;
    int high = sections.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sections.get(middle).heading().start() <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** Lets a part run on behind the short labelled paragraphs that it contains. */
  private static List<Section> resumed(String text, List<Section> sections) {
    List<Section> result = new ArrayList<>();
    for (int i = 0; i < sections.size(); i++) {
      Section section = sections.get(i);
      int end = section.body().end();
      for (int j = i + 1; j < sections.size() && section.level() == 1; j++) {
        Section next = sections.get(j);
        if (next.level() == 2 || next.body().end() <= end) {
          continue;
        }
        boolean gap =
            next.heading().start() == end
                && next.body().end() < text.length()
                && (j + 1 >= sections.size()
                    || sections.get(j + 1).heading().start() > next.body().end()
                        && !text.substring(next.body().end(), sections.get(j + 1).heading().start())
                            .isBlank());
        if (!gap) {
          break;
        }
        end = j + 1 < sections.size() ? sections.get(j + 1).heading().start() : text.length();
      }
      result.add(
          new Section(
              section.kind(),
              section.heading(),
              new Span(section.body().start(), end),
              section.level()));
    }
    return result;
  }

  private static int paragraphEnd(String text, int from, int end) {
    for (int i = text.indexOf('\n', from); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
      int next = i + 1;
      while (next < end && text.charAt(next) != '\n' && Character.isWhitespace(text.charAt(next))) {
        next++;
      }
      if (next < end && text.charAt(next) == '\n') {
        return i;
      }
    }
    return end;
  }

  private static int lineEnd(String text, int from) {
    int newline = text.indexOf('\n', from);
    return newline < 0 ? text.length() : newline;
  }

  private static List<Mark> marks(String text) {
    List<Mark> marks = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      line(text, start, end, marks);
      start = end + 1;
    }
    return marks;
  }

  private static void line(String text, int lineStart, int lineEnd, List<Mark> marks) {
    int s = skipOrnaments(text, lineStart, lineEnd);
    int e = lineEnd;
    while (e > s && (Character.isWhitespace(text.charAt(e - 1)) || text.charAt(e - 1) == '*')) {
      e--;
    }
    if (s >= e) {
      return;
    }
    boolean bulleted = "•-*".indexOf(text.charAt(firstVisible(text, lineStart, lineEnd))) >= 0;
    if (!wholeLine(text, s, e, lineEnd, bulleted, marks)) {
      label(text, s, e, bulleted, marks);
    }
    capitals(text, s, e, marks);
  }

  private static int firstVisible(String text, int start, int end) {
    int i = start;
    while (i < end - 1 && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Past markdown's hashes and stars, bullets, and the number of a list item. */
  private static int skipOrnaments(String text, int start, int end) {
    int i = start;
    while (i < end
        && (Character.isWhitespace(text.charAt(i))
            || "#*_•·-=[\uFEFF".indexOf(text.charAt(i)) >= 0)) {
      i++;
    }
    int digits = i;
    while (digits < end && Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    if (digits > i
        && digits - i <= 2
        && digits + 1 < end
        && ".)".indexOf(text.charAt(digits)) >= 0
        && text.charAt(digits + 1) == ' ') {
      i = digits + 2;
    }
    return i;
  }

  private static boolean wholeLine(
      String text, int s, int e, int lineEnd, boolean bulleted, List<Mark> marks) {
    int titleEnd = e;
    boolean colon = false;
    while (titleEnd > s && ":-=]\u2013_ ".indexOf(text.charAt(titleEnd - 1)) >= 0) {
      colon |= text.charAt(titleEnd - 1) == ':';
      titleEnd--;
    }
    String title = text.substring(s, titleEnd);
    if (title.isEmpty()
        || title.length() > LONGEST
        || title.endsWith(".")
        || title.indexOf(':') >= 0) {
      return false;
    }
    boolean capitals = isCapitals(title);
    Heading heading = HEADINGS.find(title);
    boolean oneLetter = title.length() == 1;
    if (heading == null) {
      Kind guessed =
          capitals && !bulleted && (colon || isAlone(title)) ? HEADINGS.guess(title) : null;
      if (guessed == null) {
        return false;
      }
      marks.add(new Mark(guessed, new Span(s, titleEnd), lineEnd, 1, false));
      return true;
    }
    boolean strong =
        colon || (capitals && !bulleted) || Character.isUpperCase(title.charAt(0)) && !bulleted;
    if (!strong || (bulleted && heading.kind() != Kind.BODY_SYSTEM && !colon)) {
      return false;
    }
    if (!heading.plain()
        && !colon
        && !capitals
        && heading.kind() != Kind.BODY_SYSTEM
        && !isSubTitle(heading, title)) {
      return false;
    }
    if (oneLetter && !capitals) {
      return false;
    }
    int level = isSubTitle(heading, title) && !heading.plain() ? 2 : level(heading.kind());
    marks.add(new Mark(heading.kind(), new Span(s, titleEnd), lineEnd, level, false));
    return true;
  }

  /** "Medical" and "Surgical" alone on a line, as parts of the past history. */
  private static boolean isSubTitle(Heading heading, String title) {
    return heading.kind().isPast() && title.length() > 6;
  }

  private static boolean isAlone(String title) {
    return title.chars().noneMatch(Character::isDigit);
  }

  /** "PMH: gout", "Assessment - stable", "S: here for …" */
  private static void label(String text, int s, int e, boolean bulleted, List<Mark> marks) {
    int colon = text.indexOf(':', s);
    if (colon < 0 || colon >= e || colon - s > LONGEST) {
      colon = dash(text, s, e);
      if (colon < 0) {
        return;
      }
    }
    int titleEnd = colon;
    while (titleEnd > s && " *_".indexOf(text.charAt(titleEnd - 1)) >= 0) {
      titleEnd--;
    }
    String title = text.substring(s, titleEnd);
    if (title.isEmpty()) {
      return;
    }
    Heading heading = HEADINGS.find(title);
    Kind kind = heading == null ? null : heading.kind();
    if (heading == null && isCapitals(title) && isAlone(title)) {
      kind = HEADINGS.guess(title);
    }
    if (kind == null || (title.length() == 1 && !isCapitals(title))) {
      return;
    }
    marks.add(new Mark(kind, new Span(s, titleEnd), colon + 1, bulleted ? 2 : level(kind), true));
  }

  /** "ALLERGIES - none": a dash counts as a colon behind a heading in capitals. */
  private static int dash(String text, int s, int e) {
    int dash = text.indexOf(" - ", s);
    boolean label = dash > s && dash < e && dash - s < 30 && isCapitals(text.substring(s, dash));
    return label ? dash + 1 : -1;
  }

  /** Labels in capitals inside a line, as in reports that lost their line breaks. */
  private static void capitals(String text, int s, int e, List<Mark> marks) {
    int from = s;
    while (true) {
      int colon = text.indexOf(':', from);
      if (colon < 0 || colon >= e) {
        return;
      }
      from = colon + 1;
      int start = colon;
      while (start > s && isCapitalTitle(text.charAt(start - 1))) {
        start--;
      }
      while (start < colon && " -/&,".indexOf(text.charAt(start)) >= 0) {
        start++;
      }
      start = afterGap(text, start, colon);
      if (start <= s
          || colon - start < 2
          || colon - start > LONGEST
          || text.charAt(start - 1) == '(') {
        continue;
      }
      String title = text.substring(start, colon).strip();
      Heading heading = isCapitals(title) ? HEADINGS.find(title) : null;
      Kind kind =
          heading != null ? heading.kind() : isCapitals(title) ? HEADINGS.guess(title) : null;
      if (kind != null && title.length() > 1) {
        marks.add(new Mark(kind, new Span(start, start + title.length()), from, level(kind), true));
      }
    }
  }

  /** Text in capitals before two blanks is a sentence of its own, not part of the label. */
  private static int afterGap(String text, int start, int colon) {
    int gap = text.substring(start, colon).lastIndexOf("  ");
    return gap < 0 ? start : start + gap + 2;
  }

  private static boolean isCapitalTitle(char c) {
    return Character.isUpperCase(c)
        || c == ' '
        || c == '/'
        || c == '&'
        || c == '-'
        || c == '('
        || c == ')'
        || c == ',';
  }

  private static boolean isCapitals(String title) {
    boolean letter = false;
    for (int i = 0; i < title.length(); i++) {
      char c = title.charAt(i);
      if (Character.isLowerCase(c)) {
        return false;
      }
      letter |= Character.isUpperCase(c);
    }
    return letter;
  }

  private static int level(Kind kind) {
    return kind == Kind.BODY_SYSTEM || kind == Kind.OTHER ? 2 : 1;
  }
}
