package io.unichart.retrieval.answer;

import io.unichart.retrieval.answer.Composed.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Composes an answer of statements, word for word as they stand in their passages: what is not
 * there cannot be said.
 */
final class Extraction {

  private static final int FEW = 3;
  private static final int MANY = 8;

  /** How much less likely than the best, in logits, another statement may be. */
  private static final double NEAR_THE_BEST = 1.3;

  /** Above this the best is likely enough to stand for itself. */
  private static final double SURE = .8;

  /** So much less likely than a sure best, one that speaks of nothing new may still be said. */
  private static final double AS_GOOD = .5;

  private static final double OF_THE_SAME_LIST = 2.5;

  /** Of so many of its words a statement is known when the one before was heard. */
  private static final double SAME = .8;

  private static final double SAME_WITH_FIGURES = .5;
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
    if (!answers(judged)) {
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
          .flatMap(statement -> Stream.of(statement.statement().lead(), statement.statement()))
          .filter(Objects::nonNull)
          .distinct()
          .map(statement -> new Sentence(statement.text(), List.of(number), true))
          .forEach(sentences::add);
    }
    return new Composed(sources.stream().map(candidates::get).toList(), sentences, List.of());
  }

  /** One of the things that a question asks, and how the statements answer it. */
  record Part(Question.Part asked, List<Judged> judged) {}

  /** The parts that no statement answers. */
  static List<Part> open(List<Part> parts) {
    return parts.stream().filter(part -> !answers(part.judged())).toList();
  }

  /**
   * The answers to the parts of a question, one behind the other; a part that nothing answers is
   * named as open.
   */
  static Composed composeParts(List<Part> parts, List<Candidate> candidates, int topK) {
    List<Candidate> sources = new ArrayList<>();
    List<Sentence> sentences = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (Part asked : parts) {
      Composed part = compose(asked.asked().question(), candidates, asked.judged(), topK);
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
    return sentences.isEmpty()
        ? Composed.NOTHING
        : new Composed(
            sources, sentences, open(parts).stream().map(part -> part.asked().asked()).toList());
  }

  private static boolean answers(List<Judged> judged) {
    return !judged.isEmpty() && judged.get(0).score() >= Calibration.ANSWERS;
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

  /**
   * The best statement, and of the others those that it leaves something for: of a list what stands
   * with it; where the best is not sure, what comes near it; else what is about as good, or speaks
   * of a thing asked that nothing said yet speaks of. Where a figure is asked for, one without a
   * figure has nothing to add, nor has one that repeats a figure already given.
   */
  private static List<Judged> chosen(
      Question question, List<Judged> judged, List<Integer> sources, double best) {
    int most = question.many() ? MANY : FEW;
    Judged first = judged.get(0);
    List<Judged> chosen = new ArrayList<>();
    Set<String> spoken = new HashSet<>();
    for (Judged statement : judged) {
      double behind = logit(best) - logit(statement.score());
      boolean good =
          behind <= NEAR_THE_BEST
              || question.many() && behind <= OF_THE_SAME_LIST && sameList(first, statement);
      if (!good || chosen.size() >= most || !sources.contains(statement.passage())) {
        continue;
      }
      Set<String> speaks = speaksOf(question, statement);
      boolean adds =
          chosen.isEmpty()
              || question.many()
              || !spoken.containsAll(speaks)
              || best < SURE
              || behind <= AS_GOOD;
      if (adds && chosen.stream().noneMatch(former -> isSaidBy(question, statement, former))) {
        chosen.add(statement);
        spoken.addAll(speaks);
      }
    }
    return chosen;
  }

  /** What is asked and the statement speaks of, by itself or its headings. */
  private static Set<String> speaksOf(Question question, Judged statement) {
    Set<String> speaks =
        new HashSet<>(
            Concepts.shared()
                .said(
                    String.join("\n", statement.statement().headings())
                        + "\n"
                        + statement.statement().text()));
    speaks.retainAll(question.terms().keySet());
    return speaks;
  }

  /** Whether a statement would only be heard twice. */
  private static boolean isSaidBy(Question question, Judged statement, Judged former) {
    if (question.amount() && statement.evidence().figureless()) {
      return true;
    }
    List<String> words = Concepts.tokens(statement.statement().text());
    Set<String> known = new HashSet<>(Concepts.tokens(former.statement().text()));
    long old = words.stream().filter(known::contains).count();
    if (question.amount() && !question.many()) {
      List<String> figures = figures(words);
      return known.containsAll(figures) && old >= SAME_WITH_FIGURES * words.size();
    }
    return old >= SAME * words.size();
  }

  private static List<String> figures(List<String> words) {
    return words.stream().filter(word -> Character.isDigit(word.charAt(0))).toList();
  }

  private static double logit(double probability) {
    return Math.log(probability / (1 - probability));
  }

  private static boolean sameList(Judged first, Judged other) {
    return first.passage() == other.passage()
        && first.statement().headings().equals(other.statement().headings());
  }
}
