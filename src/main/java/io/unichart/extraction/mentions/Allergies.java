package io.unichart.extraction.mentions;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Mention;
import io.unichart.extraction.Mention.Kind;
import io.unichart.extraction.Section;
import io.unichart.extraction.Span;
import io.unichart.extraction.assertion.Assertions;
import io.unichart.extraction.sections.Sections;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a patient is allergic to, and the statement that nothing is known. */
final class Allergies {

  private static final Pattern NONE_KNOWN =
      Pattern.compile(
          "\\b(?:nkda|nka|nkfa|no known (?:drug |food |medication |drug or food |seasonal )?allerg(?:ies|y)|no (?:drug |medication )?allergies|denies (?:any )?(?:drug |medication |known )?allergies|allergies?\\s*[:-]\\s*(?:none|nil|no known|denies|negative)(?: known)?)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ALLERGIC_TO =
      Pattern.compile(
          "\\b(?:allergic to|allergy to|allergies to|allergies include|allergies are|anaphylaxis to|hives (?:with|from|to)|intolerant (?:to|of)|intolerance to|allergic reactions? to)\\s+([^.;:()\\n]{2,80})",
          Pattern.CASE_INSENSITIVE);
  private static final String SUBSTANCES =
      "penicillins?|pcn|amoxicillin|ampicillin|sulfa(?: drugs)?|sulfonamides?|bactrim|latex|peanuts?|shellfish|eggs?|codeine|aspirin|asa|nsaids?|iodine|(?:iv )?contrast(?: dye)?|morphine|cephalosporins?|keflex|milk|tree nuts?|bee stings?|pollen|dust|cats?|dogs?|soy|wheat|ibuprofen|lisinopril|ace inhibitors?|tetracyclines?|doxycycline|erythromycin|azithromycin|ciprofloxacin|cipro|levofloxacin|vancomycin|clindamycin|adhesive(?: tape)?|nickel|bee venom";

  /** A label inside a line, with or without its mark: "Allergies: latex (rash)", "ALLERGY PCN". */
  private static final Pattern LABELLED =
      Pattern.compile(
          "\\b(?:allerg(?:y|ies)|adrs?)(?:\\s*[:=]\\s*|\\s+-\\s+|\\s+(?=(?:"
              + SUBSTANCES
              + ")\\b))([^.;:\\n]{2,120})",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SUBSTANCE_ALLERGY =
      Pattern.compile("\\b(" + SUBSTANCES + ") allerg(?:y|ies)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern ITEM_END =
      Pattern.compile("\\s*(?:,|;|/| and | or |\\n|\\.(?:\\s|$))\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern NOT_A_SUBSTANCE =
      Pattern.compile(
          "(?i)^(?:none|nil|nkda|nka|no\\b.*|yes|denies.*|known.*|reviewed.*|her|his|unknown|see .*|patient.*|the .*|(?:takes|taking|is|has|uses|was|reports|denies|she|he|currently|presents|but|with|on)\\s.*|\\W*)$");

  private Allergies() {}

  static List<Mention> find(String text, List<Section> sections, Assertions assertions) {
    List<Mention> found = new ArrayList<>();
    Matcher none = NONE_KNOWN.matcher(text);
    while (none.find()) {
      add(
          text,
          sections,
          new Span(none.start(), none.end()),
          new Assertion(true, false, Assertion.Temporality.CURRENT, Assertion.Subject.PATIENT),
          found);
    }
    Matcher to = ALLERGIC_TO.matcher(text);
    while (to.find()) {
      items(text, sections, assertions, to.start(1), to.end(1), found);
    }
    Matcher labelled = LABELLED.matcher(text);
    while (labelled.find()) {
      Section section = Sections.at(sections, labelled.start(1));
      boolean headed =
          section != null
              && section.kind() == Section.Kind.ALLERGIES
              && section.body().contains(labelled.start(1));
      if (!headed && !NONE_KNOWN.matcher(labelled.group()).find()) {
        items(text, sections, assertions, labelled.start(1), labelled.end(1), found);
      }
    }
    Matcher substance = SUBSTANCE_ALLERGY.matcher(text);
    while (substance.find()) {
      item(text, sections, assertions, new Span(substance.start(1), substance.end(1)), found);
    }
    for (Section section : sections) {
      if (section.kind() == Section.Kind.ALLERGIES
          && !NONE_KNOWN
              .matcher(section.heading().of(text) + ": " + section.body().of(text))
              .find()) {
        items(text, sections, assertions, section.body().start(), section.body().end(), found);
      }
    }
    return found;
  }

  private static final Pattern REACTION =
      Pattern.compile("\\s*(?:\\([^()\\n]{2,80}\\)|[:\\u2013-]\\s*[^,;.\\n]{2,60})");

  /** Where the reactions to substances stand: "penicillin (hives)". */
  static List<Span> reactions(String text, List<Mention> allergies) {
    List<Span> reactions = new ArrayList<>();
    for (Mention allergy : allergies) {
      Matcher reaction = REACTION.matcher(text).region(allergy.span().end(), text.length());
      if (reaction.lookingAt()) {
        reactions.add(new Span(reaction.start(), reaction.end()));
      }
    }
    return reactions;
  }

  private static void items(
      String text,
      List<Section> sections,
      Assertions assertions,
      int start,
      int end,
      List<Mention> found) {
    int from = start;
    Matcher mark = ITEM_END.matcher(text).region(start, end);
    while (from < end) {
      int to = mark.find() ? mark.start() : end;
      item(text, sections, assertions, trimmed(text, from, to), found);
      if (to == end) {
        return;
      }
      from = mark.end();
    }
  }

  /** A substance without bullets, articles and the reaction in brackets. */
  private static Span trimmed(String text, int from, int to) {
    Matcher core =
        Pattern.compile(
                "^[\\s\\d.)•*-]*(?:(?:to|the|a|an|include[sd]?|his|her|allergies|allergic to)\\s+)*(.*?)\\s*(?:[(\u2013:-].*|\\b(?:which|causes|caused|with|has|had|but|since|because|where|that|resulting)\\b.*)?$",
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
            .matcher(text.substring(from, to));
    return core.matches()
        ? new Span(from + core.start(1), from + core.end(1))
        : new Span(from, from);
  }

  private static void item(
      String text, List<Section> sections, Assertions assertions, Span span, List<Mention> found) {
    String words = span.of(text);
    if (words.length() < 3
        || words.length() > 40
        || words.split("\\s+").length > 4
        || NOT_A_SUBSTANCE.matcher(words).matches()) {
      return;
    }
    Assertion read = assertions.judge(span).assertion();
    add(
        text,
        sections,
        span,
        new Assertion(
            read.negated(), read.uncertain(), Assertion.Temporality.CURRENT, read.subject()),
        found);
  }

  private static void add(
      String text, List<Section> sections, Span span, Assertion assertion, List<Mention> found) {
    for (Mention other : found) {
      if (other.span().overlaps(span)
          || other.name().equals(span.of(text).toLowerCase(Locale.ROOT))) {
        return;
      }
    }
    Section section = Sections.at(sections, span.start());
    found.add(
        new Mention(
            Kind.ALLERGY,
            span.of(text),
            span,
            span.of(text).toLowerCase(Locale.ROOT),
            section,
            assertion,
            List.of()));
  }
}
