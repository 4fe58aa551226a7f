package io.unichart.documents.outline;

import io.unichart.documents.outline.Outline.Line;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells headings from text, line by line. Knows the names of a note's parts and their letters,
 * Markdown, underlined and capital lines, numbers (roman, letters, decimal), and labels that end in
 * a colon. A letter or number counts as a heading only where it looks like one: lists use them,
 * too.
 */
final class Headings {

  /**
   * A heading.
   *
   * @param level 1 is the outermost
   * @param label what it says, as readers should see it
   * @param length how many characters of the line belong to it
   */
  record Heading(int level, String label, int length) {}

  private static final int LONGEST = 120;
  private static final Pattern MARKDOWN = Pattern.compile("(#{1,6})\\s+(\\S.*?)\\s*#*");
  private static final Pattern ROMAN = Pattern.compile("([IVXLC]{1,7})[.)]\\s+(\\S.*)");
  private static final Pattern LETTERED = Pattern.compile("([A-Z])[.)]\\s+(\\S.*)");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "(?:(?:Section|Chapter|Part)\\s+)?(\\d{1,2}(?:\\.\\d{1,2}){0,4})[.):]?\\s+(\\S.*)");
  private static final Pattern RULE = Pattern.compile("={3,}|-{3,}|~{3,}|\\*{3,}");
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,2})[.)]\\s.*");

  private static final int NAMED_PART = 1;
  private static final int INNER_LABEL = 3;

  private final List<Line> lines;
  private final boolean soapLetters;
  private final boolean shouting;
  private final @Nullable Heading[] found;

  Headings(List<Line> lines) {
    this.lines = lines;
    this.soapLetters = hasSoapLetters(lines);
    this.shouting = isMostlyCapitals(lines);
    this.found = new Heading[lines.size()];
    findAll();
  }

  /** The heading that this line begins with, if it does. */
  @Nullable Heading at(int line) {
    return found[line];
  }

  private void findAll() {
    boolean inSoap = false;
    boolean numbered = false;
    char lastLetter = 0;
    int lastNumber = 0;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String words = line.words();
      if (words.isEmpty() || RULE.matcher(words).matches()) {
        continue;
      }
      Heading heading = byName(words, inSoap, numbered);
      if (heading != null && heading.level() == NAMED_PART) {
        inSoap = soapLetters && SectionNames.byLetter(words) != null || inSoap && soapLetters;
        lastLetter = 0;
      }
      if (heading == null && words.length() <= LONGEST) {
        heading = byRomanOrLetter(words, lastLetter);
        if (heading != null) {
          numbered = true;
          lastLetter = heading.level() == 2 ? words.charAt(0) : 0;
        }
      }
      if (heading == null && words.length() <= LONGEST) {
        heading = byMarks(i, words);
        lastLetter = heading != null && heading.level() == 1 ? 0 : lastLetter;
      }
      if (heading == null && words.length() <= LONGEST) {
        heading = byNumber(i, words, numbered, lastNumber);
        lastNumber = heading != null && heading.level() == 1 ? lastNumber + 1 : lastNumber;
      }
      if (heading == null && isLabel(i, words)) {
        heading = new Heading(INNER_LABEL, withoutColon(words), words.length());
      }
      if (heading != null) {
        found[i] = heading;
      }
    }
  }

  private @Nullable Heading byName(String words, boolean inSoap, boolean numbered) {
    String byLetter = soapLetters ? SectionNames.byLetter(words) : null;
    if (byLetter != null) {
      return new Heading(NAMED_PART, byLetter, words.indexOf(words.strip().charAt(0)) + 2);
    }
    String byName = SectionNames.byName(words);
    if (byName == null) {
      return null;
    }
    if (numbered) {
      // a guideline's own heading, whatever it means in a note
      return words.endsWith(":")
          ? new Heading(INNER_LABEL, withoutColon(words), words.length())
          : null;
    }
    boolean outer = !inSoap || byName.equals("Signature") || byName.equals("Prescription");
    int colon = words.indexOf(':');
    int length = colon < 0 ? words.length() : colon + 1;
    return new Heading(outer ? NAMED_PART : INNER_LABEL, byName, length);
  }

  private @Nullable Heading byMarks(int i, String words) {
    Matcher markdown = MARKDOWN.matcher(words);
    if (markdown.matches()) {
      return new Heading(markdown.group(1).length(), markdown.group(2), words.length());
    }
    if (i + 1 < lines.size() && isUnderlined(words, lines.get(i + 1).words())) {
      return new Heading(lines.get(i + 1).words().startsWith("=") ? 1 : 2, words, words.length());
    }
    boolean emphasised = words.startsWith("**") && words.endsWith("**") && words.length() > 5;
    if (emphasised) {
      return new Heading(2, withoutColon(words.substring(2, words.length() - 2)), words.length());
    }
    if (!shouting && isCapitals(words) && !endsLikeText(words)) {
      return new Heading(1, withoutColon(words), words.length());
    }
    return null;
  }

  private static boolean isUnderlined(String words, String next) {
    boolean rule = next.matches("={3,}|-{3,}") && next.length() >= words.length() / 2;
    return rule && words.length() <= 80 && !words.startsWith("-") && !words.contains("|");
  }

  private static @Nullable Heading byRomanOrLetter(String words, char lastLetter) {
    Matcher lettered = LETTERED.matcher(words);
    boolean continuesLetters =
        lettered.matches()
            && (lastLetter == 0 ? words.charAt(0) == 'A' : words.charAt(0) == lastLetter + 1);
    if (continuesLetters && isTitle(lettered.group(2))) {
      return new Heading(2, withoutColon(words), words.length());
    }
    Matcher roman = ROMAN.matcher(words);
    if (roman.matches() && isTitle(roman.group(2))) {
      return new Heading(1, withoutColon(words), words.length());
    }
    return null;
  }

  private @Nullable Heading byNumber(int i, String words, boolean numbered, int lastNumber) {
    Matcher decimal = DECIMAL.matcher(words);
    if (!decimal.matches() || words.length() > 90 || endsLikeText(words)) {
      return null;
    }
    String title = decimal.group(2);
    int depth = decimal.group(1).split("\\.").length;
    if (depth > 1) {
      boolean named = Character.isUpperCase(title.charAt(0)) && words.indexOf('\t') < 0;
      return named ? new Heading(depth, withoutColon(words), words.length()) : null;
    }
    boolean next = !numbered && continuesNumbers(i, words, title, lastNumber);
    boolean clear = isTitle(title) && (words.endsWith(":") || isCapitals(title) || !isInList(i));
    return next || clear
        ? new Heading(numbered ? INNER_LABEL : 1, withoutColon(words), words.length())
        : null;
  }

  /** "3 The first hour" after a heading 2: bare numbers in order, unlike those of a list. */
  private boolean continuesNumbers(int i, String words, String title, int lastNumber) {
    boolean bare = words.startsWith((lastNumber + 1) + " ") && words.indexOf('\t') < 0;
    String following = i + 1 < lines.size() ? lines.get(i + 1).words() : "";
    boolean list =
        following.startsWith((lastNumber + 2) + " ") || following.isEmpty() && isBlankAt(i + 2);
    return bare && !list && Character.isUpperCase(title.charAt(0)) && title.split(" ").length <= 8;
  }

  /** Whether the next line, or the one before, is a numbered item, too. */
  private boolean isInList(int i) {
    return isNumbered(i - 1) || isNumbered(i + 1) || !isBlankAt(i - 1) || !isBlankAt(i + 1);
  }

  private boolean isNumbered(int i) {
    return i >= 0 && i < lines.size() && NUMBER.matcher(lines.get(i).words()).matches();
  }

  private boolean isBlankAt(int i) {
    return i < 0 || i >= lines.size() || lines.get(i).isBlank();
  }

  /** A short line of its own that ends in a colon opens what follows. */
  private boolean isLabel(int i, String words) {
    if (!words.endsWith(":") || words.length() > 80 || words.length() < 3) {
      return false;
    }
    char first = words.charAt(0);
    boolean hasSentence = words.indexOf(". ") >= 0 || words.indexOf(':') < words.length() - 1;
    boolean item = first == '•' || first == '-' || first == '*';
    return Character.isUpperCase(first) && !hasSentence && !item && words.split(" ").length <= 10;
  }

  private static boolean isTitle(String words) {
    if (words.length() > 100 || endsLikeText(words)) {
      return false;
    }
    int capital = 0;
    int counted = 0;
    for (String word : words.split("[\\s/()-]+")) {
      if (word.length() > 3 && Character.isLetter(word.charAt(0))) {
        counted++;
        capital += Character.isUpperCase(word.charAt(0)) ? 1 : 0;
      }
    }
    boolean startsWell =
        Character.isUpperCase(words.charAt(0)) || Character.isDigit(words.charAt(0));
    return startsWell && capital * 10 >= counted * 6;
  }

  private static boolean endsLikeText(String words) {
    char last = words.charAt(words.length() - 1);
    return last == '.' || last == ';' || last == ',' || last == '!' || last == '?';
  }

  private static boolean isCapitals(String words) {
    int letters = 0;
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (Character.isLowerCase(c) || c == '=' || c == '|') {
        return false;
      }
      letters += Character.isLetter(c) ? 1 : 0;
    }
    boolean isCode =
        words.length() < 5 || words.indexOf(',') >= 0 || !words.matches("^\\W*[A-Z]{2,}.*");
    return letters >= 5 && letters * 10 >= words.length() * 6 && !isCode;
  }

  private static String withoutColon(String words) {
    String plain = words.strip();
    return plain.endsWith(":") ? plain.substring(0, plain.length() - 1) : plain;
  }

  private static boolean hasSoapLetters(List<Line> lines) {
    return lines.stream()
            .map(line -> SectionNames.byLetter(line.words()))
            .filter(name -> name != null)
            .distinct()
            .count()
        >= 2;
  }

  private static boolean isMostlyCapitals(List<Line> lines) {
    long upper = 0;
    long lower = 0;
    for (Line line : lines) {
      for (int i = 0; i < line.words().length(); i++) {
        upper += Character.isUpperCase(line.words().charAt(i)) ? 1 : 0;
        lower += Character.isLowerCase(line.words().charAt(i)) ? 1 : 0;
      }
    }
    return upper > lower * 2;
  }
}
