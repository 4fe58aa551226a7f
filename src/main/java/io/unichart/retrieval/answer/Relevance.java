package io.unichart.retrieval.answer;

import io.unichart.language.Embedder;
import io.unichart.retrieval.answer.Judged.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
  private static final Pattern FIGURE =
      Pattern.compile("\\d|(?i:\\b(?:two|three|four|five|six|seven|eight|nine|ten|twice)\\b)");

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
      String embedded) {}

  /** The statements of the passages, best first. */
  List<Judged> judge(Question question, List<Candidate> candidates) {
    List<Open> open = new ArrayList<>();
    Map<Long, Set<String>> documents = new HashMap<>();
    for (Candidate candidate : candidates) {
      documents
          .computeIfAbsent(candidate.passage().documentId(), id -> new HashSet<>())
          .addAll(Concepts.shared().said(whole(candidate)));
    }
    Set<String> spoken =
        documents.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    for (int i = 0; i < candidates.size(); i++) {
      Set<String> document =
          documents.getOrDefault(candidates.get(i).passage().documentId(), Set.of());
      open.addAll(statements(question, candidates.get(i), i, document));
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
    judged.sort(Comparator.comparingDouble(Judged::score).reversed());
    return judged;
  }

  private static List<Open> statements(
      Question question, Candidate candidate, int passage, Set<String> documentSays) {
    Concepts concepts = Concepts.shared();
    String context = candidate.passage().context();
    String section = context.substring(context.lastIndexOf('\n') + 1);
    Set<String> sectionSays = context.contains("\n") ? concepts.said(section) : Set.of();
    Set<String> titleSays = concepts.said(candidate.title() + "\n" + context);
    Set<String> passageSays = concepts.said(whole(candidate));
    boolean foreign =
        !passageSays.containsAll(question.drugs()) || !documentSays.containsAll(question.years());
    Demand demand = Demand.of(question);
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
        concepts.said(headings).forEach(concept -> saysItself.put(concept, IN_HEADING));
        own.forEach(concept -> saysItself.put(concept, 1.0));
        says.putAll(saysItself);
        Set<String> here = new HashSet<>(saysItself.keySet());
        here.addAll(before);
        open.add(
            new Open(
                statement,
                passage,
                coverage(question, says),
                coverage(question, saysItself),
                question.amount() && !hasFigure(question, statement, own),
                kind(question, statement),
                foreign,
                !demand.isMetBy(statement, here),
                embedded(section, headings, statement.text())));
      }
      before = own;
    }
    return open;
  }

  private static boolean hasFigure(Question question, Statement statement, Set<String> own) {
    return question.asksDose()
        ? own.contains("=dose")
        : FIGURE.matcher(statement.text()).find() || own.contains("=frequency");
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
