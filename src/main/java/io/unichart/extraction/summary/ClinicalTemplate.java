package io.unichart.extraction.summary;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Assertion.Temporality;
import io.unichart.extraction.Measurement;
import io.unichart.extraction.MedicationMention;
import io.unichart.extraction.Medicines;
import io.unichart.extraction.Mention;
import io.unichart.extraction.NoteFacts;
import io.unichart.extraction.Section;
import io.unichart.extraction.Section.Kind;
import io.unichart.extraction.Span;
import io.unichart.extraction.sections.Sections;
import io.unichart.extraction.text.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Summarises a note without a model: complaint, findings, examination, assessment, plan and
 * medicines, one line each. Every entry is cut from the note word for word; only the labels are
 * ours. A text that is no clinical note is summarised by its first sentences.
 */
final class ClinicalTemplate {

  private static final int LONGEST_ENTRY = 220;
  private static final int MOST_ENTRIES = 10;
  private static final int LEAD = 3;

  private static final Pattern BULLET = Pattern.compile("^(?:[-*•#]|\\(?\\d{1,2}[.)])\\s*");
  private static final Pattern COMPLAINT =
      Pattern.compile(
          "(?i)\\b(?:present(?:s|ed|ing)|complain(?:s|ing|ts?)|c/o|here for|here today|in today|comes in|came in|seen for|reason for|brings|brought in|brought by|calls? (?:about|because|for)|follow[- ]?up|f/u|referred|returns?)\\b");
  private static final Pattern NONE_KNOWN =
      Pattern.compile("(?i)\\b(?:nkda|nka|nkfa|no|none|nil|denies|negative)\\b");
  private static final Pattern PROBLEM_ENDS = Pattern.compile("\\s+[-–—]+\\s+|:\\s");
  private static final Pattern GRADE =
      Pattern.compile("^(?:minimal|mild|minor|slight|moderate|severe|trace)\\s+");
  private static final List<Kind> EXAMINED = List.of(Kind.EXAM, Kind.OBJECTIVE, Kind.VITALS);
  private static final int LONGEST_PROBLEM = 80;
  private static final int LONGEST_LABEL = 45;

  /** A label on a line of an assessment, which may have several: "- Medical Treatment: ". */
  private static final Pattern LABELLED =
      Pattern.compile("(?:^|(?<=\\n)|(?<=[-•*.] ))[-•* ]*([A-Z][A-Za-z ]{3,40}):\\s*");

  private static final Pattern REASONING =
      Pattern.compile(
          "(?i)\\b(?:reasoning|rationale|discussion|impression|thought process|decision making)\\b");
  private static final Pattern PLANNING =
      Pattern.compile(
          "(?i)\\b(?:treatments?|testing|tests|referrals?|education|counsel\\w+|follow[- ]?up|imaging|labs?|medications?|therapy|"
              + "procedures?|orders?|plan|monitoring|instructions?)\\b");
  private static final Pattern ORDERED =
      Pattern.compile(
          "(?i)(?:labs?|tests?|imaging|bloods?|studies|x-?rays?)\\s+(?:were |was |are )?ordered\\b");
  private static final Pattern LABEL = Pattern.compile("^[A-Z][A-Za-z /&-]{0,30}:\\s*");

  private final String text;
  private final NoteFacts facts;
  private final List<Span> sentences;

  private final UnaryOperator<@Nullable String> ingredients;

  private ClinicalTemplate(
      String text, NoteFacts facts, UnaryOperator<@Nullable String> ingredients) {
    this.text = text;
    this.facts = facts;
    this.ingredients = ingredients;
    this.sentences = Sentences.of(text);
  }

  /**
   * The summary of a note.
   *
   * @param ingredients what a medicine's name contains; null for an unknown name
   */
  static String of(String text, NoteFacts facts, UnaryOperator<@Nullable String> ingredients) {
    return new ClinicalTemplate(text, facts, ingredients).summary();
  }

  private String summary() {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    parts.put("Complaint", complaint());
    parts.put("Findings", findings());
    parts.put("Examination", examination());
    parts.put("Results", results());
    parts.put("Denied or absent", absent());
    parts.put("Assessment", assessment());
    parts.put("Plan", plan());
    parts.put("Medications", medications());
    parts.put("Allergies", allergies());
    StringBuilder summary = new StringBuilder();
    parts.forEach((label, entries) -> line(summary, label, entries));
    return summary.isEmpty() ? lead() : summary.toString().strip();
  }

  private static void line(StringBuilder summary, String label, List<String> entries) {
    Set<String> distinct = new LinkedHashSet<>();
    entries.stream().map(ClinicalTemplate::clean).filter(e -> !e.isEmpty()).forEach(distinct::add);
    if (distinct.isEmpty()) {
      return;
    }
    summary
        .append(label)
        .append(": ")
        .append(String.join("; ", distinct.stream().limit(MOST_ENTRIES).toList()));
    if (distinct.size() > MOST_ENTRIES) {
      summary.append("; and ").append(distinct.size() - MOST_ENTRIES).append(" more in the note");
    }
    summary.append('\n');
  }

  /** An entry on one line without bullet and full stop, cut at a word when it is too long. */
  private static String clean(String words) {
    String bare = BULLET.matcher(words.replaceAll("\\s+", " ").strip()).replaceFirst("");
    bare = bare.replaceFirst("[\\s.;,:]+$", "");
    if (bare.length() <= LONGEST_ENTRY) {
      return bare;
    }
    int cut = bare.lastIndexOf(' ', LONGEST_ENTRY);
    return bare.substring(0, cut < LONGEST_ENTRY / 2 ? LONGEST_ENTRY : cut) + " …";
  }

  /** What is not tolerated, or the words that nothing is known; not what is denied singly. */
  private List<String> allergies() {
    return facts.allergies().stream()
        .filter(m -> m.assertion().subject() == Assertion.Subject.PATIENT)
        .filter(m -> !m.assertion().negated() || NONE_KNOWN.matcher(m.text()).find())
        .map(Mention::text)
        .toList();
  }

  private List<String> complaint() {
    for (Kind kind : List.of(Kind.CHIEF_COMPLAINT, Kind.PRESENT_ILLNESS, Kind.SUBJECTIVE)) {
      List<String> told =
          bodies(kind)
              .map(span -> span.of(text))
              .limit(kind == Kind.CHIEF_COMPLAINT ? 1 : 2)
              .toList();
      if (!told.isEmpty()) {
        return told;
      }
    }
    return sentences.stream()
        .filter(span -> facts.plan().stream().noneMatch(plan -> plan.span().overlaps(span)))
        .map(this::bare)
        .map(span -> span.of(text))
        .filter(words -> COMPLAINT.matcher(words).find())
        .findFirst()
        .or(this::firstStory)
        .stream()
        .toList();
  }

  /** The first sentence that tells of a complaint of the patient's or of a medicine. */
  private Optional<String> firstStory() {
    return sentences.stream()
        .filter(span -> facts.plan().stream().noneMatch(plan -> plan.span().overlaps(span)))
        .filter(span -> namesAConditionOfThePatient(span) && !isAssessed(span))
        .map(this::bare)
        .map(span -> span.of(text))
        .findFirst();
  }

  private boolean isAssessed(Span span) {
    Section section = Sections.at(facts.sections(), span.start());
    return section != null && (section.kind().isAssessment() || section.kind() == Kind.ALLERGIES);
  }

  /** The sentences of all parts of a kind, without their headings. */
  private Stream<Span> bodies(Kind kind) {
    return sentences.stream().map(this::bare).filter(span -> span.length() > 2 && isIn(kind, span));
  }

  private boolean isIn(Kind kind, Span span) {
    Section section = Sections.at(facts.sections(), span.start());
    return section != null && section.kind() == kind;
  }

  /** A sentence without the heading at its start. */
  private Span bare(Span sentence) {
    int start = sentence.start();
    List<Section> sections = facts.sections();
    int last = Sections.lastBegun(sections, sentence.end() - 1);
    int first = last;
    while (first >= 0 && sections.get(first).heading().end() > start) {
      first--;
    }
    for (Section section : sections.subList(first + 1, last + 1)) {
      boolean heads = section.heading().end() > start;
      if (heads && section.heading().start() - start <= 4) {
        start = Math.max(start, Math.min(section.body().start(), sentence.end()));
      }
    }
    while (start < sentence.end()
        && (Character.isWhitespace(text.charAt(start)) || text.charAt(start) == ':')) {
      start++;
    }
    return new Span(start, sentence.end());
  }

  private List<String> findings() {
    List<String> found = new ArrayList<>();
    Set<List<Object>> known = new HashSet<>();
    for (Measurement m : facts.measurements()) {
      Object value = m.value() == null ? String.valueOf(m.words()) : m.value();
      if (known.add(List.of(m.loinc(), value, m.second() == null ? "" : m.second()))) {
        found.add(bracketed(introduced(m.mention().span())));
      }
    }
    return found;
  }

  /** A bare figure with the word before it: "repeat 150/94". */
  private String introduced(Span figure) {
    int start = figure.start();
    if (Character.isDigit(text.charAt(start))) {
      int word = start;
      while (word > 0 && text.charAt(word - 1) == ' ') {
        word--;
      }
      int letter = word;
      while (letter > 0 && Character.isLetter(text.charAt(letter - 1))) {
        letter--;
      }
      start = letter < word ? letter : start;
    }
    return text.substring(start, figure.end());
  }

  /**
   * What is to be done, in the note's order: the items that the extraction knows, and what stands
   * under a label of an assessment's plan; the reasoning before it is none.
   */
  private List<String> plan() {
    Map<Integer, String> items = new TreeMap<>();
    facts.plan().stream()
        .filter(item -> !REASONING.matcher(labelOf(item.span())).find())
        .forEach(item -> items.put(item.span().start(), unlabelled(item.name())));
    sentences.stream()
        .filter(span -> facts.plan().stream().noneMatch(item -> item.span().overlaps(span)))
        .filter(
            span -> isIn(Kind.ASSESSMENT_AND_PLAN, span) && PLANNING.matcher(labelOf(span)).find())
        .map(this::bare)
        .forEach(span -> items.put(span.start(), unlabelled(span.of(text))));
    sentences.stream()
        .filter(this::isOrder)
        .forEach(span -> items.put(span.start(), span.of(text)));
    return List.copyOf(items.values());
  }

  /** What is only ordered is no finding. */
  private boolean isOrder(Span span) {
    return EXAMINED.stream().anyMatch(kind -> isIn(kind, span))
        && ORDERED.matcher(BULLET.matcher(span.of(text).strip()).replaceFirst("")).lookingAt();
  }

  /** The label that a sentence stands behind on its line, as in "Medical Treatment: ..."; or "". */
  private String labelOf(Span span) {
    int line = text.lastIndexOf('\n', Math.max(0, span.start() - 1)) + 1;
    int first = Math.min(text.length(), span.start() + LONGEST_LABEL);
    Matcher label = LABELLED.matcher(text).region(line, first);
    String last = "";
    while (label.find() && label.start() <= span.start() + 2) {
      last = label.group(1);
    }
    return last;
  }

  private static String unlabelled(String words) {
    Matcher label = LABELLED.matcher(words);
    return label.lookingAt()
            && PLANNING.matcher(label.group(1)).find()
            && !ORDERED.matcher(words).lookingAt()
        ? words.substring(label.end())
        : words;
  }

  /** What tests showed, beside what was measured. */
  private List<String> results() {
    return bodies(Kind.RESULTS)
        .filter(
            span -> facts.measurements().stream().noneMatch(m -> m.mention().span().overlaps(span)))
        .map(span -> span.of(text))
        .filter(words -> !ORDERED.matcher(words.strip()).lookingAt())
        .toList();
  }

  /** What was seen, heard and felt, beside what was measured. */
  private List<String> examination() {
    return sentences.stream()
        .filter(span -> EXAMINED.stream().anyMatch(kind -> isIn(kind, span)))
        .filter(span -> !isOrder(span))
        .filter(
            span -> facts.measurements().stream().noneMatch(m -> m.mention().span().overlaps(span)))
        .filter(span -> facts.sections().stream().noneMatch(s -> s.heading().contains(span)))
        .map(span -> isHeadOf(span) ? bare(span) : span)
        .map(span -> span.of(text))
        .filter(words -> words.strip().length() > 2 && !words.strip().endsWith(":"))
        .toList();
  }

  /** Whether a sentence begins with the heading of the examination, and not of a body system. */
  private boolean isHeadOf(Span sentence) {
    return facts.sections().stream()
        .filter(section -> section.kind() != Kind.BODY_SYSTEM && section.kind() != Kind.OTHER)
        .anyMatch(section -> section.heading().overlaps(sentence));
  }

  /** With the bracket that closes the one inside. */
  private static String bracketed(String words) {
    return words.indexOf('(') >= 0 && words.indexOf(')') < 0 ? words + ")" : words;
  }

  /** What is denied, and was not found all the same. */
  private List<String> absent() {
    Set<String> present = new HashSet<>();
    facts.conditions().stream()
        .filter(ClinicalTemplate::isPresent)
        .forEach(m -> present.add(bareName(m)));
    return facts.conditions().stream()
        .filter(
            m -> m.assertion().negated() && m.assertion().subject() == Assertion.Subject.PATIENT)
        .filter(m -> !present.contains(bareName(m)))
        .map(m -> m.text().toLowerCase(Locale.ROOT).equals(m.text()) ? m.text() : m.name())
        .toList();
  }

  private static String bareName(Mention mention) {
    return GRADE.matcher(mention.name().toLowerCase(Locale.ROOT)).replaceFirst("");
  }

  private static boolean isPresent(Mention mention) {
    Assertion assertion = mention.assertion();
    return assertion.isThePatients() && assertion.temporality() == Temporality.CURRENT;
  }

  private List<String> assessment() {
    List<String> stated = new ArrayList<>();
    for (Kind kind : List.of(Kind.ASSESSMENT, Kind.DIAGNOSES)) {
      bodies(kind).map(span -> span.of(text)).forEach(stated::add);
    }
    if (stated.isEmpty()) {
      bodies(Kind.ASSESSMENT_AND_PLAN)
          .filter(item -> !isUnderALabel(item))
          .filter(item -> !problem(item).equals(item) || !isPlanned(item))
          .map(this::problem)
          .filter(this::namesAConditionOfThePatient)
          .map(span -> span.of(text))
          .forEach(stated::add);
    }
    if (stated.isEmpty()) {
      facts.conditions().stream()
          .filter(m -> m.kind() == Mention.Kind.CONDITION && isPresent(m))
          .filter(m -> !m.assertion().uncertain())
          .map(Mention::text)
          .forEach(stated::add);
    }
    return stated;
  }

  /** Whether it is reasoning or plan by its label, and not the problem. */
  private boolean isUnderALabel(Span item) {
    String label = labelOf(item);
    return REASONING.matcher(label).find() || PLANNING.matcher(label).find();
  }

  private boolean isPlanned(Span span) {
    return facts.plan().stream().anyMatch(plan -> plan.span().contains(span));
  }

  /**
   * The problem of an item that names it before what is done, as in "1. Gout - colchicine"; the
   * whole item where it does not.
   */
  private Span problem(Span item) {
    Matcher separator = PROBLEM_ENDS.matcher(item.of(text));
    if (!separator.find() || separator.start() > LONGEST_PROBLEM) {
      return item;
    }
    Span head = new Span(item.start(), item.start() + separator.start());
    boolean treats = facts.medications().stream().anyMatch(m -> m.mention().span().overlaps(head));
    return namesAConditionOfThePatient(head) && !treats ? head : item;
  }

  private boolean namesAConditionOfThePatient(Span span) {
    return facts.conditions().stream()
        .anyMatch(m -> m.span().overlaps(span) && m.assertion().isThePatients());
  }

  private List<String> medications() {
    return Medicines.of(facts, ingredients).stream().map(ClinicalTemplate::words).toList();
  }

  private static String words(MedicationMention medication) {
    String dosage = medication.dosage().text();
    MedicationMention.Status status = medication.status();
    return medication.mention().text()
        + (dosage == null ? "" : " " + dosage)
        + told(medication.mention().assertion(), status);
  }

  /** What became of a medicine; one that waits for something has not been started. */
  private static String told(Assertion assertion, MedicationMention.@Nullable Status status) {
    if (assertion.temporality() == Temporality.HYPOTHETICAL) {
      return " (only if needed)";
    }
    if (status != null) {
      return " (" + status.name().toLowerCase(Locale.ROOT) + ")";
    }
    boolean past = assertion.temporality() == Temporality.HISTORICAL;
    return past ? " (in the past)" : assertion.uncertain() ? " (to be considered)" : "";
  }

  private String lead() {
    StringBuilder lead = new StringBuilder();
    int taken = 0;
    for (Span sentence : sentences) {
      String words = LABEL.matcher(sentence.of(text)).replaceFirst("");
      String entry = clean(words);
      if (entry.length() > 15 && taken < LEAD) {
        lead.append(taken++ == 0 ? "" : "; ").append(entry);
      }
    }
    @Nullable String first = sentences.isEmpty() ? null : clean(sentences.get(0).of(text));
    return !lead.isEmpty()
        ? lead.toString()
        : first == null || first.isEmpty() ? clean(text) : first;
  }
}
