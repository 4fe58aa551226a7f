package io.unichart.retrieval.answer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks a sentence that a model wrote against the passages that it cites.
 *
 * <p>What a wrong sentence gets wrong is mostly small and hard: a number, a drug, a date, a "not".
 * So every figure, drug and proper name of the sentence must stand in the cited passages, most of
 * its concepts must, and the statement nearest to it must say yes or no as it does. A sentence that
 * is merely worded too freely is lost, too; that is the cheaper mistake.
 */
final class CitationCheck {

  private static final double SHARED = .6;
  private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*(?:\\.\\d+)?");
  private static final Pattern NEGATION =
      Pattern.compile(
          "(?i)\\b(?:no|not|non|never|none|nor|without|denie[sd]|deny|denying|negative|absent|absence|"
              + "avoid|contraindicated|ruled out|free of|cannot|isn't|wasn't|doesn't|don't|didn't|"
              + "hasn't|haven't|unremarkable)\\b|n't\\b");
  private static final Pattern PROPER = Pattern.compile("(?<=[\\p{Ll},;] )\\p{Lu}\\p{Ll}{2,}");

  private CitationCheck() {}

  /** Whether the cited passages say this. */
  static boolean supports(String sentence, List<Candidate> cited) {
    StringBuilder whole = new StringBuilder();
    for (Candidate candidate : cited) {
      whole
          .append(candidate.title())
          .append('\n')
          .append(candidate.passage().context())
          .append('\n')
          .append(candidate.passage().text())
          .append('\n');
    }
    String evidence = whole.toString();
    Set<String> says = Concepts.shared().said(evidence);
    Set<String> asserts = content(sentence);
    return !asserts.isEmpty()
        && numbers(evidence).containsAll(numbers(sentence))
        && says.containsAll(Question.drugs(asserts))
        && namesStandIn(evidence, sentence)
        && asserts.stream().filter(says::contains).count() >= SHARED * asserts.size()
        && agrees(sentence, asserts, cited);
  }

  /** Whether the text stands in one of the passages word for word, line breaks aside. */
  static boolean isVerbatim(String sentence, List<Candidate> cited) {
    String bare = plain(sentence).replaceAll("[.]$", "");
    return cited.stream().anyMatch(candidate -> plain(candidate.passage().text()).contains(bare));
  }

  private static String plain(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static Set<String> content(String sentence) {
    return new HashSet<>(Question.of(sentence).terms().keySet());
  }

  private static Set<String> numbers(String text) {
    Set<String> numbers = new HashSet<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      numbers.add(matcher.group().replace(",", "").replaceFirst("^0+(?=\\d)", ""));
    }
    return numbers;
  }

  private static boolean namesStandIn(String evidence, String sentence) {
    Set<String> months = Concepts.shared().said(evidence);
    Matcher proper = PROPER.matcher(sentence);
    while (proper.find()) {
      String name = proper.group();
      Set<String> means = Concepts.shared().said(name);
      if (!Names.contains(evidence, List.of(name)) && means.stream().noneMatch(months::contains)) {
        return false;
      }
    }
    return true;
  }

  /** The statement that shares most with the sentence says yes or no as the sentence does. */
  private static boolean agrees(String sentence, Set<String> asserts, List<Candidate> cited) {
    List<String> nearest = new ArrayList<>();
    long most = 0;
    for (Candidate candidate : cited) {
      for (Statement statement : Statements.of(candidate.passage().text())) {
        Set<String> says = Concepts.shared().said(statement.text());
        long shared = asserts.stream().filter(says::contains).count();
        if (shared > most) {
          nearest.clear();
          most = shared;
        }
        if (shared == most && shared > 0) {
          nearest.add(statement.text());
        }
      }
    }
    boolean negated = NEGATION.matcher(sentence).find();
    return nearest.stream().anyMatch(text -> NEGATION.matcher(text).find() == negated);
  }
}
