package io.unichart.retrieval.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionPartsTest {

  private static Map<String, Double> terms(Question question, int part) {
    return question.parts().get(part).question().terms();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is Wilma Feuerstein's blood type and weight?",
        "What were the pulse and temperature of Wilma Feuerstein?"
      })
  void twoThingsOfOnePersonAreTwoParts(String question) {
    assertThat(Question.of(question).parts())
        .hasSize(2)
        .allMatch(part -> part.question().personal())
        .allMatch(part -> part.asked().startsWith("What ") && part.asked().endsWith("?"));
  }

  @Test
  void howGreatSomethingIsOnlyAsksForANumber() {
    Question question = Question.of("How high was Wilma Feuerstein's INR?");

    assertThat(question.amount()).isTrue();
    assertThat(question.terms()).containsOnlyKeys("inr");
  }

  @Test
  void whatADoseIsAskedOfMustBeNamed() {
    assertThat(Question.of("What dose of zuranolone is given for depression?").drugs())
        .containsExactly(Stem.of("zuranolone"));
    assertThat(Question.of("What dose of fluid is given in shock?").drugs()).isEmpty();
  }

  @Test
  void twoThingsAskedAreTwoPartsAboutTheSamePerson() {
    Question question =
        Question.of("When did Wilma Feuerstein's asthma attack begin, and what triggered it?");

    assertThat(question.parts()).hasSize(2).allMatch(part -> part.question().personal());
    assertThat(terms(question, 0)).containsKeys("asthma", "=attack", "=onset");
    assertThat(terms(question, 1)).containsKeys("asthma", "=attack", "=trigger");
    assertThat(question.parts().get(1).asked()).isEqualTo("what triggered it?");
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

  @ParameterizedTest
  @ValueSource(
      strings = {"Which test may she have?", "Has she a cough?", "How severe are the cramps?"})
  void smallWordsAskForNothing(String question) {
    assertThat(Question.of(question).terms())
        .doesNotContainKeys("=month 5", "=headache", "ar", "are", "has");
  }

  @Test
  void whatLooksLikeAPersonMayBeAPlan() {
    assertThat(Question.of("Does Cooperative Health pay for video?").personal()).isFalse();
    assertThat(Question.of("Does Wilma Feuerstein smoke?").personal()).isTrue();
  }
}
