package io.unichart.extraction;

import io.unichart.extraction.Extraction.Axes;
import io.unichart.extraction.Extraction.Noted;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a procedure was performed or is planned. */
final class Procedures {

  private static final int NEAR = 150;

  /** What a plan tells as done: "vaccine administered today, tolerated well". */
  private static final Pattern GIVEN =
      Pattern.compile(
          "(?i)\\b(?:(?<!\\bbe )administered|well tolerated|tolerated well|(?:given|done|performed|completed) today)\\b");

  /** An order in the same sentence before what is ordered. */
  private static final Pattern ORDERED =
      Pattern.compile(
          "(?i)\\b(?:schedul\\w*|refer(?:ral|red)?|order(?:ed|ing)?|recommend\\w*|plan(?:ned|ning)?|arrange\\w*|consider\\w*|obtain|proceed with|will (?:have|need|undergo|get)|candidate for|book(?:ed)?)\\b[^.;\\n]*$");

  private Procedures() {}

  static Noted noted(Mention mention, String text) {
    return new Noted(
        mention.text(),
        mention.kind().slug(),
        null,
        null,
        mention.span().start(),
        mention.span().end(),
        Axes.of(mention.assertion()),
        null,
        status(mention, text));
  }

  private static @Nullable String status(Mention mention, String text) {
    if (mention.assertion().negated()) {
      return null;
    }
    return isPlanned(mention, text) ? "planned" : "performed";
  }

  /** What stands under the plan, or behind a word that orders it, is still to be done. */
  private static boolean isPlanned(Mention mention, String text) {
    Assertion.Temporality when = mention.assertion().temporality();
    if (mention.assertion().negated() || when == Assertion.Temporality.HISTORICAL) {
      return false;
    }
    Section section = mention.section();
    boolean plan =
        section != null
            && section.kind().isPlan()
            && section.kind() != Section.Kind.ASSESSMENT_AND_PLAN;
    if (GIVEN.matcher(clauseOf(mention.span(), text)).find()) {
      return false;
    }
    String before =
        text.substring(Math.max(0, mention.span().start() - 60), mention.span().start());
    return plan || when == Assertion.Temporality.HYPOTHETICAL || ORDERED.matcher(before).find();
  }

  /** The words around a span up to the next mark, at most {@link #NEAR} characters either way. */
  private static String clauseOf(Span span, String text) {
    int start = span.start();
    while (start > 0 && span.start() - start < NEAR && !isMark(text.charAt(start - 1))) {
      start--;
    }
    int end = span.end();
    while (end < text.length() && end - span.end() < NEAR && !isMark(text.charAt(end))) {
      end++;
    }
    return text.substring(start, end);
  }

  private static boolean isMark(char c) {
    return c == '\n' || c == '.' || c == ';';
  }
}
