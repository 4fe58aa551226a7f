package io.unichart.retrieval.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandTest {

  private static boolean meets(String question, String statement) {
    Set<String> said = new HashSet<>(Concepts.shared().said(statement));
    return Demand.of(Question.of(question))
        .isMetBy(new Statement(statement, 0, List.of(), false), said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "When was Wilma Feuerstein intubated? | He was never intubated.",
        "When was Wilma Feuerstein intubated? | Intubation was not needed.",
        "When was her pancreatitis treated? | No hx pancreatitis.",
        "Where did he have his transfusion? | Denies a history of blood transfusions.",
        "When did he receive a transfusion? | Tell us in case he needs any blood transfusion.",
        "What did the MRI of the hip show? | I recommend an MRI of the hip.",
        "What did the MRI of the hip show? | X-rays of the hip show no fracture.",
        "What did the urine culture show? | Urine culture sent.",
        "What did the kidney ultrasound show? | Complete ultrasound today.",
        "Who performed the knee operation? | Arthroscopic surgery of the knee two weeks ago.",
        "How did she injure her wrist? | Pain and swelling of the right wrist since the injury.",
        "What is the facility fee? | The site may bill code Q3014 as a facility fee.",
        "How high was Wilma Feuerstein's INR? | Recheck INR on 02/12."
      })
  void aStatementThatOnlySoundsLikeTheAnswerIsNone(String question, String statement) {
    assertThat(meets(question, statement)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "When was Wilma Feuerstein intubated? | Intubated on 3 May; no fever since.",
        "Was Wilma Feuerstein ever intubated? | She was never intubated.",
        "Why was the statin not started? | No statin because of myalgia.",
        "When should she come back? | Return in 3 months if not improved.",
        "What did the MRI of the hip show? | MRI of the hip: no fracture.",
        "What did the urinalysis show? | Urinalysis (POC): +LE, +nitrites, trace blood",
        "What was found on examination? | Pale nasal mucosa with edema",
        "Who performed the knee operation? | Knee operation by Dr. Adler in May.",
        "Who leads the stroke team? | 1. Stroke Neurologist, Team Leader",
        "How did she injure her wrist? | Injured the wrist when she slipped on the stairs.",
        "What is the facility fee? | The facility fee is about $28.",
        "How high was Wilma Feuerstein's INR? | INR 4.8 today."
      })
  void whatSaysWhatIsAskedIsAnAnswer(String question, String statement) {
    assertThat(meets(question, statement)).isTrue();
  }
}
