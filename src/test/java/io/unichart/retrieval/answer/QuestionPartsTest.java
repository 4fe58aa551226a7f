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
        "Which patient has asthma and is on albuterol?",
        "Who was treated for sepsis and was discharged to hospice?",
        "What is it? What was it for? When did it start? Who gave it? How much was given?",
        "Which drugs and doses were prescribed to Wilma Feuerstein?"
      })
  void whatAsksOneThingHasNoParts(String question) {
    assertThat(Question.of(question).parts()).isEmpty();
  }

  @Test
  void aSecondSentenceWithItsOwnSubjectIsAPart() {
    Question question = Question.of("Does the patient have asthma and is he on albuterol?");

    assertThat(question.parts()).hasSize(2);
  }

  @Test
  void whoAsksWhenAMedicineWasStartedDoesNotAskForAnOnset() {
    assertThat(Question.of("When was metformin started?").terms()).doesNotContainKey("=onset");
  }
}
