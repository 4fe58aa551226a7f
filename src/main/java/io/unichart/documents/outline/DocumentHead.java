package io.unichart.documents.outline;

import io.unichart.documents.outline.Outline.Line;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a document: title, date, patient and the like, before its text begins.
 *
 * @param lines how many lines it has
 * @param end where it ends; 0 when the document begins with its text
 */
public record DocumentHead(int lines, int end) {

  private static final DocumentHead NONE = new DocumentHead(0, 0);
  private static final int LONGEST = 1_200;
  private static final int LONGEST_TITLE = 150;
  private static final int LONGEST_LABELLED = 300;

  private static final Pattern LABEL =
      Pattern.compile(
          "[*_]*(?:(?:patient|pt)(?:['’]?s)?(?: name| id)?|name|dob|d\\.o\\.b\\.?|date of birth|birth ?date"
              + "|mrn|medical record(?: number| no\\.?)?|record(?: number| no\\.?)?|sex|gender|age|age/sex|ssn|account"
              + "|date|date of (?:visit|service|encounter|admission|discharge|exam|procedure|report)"
              + "|encounter(?: date| id)?|visit(?: date| type)?|admission date|discharge date|dos|doa|dod"
              + "|provider|physician|attending|author|clinician|dictated by|referring (?:physician|provider)|pcp"
              + "|location|clinic|facility|department|specialty|service|insurance|address|phone|title|subject"
              + "|re|to|from|document (?:number|id|type)|version|effective date|last revised|approved by|review cycle)"
              + "[*_]*\\s*[:#].*",
          Pattern.CASE_INSENSITIVE);
  private static final int NEAR = 1_000;
  private static final int LONGEST_SENTENCE = 220;
  private static final Pattern PERSON =
      Pattern.compile(
          "(?i)\\bborn\\b|\\bdate of birth\\b|\\bDOB\\b|\\bMRN\\b|medical record number");
  private static final Pattern OF_THE_PATIENT =
      Pattern.compile(
          "(?i).*(patient|\\bpt\\b|name|dob|birth|mrn|\\bsex\\b|gender|\\bage\\b|date of (visit|service|encounter)"
              + "|encounter|visit|^date).*");

  static DocumentHead of(List<Line> lines, Headings headings) {
    int firstHeading = firstHeading(lines, headings);
    if (firstHeading > 0 && isShortEnough(lines, firstHeading)) {
      return endingBefore(lines, firstHeading);
    }
    return endingBefore(lines, leadingLabels(lines, headings));
  }

  /** Whether a line of the head says who the patient is, or when they were seen. */
  public static boolean isAboutThePatient(String words) {
    Matcher label = LABEL.matcher(words);
    return words.length() <= LONGEST_LABELLED
        && label.matches()
        && OF_THE_PATIENT.matcher(words.substring(0, Math.min(40, words.length()))).matches();
  }

  /**
   * The sentence near the beginning that says whom a letter or dictation is about; empty when there
   * is none.
   */
  public static String personNamedIn(String text) {
    String beginning = text.substring(0, Math.min(NEAR, text.length()));
    for (String sentence : beginning.split("\\n|(?<=[a-z0-9)]{2}\\.)\\s+(?=[A-Z])")) {
      String words = sentence.strip();
      if (words.length() <= LONGEST_SENTENCE && PERSON.matcher(words).find()) {
        return words;
      }
    }
    return "";
  }

  /** The first heading that opens a section; a Markdown title at the very top is none. */
  private static int firstHeading(List<Line> lines, Headings headings) {
    boolean seenText = false;
    for (int i = 0; i < lines.size(); i++) {
      Headings.Heading heading = headings.at(i);
      String words = lines.get(i).words();
      boolean title = !seenText && isTitleMark(heading, words);
      boolean inner = heading != null && heading.level() > 2;
      boolean labelled = LABEL.matcher(words).matches();
      if (heading != null && !title && !inner && !labelled) {
        return i;
      }
      seenText |= !words.isEmpty();
    }
    return -1;
  }

  private static boolean isTitleMark(
      Headings.@org.jspecify.annotations.Nullable Heading heading, String words) {
    return heading != null
        && (words.startsWith("# ") || SectionNames.byName(words) == null && isCapitals(words));
  }

  private static boolean isCapitals(String words) {
    return words.equals(words.toUpperCase(Locale.ROOT))
        && !words.matches("[IVX]+\\..*|[A-Z]\\..*|\\d.*");
  }

  /** Text before the first heading is a head unless it tells a story. */
  private static boolean isShortEnough(List<Line> lines, int firstHeading) {
    int end = lines.get(firstHeading - 1).end();
    int prose = 0;
    for (Line line : lines.subList(0, firstHeading)) {
      if (line.words().length() > LONGEST_TITLE && !LABEL.matcher(line.words()).matches()) {
        prose++;
      }
    }
    return end <= LONGEST && prose == 0;
  }

  /** The lines at the top that are labelled as a head's are, and a title above them. */
  private static int leadingLabels(List<Line> lines, Headings headings) {
    int last = 0;
    int filled = 0;
    for (int i = 0; i < lines.size(); i++) {
      String words = lines.get(i).words();
      if (words.isEmpty()) {
        continue;
      }
      boolean labelled = words.length() <= LONGEST_LABELLED && LABEL.matcher(words).matches();
      boolean title =
          filled == 0
              && (headings.at(i) == null || isTitleMark(headings.at(i), words))
              && words.length() <= LONGEST_TITLE
              && i + 1 < lines.size()
              && SectionNames.byName(words) == null
              && !words.endsWith(".")
              && (lines.get(i + 1).isBlank() || LABEL.matcher(lines.get(i + 1).words()).matches());
      boolean opens = headings.at(i) != null && !title && !labelled;
      if (opens || !(labelled || title)) {
        break;
      }
      filled++;
      last = i + 1;
    }
    return last;
  }

  private static DocumentHead endingBefore(List<Line> lines, int line) {
    if (line <= 0) {
      return NONE;
    }
    boolean blank = lines.subList(0, line).stream().allMatch(Line::isBlank);
    if (blank || line == lines.size()) {
      return NONE;
    }
    return new DocumentHead(line, lines.get(line).start());
  }
}
