package io.unichart.retrieval.answer;

import io.unichart.retrieval.answer.Composed.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Composes an answer of statements, word for word as they stand in their passages: what is not
 * there cannot be said.
 */
final class Extraction {

  private static final int FEW = 3;
  private static final int MANY = 8;

  /** How much less likely than the best, in logits, another statement may be. */
  private static final double NEAR_THE_BEST = 1.3;

  private static final double OF_THE_SAME_LIST = 2.5;
  private static final double RELEVANT = .4;

  private Extraction() {}

  /**
   * The answer that the judged statements give.
   *
   * @param judged statements, best first
   * @param topK the most sources that it may have
   */
  static Composed compose(
      Question question, List<Candidate> candidates, List<Judged> judged, int topK) {
    if (judged.isEmpty() || judged.get(0).score() < Calibration.ANSWERS) {
      return Composed.NOTHING;
    }
    double best = judged.get(0).score();
    List<Integer> sources = sources(judged, best, topK);
    List<Judged> chosen = chosen(question, judged, sources, best);
    List<Sentence> sentences = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      int passage = sources.get(i);
      int number = i + 1;
      chosen.stream()
          .filter(statement -> statement.passage() == passage)
          .sorted(Comparator.comparingInt(statement -> statement.statement().start()))
          .map(statement -> new Sentence(statement.statement().text(), List.of(number), true))
          .forEach(sentences::add);
    }
    return new Composed(sources.stream().map(candidates::get).toList(), sentences);
  }

  /** One of the things that a question asks, and how the statements answer it. */
  record Part(Question question, List<Judged> judged) {}

  /**
   * The answers to the parts of a question, one behind the other; a part that nothing answers is
   * left out.
   */
  static Composed composeParts(List<Part> parts, List<Candidate> candidates, int topK) {
    List<Candidate> sources = new ArrayList<>();
    List<Sentence> sentences = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (Part asked : parts) {
      Composed part = compose(asked.question(), candidates, asked.judged(), topK);
      for (Sentence sentence : part.sentences()) {
        Candidate source = part.sources().get(sentence.citations().get(0) - 1);
        boolean room = sources.contains(source) || sources.size() < topK;
        if (room && said.add(sentence.text())) {
          if (!sources.contains(source)) {
            sources.add(source);
          }
          sentences.add(new Sentence(sentence.text(), List.of(sources.indexOf(source) + 1), true));
        }
      }
    }
    return sentences.isEmpty() ? Composed.NOTHING : new Composed(sources, sentences);
  }

  /** The passages with a statement that may well answer, best first. */
  static List<Integer> sources(List<Judged> judged, double best, int topK) {
    Map<Integer, Double> scores = new LinkedHashMap<>();
    for (Judged statement : judged) {
      scores.putIfAbsent(statement.passage(), statement.score());
    }
    return scores.entrySet().stream()
        .filter(entry -> entry.getValue() >= best * RELEVANT)
        .limit(topK)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<Judged> chosen(
      Question question, List<Judged> judged, List<Integer> sources, double best) {
    int most = question.many() ? MANY : FEW;
    Judged first = judged.get(0);
    List<Judged> chosen = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (Judged statement : judged) {
      double behind = logit(best) - logit(statement.score());
      boolean good =
          behind <= NEAR_THE_BEST
              || question.many() && behind <= OF_THE_SAME_LIST && sameList(first, statement);
      if (good
          && chosen.size() < most
          && sources.contains(statement.passage())
          && said.add(statement.statement().text().toLowerCase(java.util.Locale.ROOT))) {
        chosen.add(statement);
      }
    }
    return chosen;
  }

  private static double logit(double probability) {
    return Math.log(probability / (1 - probability));
  }

  private static boolean sameList(Judged first, Judged other) {
    return first.passage() == other.passage()
        && first.statement().headings().equals(other.statement().headings());
  }
}
