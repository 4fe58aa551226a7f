package io.unichart.extraction;

import io.unichart.extraction.Extraction.Allergy;
import io.unichart.extraction.Extraction.Axes;
import io.unichart.extraction.Extraction.Diagnosis;
import io.unichart.extraction.Extraction.Medication;
import io.unichart.extraction.Extraction.Noted;
import io.unichart.extraction.Extraction.PatientPart;
import io.unichart.extraction.Mention.Kind;
import io.unichart.extraction.assertion.Assertions;
import io.unichart.extraction.assertion.Judgement;
import io.unichart.extraction.mentions.Lexicon;
import io.unichart.extraction.mentions.NoteReader;
import io.unichart.extraction.mentions.Reactions;
import io.unichart.extraction.sections.Sections;
import io.unichart.extraction.text.MachineOrders;
import io.unichart.extraction.text.Sentences;
import io.unichart.language.TokenUsage;
import io.unichart.terminology.Candidate;
import io.unichart.terminology.Coding;
import io.unichart.terminology.Coding.Confidence;
import io.unichart.terminology.DrugCoder;
import io.unichart.terminology.Terminology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Schedulers;

/** Reads notes into coded facts by rules and dictionaries; needs no model and no network. */
@Component
public class Notes {

  /** In answers, who read a note and which way it took, when no model did. */
  static final String RULES = "rules";

  private static final int LONGEST_ITEM = 120;

  /** So few words are a name and no remark. */
  private static final int SHORT_ITEM = 5;

  /** Nothing at all is known, other than one substance that is denied. */
  private static final Pattern NONE_KNOWN =
      Pattern.compile("(?i)\\b(?:nkda|nka|nkfa|no|none|nil|denies|negative)\\b");

  private static final Pattern INJECTED =
      Pattern.compile("(?i)i\\.?[mv]\\.?|intra(?:muscular|venous)(?:ly)?|s[cq]|subq|subcut\\w*");

  /** The family as a whole, and nobody in it. */
  private static final Pattern FAMILY_HISTORY =
      Pattern.compile("(?i)(?:fhx?|fam\\w*\\W?(?:hx|history|medical|h)?)");

  /** Words of doubt that speak against what they are about. */
  private static final Pattern IMPROBABLE =
      Pattern.compile(
          "(?i)\\b(?:unlikely|less likely|doubt(?:s|ful)?|low (?:suspicion|likelihood|probability))\\b");

  private final Terminology terminology;
  private volatile @Nullable Known known;

  Notes(Terminology terminology) {
    this.terminology = terminology;
  }

  /** Learns the words of the trade in the background, so that the first note need not wait. */
  @EventListener(ApplicationReadyEvent.class)
  void prepare() {
    Schedulers.boundedElastic().schedule(this::reader);
  }

  /** A reader, and the table of medicines whose names it knows. */
  private record Known(DrugCoder drugs, NoteReader reader) {
    static Known with(DrugCoder drugs) {
      return new Known(drugs, new NoteReader(new Lexicon(drugs)));
    }
  }

  /** Knows the medicines of the table in force. */
  private NoteReader reader() {
    Known now = known;
    DrugCoder drugs = terminology.drugs();
    if (now == null || now.drugs() != drugs) {
      now = Known.with(drugs);
      known = now;
    }
    return now.reader();
  }

  /** Everything that the words of a note say, each at its place. */
  public NoteFacts read(String text) {
    return reader().read(MachineOrders.without(text));
  }

  Extraction extract(String note) {
    return extract(note, Additions.NONE);
  }

  /** The facts of a note, with what a model saw beyond the rules. */
  Extraction extract(String note, Additions additions) {
    long began = System.nanoTime();
    List<Span> orders = MachineOrders.in(note);
    String text = MachineOrders.without(orders, note);
    NoteFacts facts = additions.to(reader().read(text));
    List<Mention> conditions = new ArrayList<>(facts.conditions());
    conditions.addAll(unrecognised(text, facts));
    conditions = ProblemStatements.wholly(text, conditions, terminology);
    List<Diagnosis> diagnoses = diagnoses(facts, conditions, additions);
    List<Noted> family = new ArrayList<>();
    List<Noted> others = new ArrayList<>();
    List<Noted> procedures = new ArrayList<>();
    for (Mention mention : conditions) {
      if (mention.kind() == Kind.PROCEDURE) {
        procedures.add(Procedures.noted(mention, text));
      } else if (mention.assertion().subject() == Assertion.Subject.FAMILY) {
        family.add(noted(mention, true));
      } else if (!isDiagnosis(facts, mention)) {
        others.add(noted(mention, true));
      }
    }
    for (MedicationMention medication : facts.medications()) {
      if (!Medicines.isTaken(medication)) {
        others.add(noted(medication.mention(), false));
      }
    }
    return new Extraction(
        new PatientPart(facts.patient().age(), facts.patient().gender()),
        diagnoses,
        medications(facts, additions),
        MeasuredValues.vitals(facts),
        MeasuredValues.labs(facts),
        facts.plan().stream().map(Mention::name).distinct().toList(),
        facts.allergies().stream().map(allergy -> allergy(allergy, text)).toList(),
        distinct(procedures),
        distinct(family),
        distinct(others),
        MeasuredValues.observations(facts),
        facts.patient().documentDate(),
        null,
        orders,
        (System.nanoTime() - began) / 1_000_000,
        RULES,
        RULES,
        TokenUsage.NONE,
        null);
  }

  /** The coding by rules, or the candidate that a model chose where the rules were not sure. */
  private static Coding preferred(Mention mention, Coding coding, Additions additions) {
    Candidate chosen = additions.codes().get(mention.span());
    boolean sure =
        coding.confidence() == Confidence.EXACT || coding.confidence() == Confidence.HIGH;
    if (chosen == null || sure) {
      return coding;
    }
    List<Candidate> candidates = new ArrayList<>(coding.candidates());
    if (candidates.stream().noneMatch(known -> known.code().equals(chosen.code()))) {
      candidates.add(chosen);
    }
    return new Coding(
        new Candidate(chosen.code(), chosen.display(), chosen.billable(), chosen.score(), "model"),
        Confidence.LOW,
        candidates,
        coding.version());
  }

  private Coding conditionCode(Mention mention, Additions additions) {
    return preferred(mention, coding(mention), additions);
  }

  private Coding coding(Mention mention) {
    Coding whole = terminology.codeCondition(mention.name());
    String bare = Lexicon.withoutDegree(mention.name());
    Coding coding =
        whole.chosen() == null && bare.length() < mention.name().length()
            ? terminology.codeCondition(bare)
            : whole;
    return Lexicon.isCodeless(mention.name())
        ? new Coding(null, Confidence.NONE, List.of(), coding.version())
        : coding;
  }

  /** Lines of the assessment in which nothing was recognised, and which yet have a code. */
  private List<Mention> unrecognised(String text, NoteFacts facts) {
    List<Mention> found = new ArrayList<>();
    List<Span> sentences = Sentences.of(text);
    Assertions assertions = Assertions.of(text, facts.sections(), sentences);
    Places headings = Places.of(facts.sections().stream().map(Section::heading));
    Places known = Places.of(facts.conditions().stream().map(Mention::span));
    for (Span sentence : sentences) {
      Span stated = withoutHeading(sentence, facts.sections());
      Section section = Sections.at(facts.sections(), stated.start());
      boolean item =
          section != null
              && (section.kind() == Section.Kind.ASSESSMENT
                  || section.kind() == Section.Kind.DIAGNOSES)
              && stated.length() <= LONGEST_ITEM;
      if (!item || headings.touch(stated) || known.touch(stated)) {
        continue;
      }
      String words = stated.of(text).replaceFirst("^\\s*(?:(?:\\d{1,2}[.)]|[•*-])\\s*)?", "");
      int start = stated.end() - words.length();
      words = words.replaceFirst("[.,;:\\s]+$", "");
      Span span = new Span(start, start + words.length());
      Coding coding = terminology.codeCondition(words);
      boolean plain = words.split("\\s+").length <= SHORT_ITEM;
      boolean sure =
          coding.confidence() == Confidence.EXACT
              || (plain && coding.confidence() == Confidence.HIGH);
      if (coding.chosen() != null && sure) {
        Span said = said(text, span, coding, assertions);
        Judgement judged = assertions.judge(said);
        String name = said.of(text);
        found.add(
            new Mention(
                Kind.CONDITION, name, said, name, section, judged.assertion(), judged.cues()));
      }
    }
    return found;
  }

  /** What a sentence says behind a heading on its line. */
  private static Span withoutHeading(Span sentence, List<Section> sections) {
    int begun = Sections.lastBegun(sections, sentence.start());
    if (begun < 0 || !sections.get(begun).heading().contains(sentence.start())) {
      return sentence;
    }
    int start = sections.get(begun).body().start();
    return start < sentence.end() ? new Span(start, sentence.end()) : sentence;
  }

  /**
   * The part of a line that gets it its code, where the words around it say something of it: of "No
   * Whipple's disease" what the "no" is about.
   */
  private Span said(String text, Span line, Coding coding, Assertions assertions) {
    Assertion whole = assertions.judge(line).assertion();
    Span behind = line;
    Span before = line;
    for (int i = line.start() + 1; i < line.end(); i++) {
      Span rest = new Span(i, line.end());
      if (Character.isWhitespace(text.charAt(i - 1)) && isCodedAlike(rest.of(text), coding)) {
        behind = rest;
      }
    }
    for (int i = line.end() - 1; i > line.start(); i--) {
      Span rest = new Span(line.start(), i);
      if (Character.isWhitespace(text.charAt(i)) && isCodedAlike(rest.of(text), coding)) {
        before = rest;
      }
    }
    return Stream.of(behind, before)
        .filter(part -> !assertions.judge(part).assertion().equals(whole))
        .findFirst()
        .orElse(line);
  }

  private boolean isCodedAlike(String words, Coding as) {
    Coding coding = terminology.codeCondition(words);
    return coding.chosen() != null
        && as.chosen() != null
        && coding.chosen().code().equals(as.chosen().code())
        && coding.confidence().compareTo(as.confidence()) <= 0;
  }

  private static boolean isDiagnosis(NoteFacts facts, Mention mention) {
    boolean assessed = facts.sections().stream().anyMatch(s -> s.kind().isAssessment());
    boolean disease =
        mention.kind() == Kind.CONDITION || (mention.kind() == Kind.FINDING && !assessed);
    return disease
        && !isImprobable(mention)
        && mention.assertion().isThePatients()
        && !isReaction(facts, mention)
        && !mention.isIn(Section.Kind.PRESCRIPTION);
  }

  /** What stands among allergies is what they did, unless there are none. */
  private static boolean isReaction(NoteFacts facts, Mention mention) {
    return mention.isIn(Section.Kind.ALLERGIES)
        && facts.allergies().stream()
            .noneMatch(a -> a.assertion().negated() && NONE_KNOWN.matcher(a.text()).find());
  }

  /** "low suspicion for", "unlikely": named in order to be set aside. */
  private static boolean isImprobable(Mention mention) {
    return mention.cues().stream()
        .anyMatch(
            cue -> cue.axis() == Cue.Axis.UNCERTAINTY && IMPROBABLE.matcher(cue.text()).find());
  }

  /** The same thing said again in the same way counts once. */
  private static List<Noted> distinct(List<Noted> noted) {
    Map<List<Object>, Noted> once = new LinkedHashMap<>();
    for (Noted one : noted) {
      String words = one.text().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
      String status = one.status() == null ? "" : one.status();
      boolean negated = one.assertion().negated();
      Object axes = one.kind().equals(Kind.PROCEDURE.slug()) ? negated : one.assertion();
      once.putIfAbsent(List.of(words, one.kind(), axes, status), one);
    }
    return List.copyOf(once.values());
  }

  private List<Diagnosis> diagnoses(
      NoteFacts facts, List<Mention> conditions, Additions additions) {
    Map<String, Mention> best = new LinkedHashMap<>();
    for (Mention mention : conditions) {
      if (!isDiagnosis(facts, mention)) {
        continue;
      }
      Coding coding = conditionCode(mention, additions);
      String key =
          coding.chosen() == null
              ? mention.name().toLowerCase(Locale.ROOT)
              : coding.chosen().code();
      Mention known = best.get(key);
      if (known == null || rank(mention) < rank(known)) {
        best.put(key, mention);
      }
    }
    return best.entrySet().stream()
        .filter(entry -> best.entrySet().stream().noneMatch(other -> isSaidBy(entry, other)))
        .map(entry -> diagnosis(entry.getValue(), conditionCode(entry.getValue(), additions)))
        .toList();
  }

  /** Chapters of ICD-10-CM in which codes of one category are no different places of the body. */
  private static final String OF_ONE_ILLNESS = "EGIJKN";

  /**
   * "anxiety" beside an assessed "generalized anxiety disorder" is no problem of its own, nor is
   * "DM2" beside an assessed "type 2 diabetes with neuropathy".
   */
  private static boolean isSaidBy(
      Map.Entry<String, Mention> general, Map.Entry<String, Mention> other) {
    Mention named = general.getValue();
    Mention specific = other.getValue();
    String code = general.getKey();
    return code.length() > 3
        && other.getKey().length() > 3
        && !code.equals(other.getKey())
        && code.substring(0, 3).equals(other.getKey().substring(0, 3))
        && isAssessed(specific)
        && (isUnspecified(code) && !isUnspecified(other.getKey())
            || words(named).size() < words(specific).size()
                && words(specific).containsAll(words(named)));
  }

  /** Such codes end with a nine: E11.9, I48.91, J45.909. */
  private static boolean isUnspecified(String code) {
    return OF_ONE_ILLNESS.indexOf(code.charAt(0)) >= 0 && code.matches("\\w\\d\\w\\.\\d{0,2}9\\d?");
  }

  private static Set<String> words(Mention mention) {
    return Stream.of(mention.name().toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
        .collect(Collectors.toSet());
  }

  private static boolean isAssessed(Mention mention) {
    return mention.section() != null && mention.section().kind().isAssessment();
  }

  /** The assessment speaks before the rest of the note, the present before the past. */
  private static int rank(Mention mention) {
    boolean assessed = isAssessed(mention);
    boolean past = mention.assertion().temporality() == Assertion.Temporality.HISTORICAL;
    return (assessed ? 0 : 2) + (past ? 1 : 0);
  }

  private static Diagnosis diagnosis(Mention mention, Coding coding) {
    Candidate chosen = coding.chosen();
    boolean over =
        mention.assertion().temporality() == Assertion.Temporality.HISTORICAL
            && !Assertions.isLasting(mention.text());
    String status = over ? "inactive" : "active";
    return new Diagnosis(
        mention.text(),
        chosen == null ? null : chosen.code(),
        chosen == null ? null : chosen.display(),
        coding.confidence().name().toLowerCase(Locale.ROOT),
        mention.span().start(),
        mention.span().end(),
        Axes.of(mention.assertion()),
        status,
        chosen == null ? null : chosen.method(),
        coding.candidates(),
        coding.version());
  }

  /** One entry for each medicine. */
  private List<Medication> medications(NoteFacts facts, Additions additions) {
    return Medicines.of(facts, terminology.drugs()::ingredientOf).stream()
        .map(taken -> medication(taken, additions))
        .toList();
  }

  /** The form as written, or as the route has it: what runs into a vein is no tablet. */
  private static String form(MedicationMention.Dosage dosage) {
    if (dosage.form() != null) {
      return dosage.form();
    }
    String route = dosage.route() == null ? "" : dosage.route();
    return INJECTED.matcher(route).matches() ? "injection" : "";
  }

  private Medication medication(MedicationMention medication, Additions additions) {
    MedicationMention.Dosage dosage = medication.dosage();
    Mention mention = medication.mention();
    Coding coding =
        preferred(
            mention,
            terminology.codeDrug(
                mention.name(),
                dosage.strength() == null ? "" : dosage.strength(),
                form(dosage),
                dosage.extendedRelease()),
            additions);
    Candidate chosen = coding.chosen();
    String confidence =
        switch (coding.confidence()) {
          case EXACT -> "exact";
          case HIGH, LOW -> "approximate";
          case NONE -> "none";
        };
    return new Medication(
        mention.text(),
        chosen == null ? null : chosen.code(),
        chosen == null ? null : chosen.display(),
        confidence,
        mention.span().start(),
        mention.span().end(),
        Axes.of(mention.assertion()),
        medication.status() == null ? null : medication.status().name().toLowerCase(Locale.ROOT),
        chosen == null ? null : chosen.method(),
        coding.candidates(),
        coding.version(),
        dosage);
  }

  private static Allergy allergy(Mention mention, String text) {
    return new Allergy(
        mention.text(),
        mention.span().start(),
        mention.span().end(),
        mention.assertion().negated() && NONE_KNOWN.matcher(mention.text()).find(),
        Reactions.of(text, mention.span()),
        Axes.of(mention.assertion()));
  }

  private Noted noted(Mention mention, boolean coded) {
    Coding coding = coded ? coding(mention) : null;
    Candidate chosen = coding == null ? null : coding.chosen();
    return new Noted(
        mention.text(),
        mention.kind().slug(),
        chosen == null ? null : chosen.code(),
        chosen == null ? null : chosen.display(),
        mention.span().start(),
        mention.span().end(),
        Axes.of(mention.assertion()),
        relation(mention),
        null);
  }

  /** The relative that the note names: the nearest word that decided whose it is. */
  private static @Nullable String relation(Mention mention) {
    if (mention.assertion().subject() != Assertion.Subject.FAMILY) {
      return null;
    }
    return mention.cues().stream()
        .filter(cue -> cue.axis() == Cue.Axis.SUBJECT)
        .filter(cue -> !FAMILY_HISTORY.matcher(cue.text()).matches())
        .min(Comparator.comparingInt(cue -> Math.abs(cue.span().start() - mention.span().start())))
        .map(cue -> cue.text().toLowerCase(Locale.ROOT))
        .orElse(null);
  }
}
