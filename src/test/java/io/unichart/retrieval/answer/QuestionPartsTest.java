package io.unichart.retrieval.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionPartsTest {

  @Test
  void twoThingsAskedAreTwoPartsAboutTheSamePerson() {
    Question question =
        Question.of("When did Wilma Feuerstein's asthma attack begin, and what triggered it?");

    assertThat(question.parts()).hasSize(2).allMatch(Question::personal);
    assertThat(question.parts().get(0).terms()).containsKeys("asthma", "=attack", "=onset");
    assertThat(question.parts().get(1).terms()).containsKeys("asthma", "=attack", "=trigger");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Why and when did she get the vaccine?",
        "What are the risks and benefits of warfarin?",
        "What was the blood pressure?",
        "Which drugs and doses were prescribed to Wilma Feuerstein?"
      })
  void whatAsksOneThingHasNoParts(String question) {
    assertThat(Question.of(question).parts()).isEmpty();
  }

  @Test
  void whoAsksWhenAMedicineWasStartedDoesNotAskForAnOnset() {
    assertThat(Question.of("When was metformin started?").terms()).doesNotContainKey("=onset");
  }
}
