package io.unichart.extraction.mentions;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Mention;
import io.unichart.extraction.Mention.Kind;
import io.unichart.extraction.Section;
import io.unichart.extraction.Span;
import io.unichart.extraction.sections.Sections;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what is to be done: the statements of the plan, one by one. */
final class Plans {

  private static final Pattern ACTION =
      Pattern.compile(
          "\\b(?:start|continue|stop|increase|decrease|change|add|initiate|begin|prescribe|order(?:ed)?|refer(?:ral|red)?|schedule[d]?|follow[- ]?up|return|rtc|recheck|repeat|obtain|check|consider|recommend(?:ed)?|advise[d]?|encourage[d]?|counsel(?:ed|ing)?|discuss(?:ed)?|educat(?:e|ed|ion)|monitor|avoid|instruct(?:ed)?|administer(?:ed)?|admin|remove|limit|trial|taper|discontinue|send|sent|perform|review(?:ed)?|will|plan|given|provide[d]?|supportive|precautions|labs?|imaging|x-ray|mri|ct|consult|rest|ice|heat|diet|exercise|log|lifestyle|activity|prn|therapy|restart|resume|hold|stay|call|go to|use|take|wean|switch|finish|complete|apply|keep|treat)\\b|\\d\\s?(?:mg|mcg|ml|units?|puffs?|tabs?)\\b|\\bin \\d+ ?(?:days?|weeks?|wks?|months?|mos?)\\b",
          Pattern.CASE_INSENSITIVE);

  /** "Amoxicillin 400 mg PO BID": a medicine with its dose, as an entry of a list. */
  private static final Pattern DOSED =
      Pattern.compile(
          "(?i)^[a-z][a-z/ -]{2,40}\\s\\d[\\d.,/]*\\s?(?:mg|mcg|g|units?|ml|puffs?|tabs?)\\b");

  /** How a dictation without headings says what is to be done. */
  private static final Pattern RESOLVED =
      Pattern.compile(
          "^(?:(?:and |so |today )?(?:we|i) (?:have )?(?:agreed|decided|will|plan|recommend(?:ed)?|advised?|asked|am going|are going)|will|continue[sd]?|(?:s?he|patient|pt) (?:will|continues|is to|was advised|was told)|start|stop|increase|decrease|follow[- ]?up|recheck|return|rtc|refer|the plan is|plan is)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ORDER_CLAUSE =
      Pattern.compile(
          "[;,:\u2013-]\\s*((?:will )?(?:continue|start|restart|stop|increase|decrease|hold|resume|add|recheck|check|repeat|refer|avoid|switch|monitor|follow|order|schedule|titrate|taper)\\b)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LISTED = Pattern.compile("\\s*(?:\\d{1,2}[.)]|[•*-])\\s");

  private Plans() {}

  static List<Mention> find(String text, List<Section> sections, List<Span> sentences) {
    List<Mention> found = new ArrayList<>();
    if (sections.stream().noneMatch(section -> section.kind().isPlan())) {
      return resolved(text, sections, sentences);
    }
    for (Span sentence : sentences) {
      Span item = withoutLabel(text, sections, sentence);
      Section section = Sections.at(sections, item.start());
      if (section == null || !section.kind().isPlan() || isHeading(sections, sentence)) {
        continue;
      }
      String words = item.of(text);
      Span clause =
          section.kind() == Section.Kind.ASSESSMENT_AND_PLAN && !isOrder(words)
              ? orderIn(text, item)
              : null;
      if (clause != null && !isBehindProblem(text, sentence)) {
        found.add(plan(text, clause, section));
        continue;
      }
      boolean tells =
          words.length() >= 4
              && (section.kind() != Section.Kind.ASSESSMENT_AND_PLAN
                  || isOrder(words)
                  || isBehindProblem(text, sentence)
                  || (isListed(text, sentence) && DOSED.matcher(words).find()))
              && (ACTION.matcher(words).find()
                  || isListed(text, sentence)
                  || (section.kind() == Section.Kind.PLAN && hasWords(words)));
      if (tells) {
        found.add(plan(text, item, section));
      }
    }
    return found;
  }

  private static Mention plan(String text, Span item, @Nullable Section section) {
    String words = item.of(text);
    return new Mention(
        Kind.PLAN, words, item, words.replaceAll("\\s+", " "), section, Assertion.PLAIN, List.of());
  }

  /** "COPD - stable, continue tiotropium": what is to be done about the problem, if it is told. */
  private static @Nullable Span orderIn(String text, Span item) {
    Matcher order = ORDER_CLAUSE.matcher(text).region(item.start(), item.end());
    return order.find() ? new Span(order.start(1), item.end()) : null;
  }

  /** A later sentence of a line whose first one names the problem. */
  private static boolean isBehindProblem(String text, Span sentence) {
    int line = text.lastIndexOf('\n', sentence.start()) + 1;
    return !LISTED.matcher(text).region(line, sentence.start()).matches()
        && !text.substring(line, sentence.start()).isBlank();
  }

  private static List<Mention> resolved(String text, List<Section> sections, List<Span> sentences) {
    List<Mention> found = new ArrayList<>();
    for (Span sentence : sentences) {
      if (sentence.length() < 300 && RESOLVED.matcher(sentence.of(text)).find()) {
        found.add(plan(text, sentence, Sections.at(sections, sentence.start())));
      }
    }
    return found;
  }

  private static boolean isOrder(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    return lower.contains("will ")
        || lower.matches(
            "^(?:start|continue|stop|increase|decrease|order|refer|schedule|follow|return|rtc|recheck|repeat|obtain|check|recommend|advise|encourage|discuss|monitor|avoid|restart|resume|hold|switch|titrate|taper|add |go to|call |i (?:have |also )?(?:recommend|advise|encourage|order|prescrib|discuss|refer)).*");
  }

  /** An item of a list under the plan is something to do, whatever its words. */
  private static boolean isListed(String text, Span sentence) {
    int line = text.lastIndexOf('\n', sentence.start()) + 1;
    return LISTED.matcher(text).region(line, sentence.end()).lookingAt();
  }

  /** So is every statement of several words there, such as the parts of a programme. */
  private static boolean hasWords(String words) {
    return words.strip().indexOf(' ') > 0;
  }

  private static boolean isHeading(List<Section> sections, Span sentence) {
    for (int i = Sections.lastBegun(sections, sentence.end()); i >= 0; i--) {
      Section section = sections.get(i);
      if (section.heading().end() < sentence.start()) {
        return false;
      }
      if (section.heading().contains(sentence)
          || (section.heading().overlaps(sentence)
              && sentence.end() <= section.heading().end() + 2)) {
        return true;
      }
    }
    return false;
  }

  private static Span withoutLabel(String text, List<Section> sections, Span sentence) {
    int start = sentence.start();
    for (int i = Math.max(0, Sections.lastBegun(sections, start)); i < sections.size(); i++) {
      Section section = sections.get(i);
      if (section.heading().start() > start + 4) {
        break;
      }
      if (section.heading().end() > start && section.body().start() < sentence.end()) {
        start = Math.max(start, section.body().start());
      }
    }
    while (start < sentence.end() && " \t•-*\u2022".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return new Span(start, sentence.end());
  }
}
