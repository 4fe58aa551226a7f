package io.unichart.retrieval.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Flux;

/**
 * A step of an answer that is sent as it comes into being: {@code sources}, then of each sentence
 * its {@code token}s and the {@code sentence} itself, at last {@code done} with the whole.
 *
 * @param name what kind of step
 * @param data what it carries
 */
record AnswerEvent(String name, Object data) {

  /** What {@code sources} carries. */
  record Sources(List<Answer.Source> sources) {}

  static AnswerEvent sources(List<Answer.Source> sources) {
    return new AnswerEvent("sources", new Sources(sources));
  }

  /** The sources that this step is the first to show. */
  List<Answer.Source> announced() {
    return data instanceof Sources shown ? shown.sources() : List.of();
  }

  static AnswerEvent done(Answer answer) {
    return new AnswerEvent("done", answer);
  }

  /** A sentence, word by word and then as a whole. */
  static List<AnswerEvent> sentence(Composed.Sentence sentence) {
    List<AnswerEvent> events = new ArrayList<>();
    for (String word : (sentence.cited() + "\n").split("(?<=\\s)")) {
      events.add(new AnswerEvent("token", Map.of("text", word)));
    }
    events.add(new AnswerEvent("sentence", sentence));
    return events;
  }

  /** The steps of an answer that is already there. */
  static Flux<AnswerEvent> replay(Answer answer) {
    List<AnswerEvent> events = new ArrayList<>();
    events.add(sources(answer.sources()));
    answer.sentences().forEach(sentence -> events.addAll(sentence(sentence)));
    if (!answer.answered()) {
      events.add(new AnswerEvent("token", Map.of("text", answer.answer())));
    }
    events.add(done(answer));
    return Flux.fromIterable(events);
  }

  /** The whole answer, when this is the last step. */
  Optional<Answer> whole() {
    return data instanceof Answer answer ? Optional.of(answer) : Optional.empty();
  }

  /** Never tells the data: it may name a patient. */
  @Override
  public String toString() {
    return "AnswerEvent[" + name + "]";
  }
}
