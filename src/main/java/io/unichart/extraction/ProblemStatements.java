package io.unichart.extraction;

import io.unichart.extraction.Mention.Kind;
import io.unichart.terminology.Candidate;
import io.unichart.terminology.Coding;
import io.unichart.terminology.Coding.Confidence;
import io.unichart.terminology.Terminology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an assessment states as one problem is coded as one: "type 2 diabetes mellitus with
 * hyperglycemia" rather than the diabetes and the sugar, "otitis media, right ear" with its side.
 * Only where the terminology has a name for exactly that.
 */
final class ProblemStatements {

  private static final int LONGEST = 120;

  /** Where a statement begins and ends inside an assessment. */
  private static final Pattern EDGE =
      Pattern.compile("\\n|;|\\.(?=\\s|$)|:\\s| - | \u2013 |\\(|\\)|^\\s*\\d{1,2}[.)]\\s*");

  /** Either of several problems is not one. */
  private static final Pattern CHOICE = Pattern.compile("(?i)\\b(?:vs|versus|or)\\b");

  private static final Pattern NEXT_ENTRY =
      Pattern.compile("(?i)[^\\n]*,\\s*(?:and\\s+|also\\s+)?");

  private ProblemStatements() {}

  /** The mentions, those of one statement as one where it has a code of its own. */
  static List<Mention> wholly(String text, List<Mention> mentions, Terminology terminology) {
    List<Mention> ordered = new ArrayList<>(mentions);
    ordered.sort(Comparator.comparingInt(mention -> mention.span().start()));
    List<Mention> read = new ArrayList<>(ordered.size());
    for (int i = 0; i < ordered.size(); i++) {
      Mention mention = ordered.get(i);
      Span statement =
          isStated(mention)
              ? entry(text, statement(text, mention.span()), i, ordered)
              : mention.span();
      int end = i + 1;
      while (end < ordered.size() && statement.contains(ordered.get(end).span())) {
        end++;
      }
      Mention whole =
          isStated(mention) && !isWithin(statement, i, ordered)
              ? whole(text, statement, ordered.subList(i, end), terminology)
              : null;
      if (whole == null) {
        read.add(mention);
      } else {
        read.add(whole);
        ordered.subList(i, end).stream()
            .filter(part -> part.kind() != Kind.CONDITION)
            .forEach(read::add);
        i = end - 1;
      }
    }
    return read;
  }

  /** Of a list of illnesses ("hypertension, diabetes, COPD") each is a statement of its own. */
  private static Span entry(String text, Span statement, int i, List<Mention> ordered) {
    Span mention = ordered.get(i).span();
    int start = statement.start();
    int end = statement.end();
    if (i > 0 && isNextEntry(text, ordered.get(i - 1).span(), mention)) {
      start = Math.max(start, mention.start());
    }
    for (int k = i; k + 1 < ordered.size() && ordered.get(k).span().end() < end; k++) {
      Span here = ordered.get(k).span();
      if (isNextEntry(text, here, ordered.get(k + 1).span())) {
        end = Math.min(end, text.lastIndexOf(',', ordered.get(k + 1).span().start()));
      }
    }
    return new Span(start, Math.max(end, mention.end()));
  }

  /** Whether another condition of the statement stands before this one. */
  private static boolean isWithin(Span statement, int i, List<Mention> ordered) {
    return i > 0
        && ordered.get(i - 1).kind() == Kind.CONDITION
        && statement.contains(ordered.get(i - 1).span());
  }

  private static boolean isNextEntry(String text, Span one, Span next) {
    return one.end() <= next.start()
        && NEXT_ENTRY.matcher(text.substring(one.end(), next.start())).matches();
  }

  private static boolean isStated(Mention mention) {
    return mention.section() != null
        && mention.section().kind().isAssessment()
        && mention.kind() == Kind.CONDITION
        && mention.assertion().isThePatients();
  }

  /** The whole statement as one mention, if it has a code that none of its parts has. */
  private static @Nullable Mention whole(
      String text, Span statement, List<Mention> among, Terminology terminology) {
    Mention first = among.get(0);
    String words = statement.of(text).replaceAll("\\s+", " ");
    List<Mention> parts = among.stream().filter(m -> m.kind() == Kind.CONDITION).toList();
    boolean alike = parts.stream().allMatch(m -> m.assertion().equals(first.assertion()));
    if (words.length() > LONGEST
        || !alike
        || words.equals(first.name())
        || CHOICE.matcher(words).find()) {
      return null;
    }
    Coding coding = terminology.codeCondition(words);
    Candidate whole = coding.chosen();
    if (whole == null
        || coding.confidence() != Confidence.EXACT
        || parts.stream().anyMatch(part -> isCoded(part.name(), whole.code(), terminology))
        || isBesides(words, parts, whole.code(), terminology)) {
      return null;
    }
    return new Mention(
        Kind.CONDITION,
        statement.of(text),
        statement,
        words,
        first.section(),
        first.assertion(),
        first.cues());
  }

  private static boolean isCoded(String words, String code, Terminology terminology) {
    Candidate known = terminology.codeCondition(words).chosen();
    return known != null && known.code().equals(code);
  }

  /** "alcohol use, cirrhosis": what gives the code stands beside the condition, not with it. */
  private static boolean isBesides(
      String words, List<Mention> parts, String code, Terminology terminology) {
    return Stream.of(words.split("\\s*,\\s*"))
        .filter(piece -> parts.stream().noneMatch(part -> piece.contains(part.name())))
        .map(terminology::codeCondition)
        .filter(coding -> coding.confidence() == Confidence.EXACT)
        .map(Coding::chosen)
        .anyMatch(chosen -> chosen != null && chosen.code().equals(code));
  }

  /** The words between the edges around a mention. */
  private static Span statement(String text, Span mention) {
    int lineStart = text.lastIndexOf('\n', Math.max(0, mention.start() - 1)) + 1;
    int newline = text.indexOf('\n', mention.end());
    int lineEnd = newline < 0 ? text.length() : newline;
    int start = lineStart;
    int end = lineEnd;
    Matcher edge = EDGE.matcher(text).region(lineStart, lineEnd);
    while (edge.find()) {
      if (edge.end() <= mention.start()) {
        start = edge.end();
      } else if (edge.start() >= mention.end()) {
        end = edge.start();
        break;
      }
    }
    while (start < end && !Character.isLetterOrDigit(text.charAt(start))) {
      start++;
    }
    while (end > start && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    return new Span(start, Math.max(end, mention.end()));
  }
}
