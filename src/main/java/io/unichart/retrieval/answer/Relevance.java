package io.unichart.retrieval.answer;

import io.unichart.documents.Passage;
import io.unichart.language.Embedder;
import io.unichart.retrieval.answer.Judged.Evidence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Judges how well each statement of the found passages answers a question.
 *
 * <p>Nearness of meaning alone does not tell an answer from a passage about the same thing that
 * lacks the fact (the patient's own note scores high whatever is asked about the patient). So four
 * things count, and a logistic regression over questions with known answers gives them their
 * weight: the share of the asked concepts that the statement and its headings speak of, the cosine
 * of question and statement, the cosine of question and passage, and whether there is a figure
 * where one is asked for.
 */
final class Relevance {

  private static final int STATEMENTS = 40;
  private static final double IN_HEADING = .9;
  private static final double IN_SECTION = .8;
  private static final double IN_TITLE = .6;
  private static final double IN_LEAD = .85;

  /**
   * How much a statement of the time that is asked for gains over those of other times, in logits.
   */
  private static final double TIMELY = 1.5;

  /** Of how much less own coverage a statement still tells of the same thing. */
  private static final double ALIKE = .15;

  private static final Pattern LOOKS_BACK =
      Pattern.compile(
          "(?i)\\b(?:last (?:week|month|year|visit|time)|prior|previous(?:ly)?|ago|yesterday|baseline|earlier)\\b");

  /** What a note about one patient cannot tell. */
  private static final Pattern RECOMMENDED =
      Pattern.compile(
          "(?i)\\b(?:recommended|guidelines?|first[- ]line|in (?:children|adults|infants|pregnancy|adolescents|older people))\\b");

  private static final Pattern OF_A_PERSON =
      Pattern.compile(
          "(?i)\\b(?:patient:|patient name|pt:|name:|child:|dob|mrn|born|date of birth)");

  private static final Pattern LATEST =
      Pattern.compile(
          "(?i)\\b(?:now|today|currently|at present|latest|most recent|last(?! (?:week|month|year|visit|time|few|\\d)))\\b");

  private static final Pattern POLAR =
      Pattern.compile(
          "(?i)^\\W*(?:and |but )?(?:is|was|were|are|do|does|did|has|have|had|can|could|should|will|any)\\b.*");

  /** What denies whatever its heading asks about. */
  private static final Pattern NOTHING =
      Pattern.compile(
          "(?i)\\W*(?:none(?: reported| known| noted)?|negative|non-?contributory|nil|no"
              + "|no (?:known |significant |relevant |pertinent )?(?:family |past |drug |medical )*(?:history|hx|allergies|problems)"
              + "(?: reported| known)?)(?:[.;,]\\W*(?:adopted\\W*)?|\\W*)$");

  /** The time of documents that tell none: before all others. */
  private static final LocalDate LONG_AGO = LocalDate.of(1900, 1, 1);

  /** Within so many characters a statement that is dated begins with its date. */
  private static final int DATE_AHEAD = 25;

  private static final double IN_NEIGHBOUR = .5;
  private static final double IN_DOCUMENT = .3;

  private final Embedder embedder;

  Relevance(Embedder embedder) {
    this.embedder = embedder;
  }

  private record Open(
      Statement statement,
      int passage,
      double coverage,
      double own,
      boolean figureless,
      int kind,
      boolean foreign,
      boolean unfit,
      List<LocalDate> moments,
      String embedded) {}

  /** What all found passages of a document tell: what they speak of, and of when they are. */
  private record Known(Set<String> says, List<LocalDate> dates, StringBuilder head) {

    /** Whether its head names a patient: what holds for one need not hold for others. */
    boolean ofAPerson() {
      return OF_A_PERSON.matcher(head).find();
    }
  }

  /** The statements of the passages, best first. */
  List<Judged> judge(Question question, List<Candidate> candidates) {
    List<Open> open = new ArrayList<>();
    Map<Long, Known> documents = new HashMap<>();
    for (Candidate candidate : candidates) {
      Known known =
          documents.computeIfAbsent(
              candidate.passage().documentId(),
              id -> new Known(new HashSet<>(), new ArrayList<>(), new StringBuilder()));
      known.says().addAll(Concepts.shared().said(whole(candidate)));
      known.dates().addAll(Moments.in(head(candidate)));
      known.head().append(head(candidate)).append('\n');
    }
    Set<String> spoken =
        documents.values().stream().flatMap(d -> d.says().stream()).collect(Collectors.toSet());
    for (int i = 0; i < candidates.size(); i++) {
      Known known = Objects.requireNonNull(documents.get(candidates.get(i).passage().documentId()));
      open.addAll(statements(question, candidates.get(i), i, known));
    }
    open.sort(
        Comparator.comparingDouble(
                (Open o) -> o.coverage() + .5 * candidates.get(o.passage()).similarity())
            .reversed());
    List<Open> kept = open.subList(0, Math.min(STATEMENTS, open.size()));
    double absent = absent(question, spoken);
    float[] asked = embedder.query(question.withoutPersons());
    List<float[]> vectors = embedder.passages(kept.stream().map(Open::embedded).toList());
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      Open o = kept.get(i);
      Evidence evidence =
          new Evidence(
              o.coverage(),
              o.own(),
              cosine(asked, vectors.get(i)),
              candidates.get(o.passage()).similarity(),
              absent,
              o.figureless(),
              o.kind(),
              o.foreign(),
              o.unfit(),
              question.personal());
      judged.add(
          new Judged(o.statement(), o.passage(), evidence, Calibration.probability(evidence)));
    }
    return inTime(question, judged, kept);
  }

  /**
   * The statements, best first; where the first or last of several values is asked for, that of the
   * right time gains.
   */
  private static List<Judged> inTime(Question question, List<Judged> judged, List<Open> open) {
    List<Judged> sorted = new ArrayList<>(judged);
    Order order = question.order();
    double most = open.stream().filter(o -> !o.unfit()).mapToDouble(Open::own).max().orElse(0);
    List<Integer> alike =
        IntStream.range(0, open.size())
            .filter(i -> isAlike(open.get(i), most) && !open.get(i).moments().isEmpty())
            .boxed()
            .toList();
    Function<Integer, LocalDate> moment =
        i ->
            order == Order.FIRST
                ? Collections.min(open.get(i).moments())
                : Collections.max(open.get(i).moments());
    List<LocalDate> moments = alike.stream().map(moment).distinct().sorted().toList();
    if (order != Order.ANY && moments.size() > 1) {
      LocalDate right = moments.get(order == Order.FIRST ? 0 : moments.size() - 1);
      for (int i : alike) {
        if (moment.apply(i).equals(right)) {
          sorted.set(i, judged.get(i).gaining(TIMELY));
        }
      }
    }
    sorted.sort(Comparator.comparingDouble(Judged::score).reversed());
    return sorted;
  }

  private static boolean isAlike(Open open, double most) {
    return !open.unfit() && open.own() >= most - ALIKE;
  }

  private static List<Open> statements(
      Question question, Candidate candidate, int passage, Known document) {
    Concepts concepts = Concepts.shared();
    String context = candidate.passage().context();
    String section = context.substring(context.lastIndexOf('\n') + 1);
    Set<String> sectionSays = context.contains("\n") ? concepts.said(section) : Set.of();
    Set<String> titleSays = concepts.said(candidate.title() + "\n" + context);
    Set<String> passageSays = concepts.said(whole(candidate));
    Set<String> documentSays = document.says();
    boolean foreign =
        !passageSays.containsAll(question.drugs())
            || !documentSays.containsAll(question.years())
            || document.ofAPerson()
                && !question.personal()
                && RECOMMENDED.matcher(question.text()).find();
    Set<String> times = Moments.concepts(document.dates());
    Demand demand = Demand.of(question);
    Order order = question.order();
    List<Open> open = new ArrayList<>();
    Set<String> before = Set.of();
    for (Statement statement : Statements.of(candidate.passage().text())) {
      Set<String> own = concepts.said(statement.text());
      if (!statement.heading()) {
        Map<String, Double> says = new HashMap<>();
        documentSays.forEach(concept -> says.put(concept, IN_DOCUMENT));
        before.forEach(concept -> says.put(concept, IN_NEIGHBOUR));
        titleSays.forEach(concept -> says.put(concept, IN_TITLE));
        String headings = String.join(" ", statement.headings());
        Map<String, Double> saysItself = new HashMap<>();
        sectionSays.forEach(concept -> saysItself.put(concept, IN_SECTION));
        Statement lead = statement.lead();
        if (lead != null) {
          concepts.said(lead.text()).forEach(concept -> saysItself.put(concept, IN_LEAD));
        }
        concepts.said(headings).forEach(concept -> saysItself.put(concept, IN_HEADING));
        times.forEach(concept -> saysItself.put(concept, 1.0));
        own.forEach(concept -> saysItself.put(concept, 1.0));
        Set<String> here = new HashSet<>(saysItself.keySet());
        here.addAll(before);
        if (!document.ofAPerson()
            && !question.personal()
            && speaksOfMoreThan(titleSays, question, saysItself.keySet())) {
          titleSays.forEach(concept -> saysItself.merge(concept, IN_TITLE, Math::max));
        }
        if (deniesAll(question, statement, here)) {
          question.terms().keySet().forEach(concept -> saysItself.put(concept, IN_HEADING));
        }
        says.putAll(saysItself);
        open.add(
            new Open(
                statement,
                passage,
                coverage(question, says),
                coverage(question, saysItself),
                question.amount() && !hasFigure(question, statement, own),
                kind(question, statement),
                foreign,
                !demand.isMetBy(statement, here, section),
                moments(order, statement, document),
                embedded(section, headings, statement.text())));
      }
      before = own;
    }
    return open;
  }

  /** Whether of what is asked it says something that the title of its document does not say. */
  private static boolean speaksOfMoreThan(Set<String> title, Question question, Set<String> says) {
    return question.terms().entrySet().stream()
        .anyMatch(
            term ->
                term.getValue() >= 1
                    && says.contains(term.getKey())
                    && !title.contains(term.getKey()));
  }

  /** Whether it denies in general what the question asks of in particular: "None reported." */
  private static boolean deniesAll(Question question, Statement statement, Set<String> here) {
    return POLAR.matcher(question.text()).matches()
        && NOTHING.matcher(statement.text()).matches()
        && question.terms().keySet().stream().anyMatch(here::contains);
  }

  private static boolean hasFigure(Question question, Statement statement, Set<String> own) {
    if (question.asksDose()) {
      return own.contains("=dose");
    }
    FigureKind kind = FigureKind.askedBy(question.text());
    String text = statement.text();
    return kind == null
        ? FigureKind.anyIn(text) || own.contains("=frequency")
        : kind.isIn(statement.isRow() ? String.join(" ", statement.headings()) + " " + text : text);
  }

  /**
   * Of when a statement is: the dates of its row or its table's head, the one that it or its
   * heading begins with, or its document's first; a little before or after, where it looks back or
   * says that it is the latest.
   */
  private static List<LocalDate> moments(Order order, Statement statement, Known document) {
    String text = statement.text();
    String first = text.substring(0, Math.min(text.length(), DATE_AHEAD));
    List<LocalDate> dates = new ArrayList<>(Moments.in(statement.isRow() ? text : first));
    for (int i = statement.headings().size() - 1; i >= 0 && dates.isEmpty(); i--) {
      dates.addAll(Moments.in(statement.headings().get(i)));
    }
    boolean undated = document.dates().isEmpty();
    if (dates.isEmpty() && (order == Order.LAST || !undated)) {
      LocalDate date = undated ? LONG_AGO : document.dates().get(0);
      dates.add(
          order != Order.LAST
              ? date
              : LATEST.matcher(text).find()
                  ? date.plusDays(1)
                  : LOOKS_BACK.matcher(text).find() ? date.minusDays(1) : date);
    }
    return dates;
  }

  /** What tells of when a document is: its title and context, and its own head. */
  private static String head(Candidate candidate) {
    Passage passage = candidate.passage();
    String head = candidate.title() + '\n' + passage.context().lines().findFirst().orElse("");
    return passage.header() ? head + '\n' + passage.text() : head;
  }

  private static String whole(Candidate candidate) {
    return candidate.title()
        + '\n'
        + candidate.passage().context()
        + '\n'
        + candidate.passage().text();
  }

  private static int kind(Question question, Statement statement) {
    if (question.kind() == null) {
      return 0;
    }
    return Concepts.shared().kindsSaid(statement.text()).contains(question.kind()) ? 1 : -1;
  }

  private static double absent(Question question, Set<String> spoken) {
    double asked = 0;
    double absent = 0;
    for (Map.Entry<String, Double> term : question.terms().entrySet()) {
      asked += term.getValue();
      absent += spoken.contains(term.getKey()) ? 0 : term.getValue();
    }
    return asked == 0 ? 0 : absent / asked;
  }

  private static String embedded(String section, String headings, String text) {
    StringBuilder whole = new StringBuilder();
    if (!section.isBlank()) {
      whole.append(section).append(": ");
    }
    if (!headings.isBlank() && !section.contains(headings)) {
      whole.append(headings).append(' ');
    }
    return whole.append(text).toString();
  }

  /** The share of what is asked that is spoken of; a question of generalities asks for more. */
  private static double coverage(Question question, Map<String, Double> says) {
    double asked = 0;
    double covered = 0;
    for (Map.Entry<String, Double> term : question.terms().entrySet()) {
      asked += term.getValue();
      covered += term.getValue() * says.getOrDefault(term.getKey(), 0.0);
    }
    return asked == 0 ? 0 : covered / (question.personal() ? asked : Math.max(1, asked));
  }

  static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
