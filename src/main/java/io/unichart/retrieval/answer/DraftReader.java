package io.unichart.retrieval.answer;

import io.unichart.retrieval.answer.Composed.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a draft piece by piece, takes it apart into cited sentences, and keeps those that their
 * citations support. A sentence without a citation is dropped.
 */
final class DraftReader {

  private static final Pattern CITATIONS =
      Pattern.compile("(?:\\s*\\[\\s*\\d{1,2}(?:\\s*,\\s*\\d{1,2})*\\s*\\])+");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern BULLET =
      Pattern.compile("^[\\s.;,)*\\u2022-]*(?:\\d{1,2}[.)]\\s+)?");

  private final List<Candidate> sources;
  private final StringBuilder open = new StringBuilder();

  DraftReader(List<Candidate> sources) {
    this.sources = sources;
  }

  /** Takes the next piece; gives the supported sentences that it completes. */
  List<Sentence> read(String piece) {
    open.append(piece);
    return complete(false);
  }

  /** No piece follows; gives the last supported sentences. */
  List<Sentence> end() {
    return complete(true);
  }

  private List<Sentence> complete(boolean last) {
    List<Sentence> sentences = new ArrayList<>();
    Matcher group = CITATIONS.matcher(open);
    int from = 0;
    while (group.find()) {
      boolean another = open.substring(group.end()).stripLeading().startsWith("[");
      if (!last && (another || group.end() == open.length())) {
        break;
      }
      add(sentences, open.substring(from, group.start()), group.group());
      from = group.end();
    }
    open.delete(0, from);
    return sentences;
  }

  private void add(List<Sentence> sentences, String text, String group) {
    List<Statement> said = Statements.of(BULLET.matcher(text).replaceFirst(""));
    if (said.isEmpty()) {
      return;
    }
    String sentence = said.get(said.size() - 1).text();
    Set<Integer> citations = new LinkedHashSet<>();
    Matcher number = NUMBER.matcher(group);
    while (number.find()) {
      int cited = Integer.parseInt(number.group());
      if (cited >= 1 && cited <= sources.size()) {
        citations.add(cited);
      }
    }
    List<Candidate> cited = citations.stream().map(n -> sources.get(n - 1)).toList();
    if (!cited.isEmpty() && CitationCheck.supports(sentence, cited)) {
      sentences.add(
          new Sentence(
              sentence, List.copyOf(citations), CitationCheck.isVerbatim(sentence, cited)));
    }
  }
}
