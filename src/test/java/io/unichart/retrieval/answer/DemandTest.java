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
        .isMetBy(new Statement(statement, 0, List.of(), false, null), said, "");
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
        "How high was Wilma Feuerstein's INR? | Recheck INR on 02/12.",
        "In which arm was the vaccine given? | Influenza vaccine given today.",
        "How is low blood sugar treated? | Low blood sugar can mimic a stroke.",
        "At what time of day is the cough worse? | Cough for 3 weeks.",
        "Which finger did she hurt? | Pain of the right hand and a finger",
        "Who ordered the lipid panel? | I am going to order a lipid panel.",
        "What is the name of Wilma Feuerstein's husband? | Noticed by her husband.",
        "Which antibiotic was Wilma Feuerstein given? | Continue with antibiotics as prescribed.",
        "Which lobe of the lung was removed? | Prior lobectomy of the lung.",
        "When did Wilma Feuerstein have her lobectomy? | A 62-year-old woman with a prior lobectomy",
        "When did she last have an eye examination? | Order dilated eye examination within 2 months",
        "On which date was the vaccine given? | Vaccine given, well tolerated.",
        "Which lot number did the vaccine have? | Influenza vaccine 0.5 mL IM",
        "How large was the mole? | Changing mole on the back",
        "What did the urine culture grow? | Urine culture sent.",
        "Who will do the knee replacement? | Knee replacement in May, Klinikum Weststadt",
        "Which statin does Wilma Feuerstein's husband take? | She takes atorvastatin 80 mg.",
        "When did Wilma Feuerstein have her heart attack? | Mother: heart attack in 2010",
        "Is Wilma Feuerstein's cholesterol high? | Family hx of elevated cholesterol (dad)"
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
        "How high was Wilma Feuerstein's INR? | INR 4.8 today.",
        "In which arm was the vaccine given? | Vaccine IM (left deltoid)",
        "What side effects were discussed? | Discussed ankle edema",
        "When did she last have an eye examination? | Last eye exam 2 years ago",
        "Which finger did she hurt? | Pain of the right index finger",
        "What is the name of Wilma Feuerstein's husband? | Her husband Fred came with her.",
        "Which antibiotic was Wilma Feuerstein given? | Cefpodoxime 200 mg twice daily",
        "How is low blood sugar treated? | Treat low blood sugar promptly.",
        "At what time of day is the cough worse? | Cough worse early mornings.",
        "How large was the mole? | 8 x 6 mm brown mole",
        "What did Wilma Feuerstein's mother die of? | Mother died of a stroke.",
        "Does heart disease run in Wilma Feuerstein's family? | Family history: heart disease"
      })
  void whatSaysWhatIsAskedIsAnAnswer(String question, String statement) {
    assertThat(meets(question, statement)).isTrue();
  }
}
