package io.unichart.console;

import io.unichart.console.MarkedText.Mark;
import io.unichart.documents.Document;
import io.unichart.documents.RepairedText;
import io.unichart.extraction.Cue;
import io.unichart.extraction.Extraction;
import io.unichart.extraction.Extraction.Axes;
import io.unichart.extraction.Measurement;
import io.unichart.extraction.MedicationMention;
import io.unichart.extraction.Mention;
import io.unichart.extraction.NoteFacts;
import io.unichart.extraction.NoteSummaries.Told;
import io.unichart.extraction.Span;
import io.unichart.fhir.NoteResources.Shown;
import io.unichart.terminology.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page of one note's facts shows.
 *
 * @param read the facts
 * @param summary the note in few lines
 * @param readers who can read the note
 * @param fault why the wanted reader did not read it, where it did not
 * @param parts the note's text with its mentions marked
 * @param groups the facts by what they are
 * @param resources the facts as FHIR
 * @param unfit why there are no resources, where a fact cannot be one
 */
record NotePage(
    Document document,
    Extraction read,
    Told summary,
    List<Reader> readers,
    @Nullable String fault,
    List<MarkedText.Part> parts,
    List<Kind> kinds,
    List<Group> groups,
    List<Shown> resources,
    @Nullable String unfit) {

  /** One who can read the note; the name is what a request gives. */
  record Reader(String name, String label, boolean current) {}

  /** A kind of mention, and how many the note has. */
  record Kind(String name, String label, long count) {}

  /** Facts of one kind. */
  record Group(String title, String system, List<Fact> facts) {}

  /** A line of the summary. */
  record Line(String label, String words) {}

  /**
   * A fact.
   *
   * @param text the note's words
   * @param anchor where they stand in the text above
   * @param detail what else the note says of it
   * @param sure how sure its code is
   * @param version which table the code comes from
   */
  record Fact(
      String text,
      String anchor,
      List<String> axes,
      @Nullable String detail,
      @Nullable String code,
      @Nullable String display,
      @Nullable String sure,
      @Nullable String method,
      @Nullable String version,
      List<Candidate> candidates) {

    static Fact plain(String text, int start, List<String> axes, @Nullable String detail) {
      return coded(text, start, axes, detail, null, null);
    }

    static Fact coded(
        String text,
        int start,
        List<String> axes,
        @Nullable String detail,
        @Nullable String code,
        @Nullable String display) {
      return new Fact(
          text, MarkedText.anchor(start), axes, detail, code, display, null, null, null, List.of());
    }
  }

  /** The document's title as people read it. */
  public String title() {
    return RepairedText.of(document.title()).text();
  }

  /** The summary's lines, each with its label. */
  public List<Line> lines() {
    return summary
        .text()
        .lines()
        .filter(line -> !line.isBlank())
        .map(
            line -> {
              int colon = line.indexOf(": ");
              return colon < 0 || colon > 30
                  ? new Line("", line)
                  : new Line(line.substring(0, colon), line.substring(colon + 2));
            })
        .toList();
  }

  /** What differs from "the patient has it now, surely". */
  static List<String> axes(Axes axes) {
    List<String> words = new ArrayList<>();
    if (axes.negated()) {
      words.add("not");
    }
    if (axes.uncertain()) {
      words.add("possible");
    }
    switch (axes.temporality()) {
      case "historical" -> words.add("past");
      case "hypothetical" -> words.add("if");
      default -> {}
    }
    switch (axes.subject()) {
      case "family" -> words.add("family");
      case "other" -> words.add("someone else");
      default -> {}
    }
    return words;
  }

  /** All mentions of the rules, and those that a model added. */
  static List<Mark> marks(NoteFacts facts, Extraction read) {
    List<Mark> marks = new ArrayList<>();
    Stream.of(
            facts.conditions().stream(),
            facts.medications().stream().map(MedicationMention::mention),
            facts.measurements().stream().map(Measurement::mention),
            facts.allergies().stream(),
            facts.plan().stream())
        .flatMap(mentions -> mentions)
        .map(NotePage::mark)
        .forEach(marks::add);
    read.diagnoses().forEach(d -> add(marks, "condition", d.start(), d.end(), axes(d.assertion())));
    read.medications()
        .forEach(m -> add(marks, "medication", m.start(), m.end(), axes(m.assertion())));
    return marks;
  }

  private static Mark mark(Mention mention) {
    return new Mark(
        mention.kind().slug(),
        mention.span(),
        axes(Axes.of(mention.assertion())),
        mention.cues().stream().map(Cue::text).distinct().toList());
  }

  private static void add(List<Mark> marks, String kind, int start, int end, List<String> axes) {
    Span span = new Span(start, end);
    if (marks.stream().noneMatch(m -> !m.kind().equals("plan") && m.span().overlaps(span))) {
      marks.add(new Mark(kind, span, axes, List.of()));
    }
  }

  static List<Kind> kinds(List<Mark> marks) {
    return Stream.of(Mention.Kind.values())
        .map(
            kind -> {
              String slug = kind.slug();
              String label =
                  switch (kind) {
                    case CONDITION -> "Conditions";
                    case FINDING -> "Findings";
                    case MEDICATION -> "Medicines";
                    case VITAL -> "Vital signs";
                    case LAB -> "Laboratory";
                    case ALLERGY -> "Allergies";
                    case PROCEDURE -> "Procedures";
                    case PLAN -> "Plan";
                  };
              return new Kind(
                  slug, label, marks.stream().filter(m -> m.kind().equals(slug)).count());
            })
        .filter(kind -> kind.count() > 0)
        .toList();
  }

  static List<Group> groups(Extraction read) {
    return Stream.of(
            new Group("Problems", "ICD-10-CM", problems(read)),
            new Group("Medicines", "RxNorm", medicines(read)),
            new Group("Allergies", "", allergies(read)),
            new Group("Measurements", "LOINC", measurements(read)),
            new Group("Procedures", "", noted(read.procedures())),
            new Group("Family history", "ICD-10-CM", noted(read.familyHistory())),
            new Group(
                "Absent, imagined or not the patient’s", "ICD-10-CM", noted(read.otherMentions())))
        .filter(group -> !group.facts().isEmpty())
        .toList();
  }

  private static List<Fact> problems(Extraction read) {
    return read.diagnoses().stream()
        .map(
            d ->
                new Fact(
                    d.text(),
                    MarkedText.anchor(d.start()),
                    axes(d.assertion()),
                    d.status(),
                    d.icd10Code(),
                    d.icd10Description(),
                    d.confidence(),
                    d.method(),
                    d.codeVersion(),
                    d.candidates()))
        .toList();
  }

  private static List<Fact> medicines(Extraction read) {
    return read.medications().stream()
        .map(
            m ->
                new Fact(
                    m.text(),
                    MarkedText.anchor(m.start()),
                    axes(m.assertion()),
                    usage(m),
                    m.rxnormCode(),
                    m.rxnormName(),
                    m.confidence(),
                    m.method(),
                    m.codeVersion(),
                    m.candidates()))
        .toList();
  }

  private static @Nullable String usage(Extraction.Medication medicine) {
    MedicationMention.Dosage d = medicine.dosage();
    List<String> words =
        Stream.of(
                medicine.status(),
                d.strength(),
                d.dose(),
                d.form(),
                d.route(),
                d.frequency(),
                d.prn() ? "as needed" : null,
                d.prnReason() == null ? null : "for " + d.prnReason(),
                d.duration(),
                d.dispense() == null ? null : "dispense " + d.dispense(),
                d.refills() == null ? null : "refills " + d.refills(),
                d.taper())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    return words.isEmpty() ? null : String.join(" · ", words);
  }

  private static List<Fact> allergies(Extraction read) {
    return read.allergies().stream()
        .map(a -> Fact.plain(a.text(), a.start(), allergyAxes(a), a.reaction()))
        .toList();
  }

  private static List<String> allergyAxes(Extraction.Allergy allergy) {
    return allergy.noKnownAllergies() ? List.of("none known") : axes(allergy.assertion());
  }

  private static List<Fact> measurements(Extraction read) {
    return read.observations().stream()
        .map(o -> Fact.coded(o.text(), o.start(), List.of(), measured(o), o.loincCode(), o.name()))
        .toList();
  }

  private static String measured(Extraction.Observation o) {
    if (o.value() == null) {
      return String.valueOf(o.valueText());
    }
    String second = o.secondValue() == null ? "" : "/" + number(o.secondValue());
    return number(o.value()) + second + " " + o.unit();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private static List<Fact> noted(List<Extraction.Noted> noted) {
    return noted.stream()
        .map(
            n ->
                Fact.coded(
                    n.text(),
                    n.start(),
                    axes(n.assertion()),
                    n.relation() != null ? n.relation() : n.status(),
                    n.icd10Code(),
                    n.icd10Description()))
        .toList();
  }
}
