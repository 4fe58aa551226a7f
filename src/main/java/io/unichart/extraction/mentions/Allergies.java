package io.unichart.extraction.mentions;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Mention;
import io.unichart.extraction.Mention.Kind;
import io.unichart.extraction.Section;
import io.unichart.extraction.Span;
import io.unichart.extraction.assertion.Assertions;
import io.unichart.extraction.sections.Sections;
import io.unichart.extraction.text.Token;
import io.unichart.extraction.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
          "\\b(?:allerg(?:y|ies)|adrs?|(?-i:All|ALL)(?=:))(?:\\s*[:=]\\s*|\\s+-\\s+|\\s+(?=(?:"
              + SUBSTANCES
              + ")\\b))([^.;:\\n]{2,120})",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern WORD =
      Pattern.compile("\\ballerg(?:y|ies)\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern BEGINS_WITH_SUBSTANCE =
      Pattern.compile("^(?:" + SUBSTANCES + ")\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern ENDS_WITH_SUBSTANCE =
      Pattern.compile("\\b(" + SUBSTANCES + ")$", Pattern.CASE_INSENSITIVE);

  /** A word of food or of a material before "allergy"; it counts where a reaction follows. */
  private static final Pattern ENDS_WITH_WORD =
      Pattern.compile(
          "\\b(?!(?:drugs?|foods?|med(?:ication)?s?|medicines?|known|other|her|his|the|no|any|and|or|an?|contact|skin|reported|of|for|with|has|multiple)$)([a-z]{3,})$",
          Pattern.CASE_INSENSITIVE);

  /** An illness of the season, whose remark is a remedy: "seasonal allergies - loratadine". */
  private static final Pattern ILLNESS_BEFORE =
      Pattern.compile(
          "(?:seasonal|environmental|nasal|spring(?:time)?|summer|fall|year[- ]round|perennial|pollen|respiratory|ocular|eye|h/o|hx of|history of)$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern REACTS =
      Pattern.compile(
          "\\s*(?:\\(|->|\\u2192|[:\\u2013\\u2014-])\\s*(?:(?:severe|mild|gets|causes?|caused|got|reaction|developed|had|with|diffuse|facial|lip|tongue|throat|childhood|unknown|gi)\\b[:\\s]*)*(?:"
              + Reactions.HAPPENINGS
              + "|reaction|unknown)\\b",
          Pattern.CASE_INSENSITIVE);

  /** How a remedy is taken, which no substance is. */
  private static final Pattern DOSED =
      Pattern.compile(
          "\\b(?:\\d+(?:\\.\\d+)?\\s?(?:mg|mcg|ml|g|units?)|daily|bid|tid|prn|as needed|nightly|nasal spray|qd|qhs|inhaler|(?:eye )?drops)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ITEM_END =
      Pattern.compile("\\s*(?:,|;|/| and | or |\\n|\\.(?:\\s|$))\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern NOT_A_SUBSTANCE =
      Pattern.compile(
          "(?i)^(?:none|nil|nkda|nka|meds?|medications?|pmhx?|psh|fhx?|home meds|current meds|vitals|no\\b.*|yes|denies.*|known.*|reviewed.*|her|his|unknown|see .*|patient.*|the .*|(?:takes|taking|is|has|uses|was|reports|denies|she|he|currently|presents|but|with|on|carries|carry|given|treated|has)\\s.*|\\W*)$");

  private static final Pattern AND = Pattern.compile("\\s*(?:,|/|&|\\band\\b|\\bor\\b)+\\s*$");

  private static final int LONGEST_CLAUSE = 80;

  private final Lexicon lexicon;

  Allergies(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  List<Mention> find(String text, List<Section> sections, Assertions assertions) {
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
    named(text, sections, assertions, found);
    labelled(text, sections, assertions, found);
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

  /** "Metronidazole allergy - hives": the substance stands before the word. */
  private void named(
      String text, List<Section> sections, Assertions assertions, List<Mention> found) {
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      Span before = clauseBefore(text, word.start());
      Span substance = isLabelFor(text, word.end()) ? null : substance(text, before, word.end());
      while (substance != null) {
        item(text, sections, assertions, substance, found);
        Matcher and = AND.matcher(text).region(before.start(), substance.start());
        substance =
            and.find() ? substance(text, new Span(before.start(), and.start()), and.end()) : null;
      }
    }
  }

  /** The words of the clause that end before an offset. */
  private static Span clauseBefore(String text, int offset) {
    int end = offset;
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    int start = end;
    while (start > 0
        && end - start < LONGEST_CLAUSE
        && ".,;:()\n".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    return new Span(start, end);
  }

  /** What somebody is allergic to by the words before "allergy", if they say it. */
  private @Nullable Span substance(String text, Span before, int end) {
    String words = before.of(text);
    Matcher known = ENDS_WITH_SUBSTANCE.matcher(words);
    if (known.find()) {
      return new Span(before.start() + known.start(1), before.end());
    }
    List<Token> tokens = Tokens.of(text, before.start(), before.end());
    for (Phrases.Hit<String> drug : lexicon.drugs().find(tokens)) {
      if (drug.to() == tokens.size()) {
        return new Span(tokens.get(drug.from()).start(), before.end());
      }
    }
    Matcher any = ENDS_WITH_WORD.matcher(words);
    boolean reacts = REACTS.matcher(text).region(end, text.length()).lookingAt();
    return reacts && !ILLNESS_BEFORE.matcher(words).find() && any.find()
        ? new Span(before.start() + any.start(1), before.end())
        : null;
  }

  /** "ON METOPROLOL ALLERGY PCN": the word heads the substance behind it. */
  private boolean isLabelFor(String text, int end) {
    Matcher label = LABELLED.matcher(text).region(Math.max(0, end - 9), text.length());
    while (label.find() && label.start() < end) {
      Span behind = new Span(label.start(1), label.end(1));
      List<Token> tokens = Tokens.of(text, behind.start(), behind.end());
      boolean drug = lexicon.drugs().find(tokens).stream().anyMatch(hit -> hit.from() == 0);
      if (drug || BEGINS_WITH_SUBSTANCE.matcher(behind.of(text)).find()) {
        return !DOSED.matcher(behind.of(text)).find();
      }
    }
    return false;
  }

  /** "Allergies: latex (rash)" inside a line. */
  private void labelled(
      String text, List<Section> sections, Assertions assertions, List<Mention> found) {
    Matcher labelled = LABELLED.matcher(text);
    while (labelled.find()) {
      Section section = Sections.at(sections, labelled.start(1));
      boolean headed =
          section != null
              && section.kind() == Section.Kind.ALLERGIES
              && section.body().contains(labelled.start(1));
      String before =
          text.substring(text.lastIndexOf('\n', labelled.start()) + 1, labelled.start()).strip();
      boolean reaction =
          REACTS.matcher(text).region(wordEnd(text, labelled.start()), text.length()).lookingAt();
      int end = labelled.start() - 1;
      boolean named = found.stream().anyMatch(m -> m.span().end() == end);
      if (!headed
          && !reaction
          && !named
          && !ILLNESS_BEFORE.matcher(before).find()
          && !NONE_KNOWN.matcher(labelled.group()).find()) {
        items(text, sections, assertions, labelled.start(1), labelled.end(1), found);
      }
    }
  }

  private static int wordEnd(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return end;
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
                "^[\\s\\d.)•*-]*(?:(?:to|the|a|an|include[sd]?|his|her|allergies|allergic to)\\s+)*(.*?)\\s*(?:[(\u2013\u2192:-].*|\\b(?:which|causes|caused|causing|with|has|had|but|since|because|where|that|resulting)\\b.*)?$",
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
        || DOSED.matcher(words).find()
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
