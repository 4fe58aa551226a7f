package io.unichart.extraction.mentions;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Cue;
import io.unichart.extraction.Span;
import io.unichart.extraction.assertion.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Procedures that were not done: "flu shot declined by mother", "declines colonoscopy". */
final class Refusals {

  private static final String REFUSED =
      "(?:declin(?:ed|es|ing)|refus(?:ed|es|ing)|deferred|not (?:done|given|performed|indicated|needed)|cancel?led|unable to (?:complete|perform|tolerate)|contraindicated)";

  private static final Pattern BEHIND =
      Pattern.compile(
          "(?i)^[^.;,\\n]{0,25}?(?:\\b(?:was|were|is|has been|offered(?: (?:and|but|,))?)\\s+|[:(\u2013-]\\s*|\\s)("
              + REFUSED
              + ")\\b");

  private static final Pattern BEFORE =
      Pattern.compile("(?i)\\b(" + REFUSED + ")\\s+(?:[a-z]+\\s+){0,2}?$");

  private static final int NEAR = 60;

  private Refusals() {}

  /** The judgement, negated where the words beside a procedure say that it was not done. */
  static Judgement judge(Judgement judged, String text, Span span) {
    Span behind = new Span(span.end(), Math.min(text.length(), span.end() + NEAR));
    Span before = new Span(Math.max(0, span.start() - NEAR), span.start());
    Matcher said = BEHIND.matcher(behind.of(text));
    Matcher led = BEFORE.matcher(before.of(text));
    int offset = said.find() ? behind.start() : led.find() ? before.start() : -1;
    Assertion read = judged.assertion();
    if (offset < 0 || read.negated()) {
      return judged;
    }
    Matcher found = offset == behind.start() ? said : led;
    Span cue = new Span(offset + found.start(1), offset + found.end(1));
    List<Cue> cues = new ArrayList<>(judged.cues());
    cues.add(new Cue(cue.of(text), cue, Cue.Axis.NEGATION));
    return new Judgement(
        new Assertion(true, read.uncertain(), read.temporality(), read.subject()), cues);
  }
}
