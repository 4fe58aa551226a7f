package io.unichart.retrieval.answer;

import java.util.List;

/**
 * An answer before it is sent.
 *
 * @param sources the passages judged relevant, best first; empty when there is no answer
 * @param sentences what the answer says, in order; empty when there is no answer
 * @param unanswered the parts of the question that it leaves open, as they were asked
 */
record Composed(List<Candidate> sources, List<Sentence> sentences, List<String> unanswered) {

  /** Nothing in the documents answers. */
  static final Composed NOTHING = new Composed(List.of(), List.of(), List.of());

  Composed {
    sources = List.copyOf(sources);
    sentences = List.copyOf(sentences);
    unanswered = List.copyOf(unanswered);
  }

  boolean answered() {
    return !sentences.isEmpty();
  }

  /**
   * One sentence of an answer.
   *
   * @param text what it says
   * @param citations the sources that say so, by their number from 1
   * @param verbatim whether it stands in its source word for word
   */
  record Sentence(String text, List<Integer> citations, boolean verbatim) {

    Sentence {
      citations = List.copyOf(citations);
    }

    /** The sentence as the answer shows it, its citations behind it. */
    String cited() {
      StringBuilder cited = new StringBuilder(text);
      citations.forEach(number -> cited.append(" [").append(number).append(']'));
      return cited.toString();
    }

    /** Never tells the text: it may name a patient. */
    @Override
    public String toString() {
      return "Sentence[citations=" + citations + ", verbatim=" + verbatim + "]";
    }
  }
}
