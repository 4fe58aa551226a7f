package io.unichart.extraction.mentions;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.extraction.ReadNote;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Results without numbers, numbers without names, and several numbers behind one name. */
class MeasuredWordsTest {

  private static List<String> observations(String note) {
    return ReadNote.json(note)
        .at("/observations")
        .valueStream()
        .map(MeasuredWordsTest::said)
        .toList();
  }

  private static String said(JsonNode observation) {
    String code = observation.at("/loinc_code").asString() + " ";
    if (observation.path("value_text").isString()) {
      return code + observation.at("/value_text").asString();
    }
    JsonNode second = observation.path("second_value");
    return code
        + Math.round(observation.at("/value").asDouble() * 10) / 10.0
        + (second.isNumber() ? "/" + Math.round(second.asDouble()) : "");
  }

  @Test
  void aTestStripsResultsAreWords() {
    assertThat(observations("Urinalysis (POC): +LE, +nitrites, trace blood, no ketones"))
        .containsExactly("5799-2 positive", "5802-4 positive", "5794-3 trace", "2514-8 negative");
    assertThat(observations("UA: LE 2+, nitrite neg, protein: trace"))
        .containsExactly("5799-2 2+", "5802-4 negative", "20454-5 trace");
    assertThat(observations("UA positive for nitrites and leukocyte esterase"))
        .containsExactly("5802-4 positive", "5799-2 positive");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UA - nitrite positive.                         | 5802-4 positive",
        "UA - nitrites positive, LE positive, blood neg | 5802-4 positive, 5799-2 positive, 5794-3 negative",
        "UA – nitrite positive – LE negative            | 5802-4 positive, 5799-2 negative",
        "UA: nitrite - positive, LE - negative          | 5802-4 positive, 5799-2 negative",
        "Dip: blood - trace, protein - neg              | 5794-3 trace, 20454-5 negative",
        "Urine pregnancy - positive                     | 2106-3 positive",
        "Urinalysis - leukocytes 3+                     | 5799-2 3+"
      })
  void aDashBetweenNameAndResultIsNoMinus(String note, String expected) {
    assertThat(String.join(", ", observations(note))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UA: -nitrites, +LE             | 5802-4 negative, 5799-2 positive",
        "UA: nitrites -, LE +           | 5802-4 negative, 5799-2 positive",
        "UA: + LE, - nitrites, - blood  | 5799-2 positive, 5802-4 negative, 5794-3 negative",
        "UA: LE (+), nitrite (-)        | 5799-2 positive, 5802-4 negative",
        "UPT - negative                 | 2106-3 negative"
      })
  void aMinusAtTheNameOfAResultIsOne(String note, String expected) {
    assertThat(String.join(", ", observations(note))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LOC intact, alert",
        "Decreased LOC since noon",
        "SI joint tender",
        "PE tubes in place",
        "MS: alert and oriented",
        "H/o CHD, ASD repaired"
      })
  void aShortFormOfSeveralMeaningsIsNoDiagnosis(String note) {
    assertThat(ReadNote.json(note).at("/diagnoses")).isEmpty();
  }

  @Test
  void oxygenThatIsBreathedIsNoSaturation() {
    assertThat(observations("O2 97% on RA")).containsExactly("59408-5 97.0");
    assertThat(observations("O2 2 L NC")).isEmpty();
    assertThat(observations("O2 80% via non-rebreather mask")).isEmpty();
    assertThat(observations("On O2 at 40%")).isEmpty();
  }

  @Test
  void aTestForSomethingIsNotTheThing() {
    assertThat(ReadNote.json("Urine pregnancy test - negative").at("/diagnoses")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "No blood in stool. Protein shakes daily.",
        "Positive for fever.",
        "He gave blood last week."
      })
  void whatIsNotAboutUrineIsNoResultOfIt(String note) {
    assertThat(observations(note)).isEmpty();
  }

  @Test
  void everyPressureOfARowIsRead() {
    assertThat(observations("BP 162/104, rpt 158/98. P 92.")).contains("85354-9 158.0/98");
    assertThat(observations("BP supine 136/78, standing 118/70."))
        .containsExactly("85354-9 136.0/78", "85354-9 118.0/70");
    assertThat(observations("Home BPs 98/56, 102/60.")).hasSize(2);
  }

  @Test
  void aRowOfVitalSignsNeedsNoNames() {
    assertThat(observations("VSS: 98.4, 76, 18, 128/74, 96% on 2L NC."))
        .containsExactly(
            "8310-5 98.4", "8867-4 76.0", "9279-1 18.0", "85354-9 128.0/74", "59408-5 96.0");
  }

  @Test
  void painAndWhatBecameOfAValueAreRead() {
    assertThat(observations("Pain 6/10 at rest.")).containsExactly("72514-3 6.0");
    assertThat(observations("Creatinine peaked at 2.1 on day 2 and was 1.3 at discharge."))
        .containsExactly("2160-0 2.1", "2160-0 1.3");
  }
}
