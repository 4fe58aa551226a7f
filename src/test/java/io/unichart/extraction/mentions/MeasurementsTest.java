package io.unichart.extraction.mentions;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.extraction.Measurement;
import io.unichart.extraction.ReadNote;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementsTest {

  private List<String> values(String text) {
    return ReadNote.NOTES.read(text).measurements().stream().map(MeasurementsTest::brief).toList();
  }

  private static String brief(Measurement m) {
    return m.loinc()
        + " "
        + m.value()
        + (m.second() == null ? "" : "/" + m.second())
        + " "
        + m.unit();
  }

  @Test
  void vitalsAreReadInTheManyWaysTheyAreWritten() {
    assertThat(
            values(
                "BP: 128/82 mmHg, HR 72 bpm, RR 16, Temp 98.6°F, SpO2 97% RA, Wt: 192 lbs, Ht: 5'10\", BMI 27.5"))
        .containsExactly(
            "85354-9 128.0/82.0 mm[Hg]",
            "8867-4 72.0 /min",
            "9279-1 16.0 /min",
            "8310-5 98.6 [degF]",
            "59408-5 97.0 %",
            "29463-7 192.0 [lb_av]",
            "8302-2 70.0 [in_i]",
            "39156-5 27.5 kg/m2");
    assertThat(
            values(
                "Blood pressure: 127/80. Temperature: 37.2 C. Oxygen saturation is 99% on room air."))
        .containsExactly("85354-9 127.0/80.0 mm[Hg]", "8310-5 37.2 Cel", "59408-5 99.0 %");
  }

  @Test
  void laboratoryValuesComeWithTheirUnit() {
    assertThat(
            values(
                "Hemoglobin A1c: 7.5. LDL cholesterol elevated at 165 mg/dL; HDL (38 mg/dL). ALT 128, K 4.1"))
        .containsExactly(
            "4548-4 7.5 %",
            "13457-7 165.0 mg/dL", "2085-9 38.0 mg/dL", "1742-6 128.0 U/L", "2823-3 4.1 mmol/L");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BP 1280/82",
        "Temperature 986",
        "SpO2 9%",
        "Return if BP >180/120",
        "potassium chloride 20 mEq daily",
        "HR in the 70s"
      })
  void whatCannotBeOrIsNoResultIsLeftOut(String text) {
    assertThat(values(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\n- lungs clear", "\nGeneral: well", " ", ".\nNext"})
  void theLastValueOfALineIsReadWhateverFollows(String behind) {
    assertThat(values("Vitals:\nT 98.4\n- HR 88, BP 94/56" + behind))
        .containsExactly("8310-5 98.4 [degF]", "8867-4 88.0 /min", "85354-9 94.0/56.0 mm[Hg]");
    assertThat(values("Labs: K 4.1" + behind)).containsExactly("2823-3 4.1 mmol/L");
  }

  @ParameterizedTest
  @CsvSource({
    "Cr 148 umol/L, 14682-9 148.0 umol/L",
    "Creatinine 148, 14682-9 148.0 umol/L",
    "Cr 1.4, 2160-0 1.4 mg/dL",
    "glucose 5.4, 14749-6 5.4 mmol/L",
    "glucose 105, 2345-7 105.0 mg/dL",
    "HbA1c 58 mmol/mol, 59261-8 58.0 mmol/mol",
    "HbA1c 58, 59261-8 58.0 mmol/mol",
    "HbA1c 7.4, 4548-4 7.4 %",
    "LDL 2.6, 39469-2 2.6 mmol/L",
    "Hb 108, 718-7 108.0 g/L",
    "Hb 10.8, 718-7 10.8 g/dL",
    "albumin 38, 1751-7 38.0 g/L",
    "bilirubin 34 umol/L, 14631-6 34.0 umol/L",
    "urea 7.2, 22664-7 7.2 mmol/L",
    "lithium level 0.7 mmol/L, 14334-7 0.7 mmol/L"
  })
  void unitsOfTheWholeWorldAreRead(String written, String measured) {
    assertThat(values("Bloods: " + written)).containsExactly(measured);
  }

  @ParameterizedTest
  @CsvSource({
    "PHQ-9 14/27, 44261-6 14.0 {score}",
    "GCS 15/15, 9269-2 15.0 {score}",
    "MoCA: 24/30, 72172-0 24.0 {score}"
  })
  void aScoreIsReadWithTheMostThatItCanBe(String written, String measured) {
    assertThat(values(written)).containsExactly(measured);
  }

  @ParameterizedTest
  @CsvSource({
    "VS: 101.2 F  HR 98, 8310-5 101.2 [degF]",
    "febrile at 38.9 C overnight, 8310-5 38.9 Cel",
    "afebrile at 98.6°F, 8310-5 98.6 [degF]"
  })
  void degreesTellWhatTheyAreOf(String written, String measured) {
    assertThat(values(written)).contains(measured);
  }

  @Test
  void aPressureNeedsNoNameAmongVitalSigns() {
    assertThat(values("VS 146/82 P 74 T 36.6"))
        .containsExactly("85354-9 146.0/82.0 mm[Hg]", "8867-4 74.0 /min", "8310-5 36.6 Cel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HC 1% cream bid", "urea 10% cream", "glucose 5% infusion at 50 ml/h"})
  void aShareInAPreparationIsNoMeasurement(String text) {
    assertThat(values(text)).isEmpty();
  }
}
