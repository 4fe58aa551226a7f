package io.unichart.extraction.mentions;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Cue;
import io.unichart.extraction.MedicationMention.Status;
import io.unichart.extraction.Section;
import io.unichart.extraction.Span;
import io.unichart.extraction.assertion.Judgement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a medicine is taken, was taken, or waits, which differs from when a disease was had. */
final class WhenTaken {

  private static final Pattern OVER =
      Pattern.compile(
          "(?i)\\b(?:previous(?:ly)?|prior|former(?:ly)?|remote(?:ly)?|used to|ago|last(?!\\s+month)|old|childhood|in (?:the past|childhood|college|high school|remission)|as a|years?|\\d{4})\\b");

  /** Of several medicines that are not taken, those behind a comma need an "or" to belong to it. */
  private static final Pattern NOT_TAKEN =
      Pattern.compile(
          "(?i)\\bnot (?:currently |yet |been )?(?:taking|using|on)\\b((?:(?!\\b(?:but|takes?|taking|is|was|on|uses|using|has|start\\w*|continue\\w*|only|just|now|instead|because|due|since|for)\\b)[^.;])*)$"
              + "|\\b(?:refused|declined)\\s+(?:\\w+\\s+){0,2}$");

  private static final Pattern OR_BEHIND =
      Pattern.compile("(?i)^\\s*(?:,\\s*(?:an?\\s+)?[\\w-]+\\s*)*,?\\s*\\b(?:or|nor)\\b");

  private static final Pattern OR_BEFORE = Pattern.compile("(?i)\\b(?:or|nor)\\s+(?:\\w+\\s+)?$");

  /** "completed a 7-day course of", "s/p 7 days of": what is told of as over. */
  private static final Pattern COMPLETED_BEFORE =
      Pattern.compile(
          "(?i)\\b(?:(?:completed|finished|took(?= an? (?:[\\w-]+ )?course| [\\w-]+ days? of))|(?:s/p|status post)(?!\\s+(?:on|with)\\b))\\s+(?:(?:an?|her|his|their|the|all|of|full|entire|recent|prior|last|two|three|oral|iv|po|short|long|courses?|rounds?|tapers?|trials?|treatment|therapy|with|doses?|days?|weeks?|months?|[\\dx-]+(?:-(?:day|week|dose))?)\\s+)*$");

  private static final Pattern HISTORY_BEFORE =
      Pattern.compile("(?i)\\b(?:history of|hx of|h/o)\\s+(?:[\\w-]+\\s+)?$");

  private static final Pattern USE_BEHIND =
      Pattern.compile("(?i)^\\s+(?:use|therapy|treatment|exposure)\\b");

  private static final Pattern COMPLETED_BEHIND =
      Pattern.compile(
          "(?i)^(?:(?!\\b(?:until|when|once|be|after|and|but)\\b)[^.;,]){0,40}?\\b(?:completed|finished)\\b");

  /** "has tried Claritin and Zyrtec", "trials of Prozac, Paxil": what was given up. */
  private static final Pattern TRIED_BEFORE =
      Pattern.compile(
          "(?i)\\b(?:(?:prior|previous|past|failed|multiple) trials? of|trials of|(?:has|have|had) (?:also |previously )?tried|previously tried|failed)\\b(?:(?!\\b(?:now|but|start\\w*|currently|taking|takes|will|switch\\w*|continue\\w*|on|to|and (?:is|has))\\b)[^.;])*$");

  private static final Pattern TRIED_BEHIND =
      Pattern.compile(
          "(?i)^(?:(?!\\b(?:and|but)\\b)[^.;,]){0,30}?\\b(?:was|were) (?:not tolerated|poorly tolerated|ineffective|not effective|not helpful|tried)\\b");

  /** What ends a disease does not end the medicine for it. */
  private static final Pattern OF_DISEASE =
      Pattern.compile(
          "(?i)\\b(?:resolved|resolution|cleared|gone|ruled out|rule out|r/o|tests?|swabs?|pcr|antigen|cultures?|serolog\\w*|titers?|smear)\\b");

  /** To be given a medicine soon, or against something, is to be given it. */
  private static final Pattern GIVEN_ALL_THE_SAME =
      Pattern.compile("(?i)\\b(?:going to|about to|prophyla\\w*|ppx|prevent\\w*)\\b");

  /** "If no better by Friday will start …" */
  private static final Pattern WAITS =
      Pattern.compile(
          "(?i)^\\W*(?:if|should)\\b(?!\\s+(?:possible|able|tolerated))[^;]{3,80}?(?:\\b(?:will|then|can|may|would|consider|start|begin|add|give|take)\\b|,)[^;]*$");

  /** "may use phenazopyridine": somebody may, and need not. */
  private static final Pattern ALLOWED_BEFORE =
      Pattern.compile(
          "(?i)\\b(?:may|can|could) (?:also )?(?:use|take|try|add|have)\\s+(?:\\w+\\s+)?$");

  /** "Labetalol if BP > 140", "prednisone 40 mg only if directed". */
  private static final Pattern PROVIDED_BEHIND =
      Pattern.compile(
          "(?i)^(?:\\s+[\\d./,]+\\s?(?:mg|mcg|g|units?|ml)?)?\\s+(?:only\\s+)?if\\b(?!\\s+(?:needed|required|possible|able|tolerated))");

  private static final Pattern STOPS =
      Pattern.compile(
          "(?i)\\b(?:stop|hold|discontinue|d/c|withhold|reduce|decrease|increase|continue|stay on)\\s+(?:\\w+\\s+)?$");

  private WhenTaken() {}

  static Assertion of(
      Judgement judgement,
      String text,
      Span sentence,
      Span name,
      @Nullable Section section,
      @Nullable Status status) {
    return inItsTime(asTaken(judgement, text, sentence, name), section, status);
  }

  /**
   * What somebody has had for years is no reason to think that the medicine for it is past, and who
   * does not take a medicine does not have it.
   */
  private static Assertion asTaken(Judgement judgement, String text, Span sentence, Span name) {
    Assertion read = judgement.assertion();
    boolean over =
        judgement.cues().stream()
            .anyMatch(
                c ->
                    c.axis() == Cue.Axis.TEMPORALITY
                        && OVER.matcher(c.text()).find()
                        && !isBehindComma(text, name, c.span()));
    String before = text.substring(sentence.start(), name.start());
    String behind = text.substring(name.end(), sentence.end());
    boolean notPast = read.temporality() == Assertion.Temporality.HISTORICAL && !over;
    boolean given =
        read.temporality() == Assertion.Temporality.HYPOTHETICAL
            && allAre(judgement, Cue.Axis.TEMPORALITY, GIVEN_ALL_THE_SAME);
    boolean waits =
        read.temporality() == Assertion.Temporality.CURRENT
            && (WAITS.matcher(before).find()
                || ALLOWED_BEFORE.matcher(before).find()
                || PROVIDED_BEHIND.matcher(behind).find() && !STOPS.matcher(before).find());
    Assertion.Temporality when =
        waits
            ? Assertion.Temporality.HYPOTHETICAL
            : isCompleted(before, behind)
                ? Assertion.Temporality.HISTORICAL
                : notPast || given ? Assertion.Temporality.CURRENT : read.temporality();
    boolean negated = read.negated() && !allAre(judgement, Cue.Axis.NEGATION, OF_DISEASE);
    return new Assertion(
        negated || isUntaken(before, behind), read.uncertain(), when, read.subject());
  }

  private static boolean allAre(Judgement judgement, Cue.Axis axis, Pattern words) {
    return judgement.cues().stream()
        .filter(cue -> cue.axis() == axis)
        .allMatch(cue -> words.matcher(cue.text()).find());
  }

  private static boolean isCompleted(String before, String behind) {
    return COMPLETED_BEFORE.matcher(before).find()
        || COMPLETED_BEHIND.matcher(behind).find()
        || TRIED_BEFORE.matcher(before).find()
        || TRIED_BEHIND.matcher(behind).find()
        || (HISTORY_BEFORE.matcher(before).find() && USE_BEHIND.matcher(behind).find());
  }

  /** "not on aspirin, clopidogrel or warfarin", but not "not on insulin, metformin 500 mg". */
  private static boolean isUntaken(String before, String behind) {
    Matcher not = NOT_TAKEN.matcher(before);
    if (!not.find()) {
      return false;
    }
    String between = not.group(1) == null ? "" : not.group(1);
    return between.indexOf(',') < 0
        || OR_BEFORE.matcher(between).find()
        || OR_BEHIND.matcher(behind).find();
  }

  /** What stands behind a comma is about another thing than the medicine. */
  private static boolean isBehindComma(String text, Span name, Span cue) {
    return cue.start() > name.end() && text.substring(name.end(), cue.start()).indexOf(',') >= 0;
  }

  /** What was given in the course of a stay that is told as past is over. */
  private static Assertion inItsTime(
      Assertion read, @Nullable Section section, @Nullable Status status) {
    boolean over =
        section != null
            && section.kind() == Section.Kind.HOSPITAL_COURSE
            && status == null
            && read.temporality() == Assertion.Temporality.CURRENT;
    return over
        ? new Assertion(
            read.negated(), read.uncertain(), Assertion.Temporality.HISTORICAL, read.subject())
        : read;
  }
}
