package io.unichart.retrieval.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a passage apart into statements.
 *
 * <p>Clinical text is made of lines more than of sentences: a line is a statement unless it runs on
 * (a printed page breaks sentences where it ends, a note does not), and a line of prose is as many
 * statements as it has sentences. Lines that announce what follows are kept as headings of it.
 */
final class Statements {

  private static final Map<String, String> SOAP =
      Map.of(
          "S", "Subjective: symptoms, complaint, history, reports",
          "O", "Objective: examination findings, vital signs",
          "A", "Assessment: diagnosis",
          "P", "Plan: treatment, management");

  private static final Pattern SOAP_LABEL = Pattern.compile("^([SOAP]):\\s*");
  private static final Pattern CHAPTER = Pattern.compile("^[IVX]+\\.\\s+\\p{Lu}.*");
  private static final Pattern SECTION = Pattern.compile("^[A-Z]\\.\\s+\\p{Lu}.{0,80}");
  private static final Pattern NUMBERED = Pattern.compile("^\\d{1,2}\\.\\s+\\p{Lu}.{0,80}");
  private static final Pattern ITEM_NUMBER_BEHIND =
      Pattern.compile("(?<=[\\p{L})\\]\"%])\\d{1,2}\\.\\s*$");
  private static final Pattern RUNS_ON =
      Pattern.compile(
          ".*(?:[,(/\\u2013-]|\\b(?:and|or|of|the|with|to|for|in|by|a|an|at|on|from|as|per|than|if|is|are))\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern SENTENCE_END =
      Pattern.compile("[.!?][\"')\\u201d]*\\s+(?=[\\p{Lu}\\d\"(\\u201c>≥<≤~])");
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "dr", "mr", "mrs", "ms", "prof", "vs", "approx", "e.g", "i.e", "eg", "ie", "etc", "no",
          "hx", "pt", "fig", "inc", "st", "jr", "sr", "dept", "cf", "al", "tab", "tabs", "cap",
          "max", "min", "appt", "resp", "incl", "b.i.d", "p.o", "q.d", "s");

  /** What can only be understood with the sentence before. */
  private static final Pattern REFERS_BACK =
      Pattern.compile(
          "(?:It|They)\\b|(?:This|That|These|Those) (?:is|are|was|were|has|have|had|will|can|may|began|"
              + "started|show|shows|showed|reveal|reveals|revealed|demonstrates?|demonstrated|usually|tend)\\b");

  /** What follows the name of a drug in a prescription. */
  private static final Pattern OF_A_PRESCRIPTION =
      Pattern.compile("(?i)\\s*(?:disp(?:ense)?|sig|qty|quantity|refills?)\\b\\s*:.*");

  private static final Pattern NUMBERED_HEADING =
      Pattern.compile("^\\d{1,2}(?:\\.\\d{1,2})*\\.?\\s+\\p{Lu}[^.;:\\d]{2,70}$");
  private static final Pattern CAPITALS = Pattern.compile("\\p{Lu}{4,}(?:[ ,/&-]+\\p{Lu}+){0,5}");
  private static final Pattern HASHES = Pattern.compile("(#{1,6})\\s+\\S");
  private static final int MOST_HASHES = 4;
  private static final int TABLE = 5;
  private static final int WIDE_LINE = 60;
  private static final int LONGEST_HEADING = 90;

  private final String text;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Heading> open = new ArrayList<>();
  private @Nullable Statement table;
  private @Nullable Statement prescription;

  private record Heading(int rank, String text) {}

  private record Line(int start, int end) {}

  private Statements(String text) {
    this.text = text;
  }

  /** The statements of a passage's text, in order. */
  static List<Statement> of(String text) {
    Statements taker = new Statements(text);
    taker.takeApart();
    return List.copyOf(taker.statements);
  }

  private void takeApart() {
    Line block = null;
    List<Line> lines = lines();
    List<String> texts =
        lines.stream().map(line -> text.substring(line.start(), line.end())).toList();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean blank = texts.get(i).isBlank() || TableLines.isRule(texts.get(i));
      boolean heads = !blank && table == null && TableLines.heads(texts, i);
      if (heads && (block == null || TableLines.hasColumns(texts.get(i)))) {
        if (block != null) {
          take(block);
          block = null;
        }
        table = addPiece(line.start(), line.end(), true);
        open.removeIf(former -> former.rank() >= TABLE);
        open(new Heading(TABLE, texts.get(i).strip()));
        continue;
      }
      if (block != null && !blank && runsOn(block, line)) {
        block = new Line(block.start(), line.end());
        continue;
      }
      if (block != null) {
        take(block);
      }
      if (texts.get(i).isBlank()) {
        open.removeIf(former -> former.rank() >= TABLE);
        table = null;
        prescription = null;
      }
      block = blank ? null : line;
    }
    if (block != null) {
      take(block);
    }
  }

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      lines.add(new Line(start, end));
      start = end + 1;
    }
    return lines;
  }

  private boolean runsOn(Line before, Line next) {
    String head = text.substring(before.start(), before.end());
    String last = head.substring(head.lastIndexOf('\n') + 1);
    String follows = text.substring(next.start(), next.end()).strip();
    String bare = ITEM_NUMBER_BEHIND.matcher(head).replaceFirst("");
    String stripped = bare.strip();
    if (SOAP_LABEL.matcher(follows).find()
        || stripped.endsWith(":")
        || SECTION.matcher(follows).matches()) {
      return false;
    }
    if (TableLines.hasCells(follows) && table != null && last.length() > 0) {
      return false;
    }
    char first = follows.charAt(0);
    if (Character.isLowerCase(first) || first == ')' || openBrackets(stripped) > 0) {
      return !stripped.matches("(?s).*[.!?]") || openBrackets(stripped) > 0;
    }
    if (last.length() < WIDE_LINE || stripped.matches("(?s).*[.!?;]")) {
      return false;
    }
    return RUNS_ON.matcher(stripped).matches()
        || last.endsWith(" ") && bare.length() == head.length();
  }

  private static int openBrackets(String block) {
    int open = 0;
    for (int i = 0; i < block.length(); i++) {
      open += block.charAt(i) == '(' ? 1 : block.charAt(i) == ')' ? -1 : 0;
    }
    return open;
  }

  private void take(Line block) {
    int start = block.start();
    String line = text.substring(start, block.end());
    Matcher soap = SOAP_LABEL.matcher(line.strip());
    if (soap.find()) {
      String label = soap.group(1);
      open(new Heading(1, SOAP.getOrDefault(label, label)));
      start = text.indexOf(label + ":", start) + 2;
      line = text.substring(start, block.end());
      if (line.isBlank()) {
        return;
      }
    }
    String bare = line.strip();
    int rank = rank(bare, follows(block.end()));
    if (rank > 0) {
      addPiece(start, block.end(), true);
      open(new Heading(rank, bare));
      return;
    }
    if (table != null && TableLines.hasCells(line)) {
      addPiece(start, block.end(), false);
      return;
    }
    if (OF_A_PRESCRIPTION.matcher(follows(block.end())).matches()
        && !OF_A_PRESCRIPTION.matcher(line).matches()) {
      prescription = addPiece(start, block.end(), false);
      return;
    }
    int from = start;
    Matcher sentence = SENTENCE_END.matcher(text).region(start, block.end());
    while (sentence.find()) {
      if (!endsInAbbreviation(from, sentence.start())) {
        addPiece(from, sentence.end(), false);
        from = sentence.end();
      }
    }
    addPiece(from, block.end(), false);
  }

  private boolean endsInAbbreviation(int from, int dot) {
    int word = dot;
    while (word > from
        && !Character.isWhitespace(text.charAt(word - 1))
        && text.charAt(word - 1) != '(') {
      word--;
    }
    String last = text.substring(word, dot).toLowerCase(java.util.Locale.ROOT);
    return ABBREVIATIONS.contains(last) || last.matches("\\p{L}|\\d{1,2}");
  }

  private @Nullable Statement addPiece(int from, int to, boolean heading) {
    int start = from;
    int end = to;
    Matcher number = ITEM_NUMBER_BEHIND.matcher(text).region(from, to);
    number.useTransparentBounds(true);
    if (number.find()) {
      end = number.start();
    }
    while (start < end && isMargin(text.charAt(start))) {
      start++;
    }
    while (end > start && isMargin(text.charAt(end - 1))) {
      end--;
    }
    if (end <= start
        || text.substring(start, end).codePoints().noneMatch(Character::isLetterOrDigit)) {
      return null;
    }
    String piece = text.substring(start, end);
    Statement statement =
        new Statement(
            piece,
            start,
            open.stream().map(Heading::text).toList(),
            heading,
            heading ? null : lead(piece, start));
    statements.add(statement);
    return statement;
  }

  /** What a table's row, a prescription's line or a sentence that refers back begins with. */
  private @Nullable Statement lead(String piece, int start) {
    if (table != null) {
      return table;
    }
    if (OF_A_PRESCRIPTION.matcher(piece).matches()) {
      return prescription;
    }
    if (statements.isEmpty() || !REFERS_BACK.matcher(piece).lookingAt()) {
      return null;
    }
    Statement before = statements.get(statements.size() - 1);
    boolean near = !text.substring(before.end(), start).contains("\n");
    return near && !before.heading() ? before : null;
  }

  /** Blanks, and the bars that a row of a table begins and ends with. */
  private static boolean isMargin(char c) {
    return Character.isWhitespace(c) || c == '|';
  }

  private void open(Heading heading) {
    open.removeIf(former -> former.rank() >= heading.rank());
    open.add(heading);
  }

  /** The next line that is not blank. */
  private String follows(int end) {
    return text.substring(end).stripLeading().lines().findFirst().orElse("");
  }

  /** 0 for text; for headings 1 (outermost) to 4. */
  private static int rank(String line, String follows) {
    if (line.length() > LONGEST_HEADING) {
      return 0;
    }
    if (CHAPTER.matcher(line).matches() && line.equals(line.toUpperCase(java.util.Locale.ROOT))) {
      return 1;
    }
    Matcher hashes = HASHES.matcher(line);
    if (hashes.lookingAt()) {
      return Math.min(MOST_HASHES, hashes.group(1).length());
    }
    boolean closed = line.endsWith(".") || line.endsWith(";");
    if (SECTION.matcher(line).matches() && !closed) {
      return 2;
    }
    if (NUMBERED_HEADING.matcher(line).matches() && !follows.matches("\\d{1,2}\\.?\\s.*")) {
      return line.equals(line.toUpperCase(java.util.Locale.ROOT)) ? 1 : 3;
    }
    if (CAPITALS.matcher(line).matches() && !follows.isEmpty()) {
      return 2;
    }
    if (line.endsWith(":")) {
      return NUMBERED.matcher(line).matches() ? 3 : 4;
    }
    return 0;
  }
}
