package io.unichart.retrieval.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FigureKindTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "How large is the wound? | It is approximately 2 cm x 2 cm. | The wound was seen in 2024.",
        "How old was her mother? | Mother: stroke at 58. | Mother takes 20 mg of lisinopril.",
        "How far can he walk? | Walking distance 400 m. | He walks slowly.",
        "What percentage is paid? | 80 percent of the fee | All of the fee",
        "How long did the attack last? | The attack lasted about 40 minutes. | The attack was severe.",
        "When was the operation? | He had it a couple of years ago. | A 62-year-old man with a prior operation"
      })
  void aFigureAnswersOnlyIfItIsOfTheSortAskedFor(String question, String right, String wrong) {
    FigureKind kind = Objects.requireNonNull(FigureKind.askedBy(question));

    assertThat(kind.isIn(right)).isTrue();
    assertThat(kind.isIn(wrong)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A1c ordered", "1. PHQ-9 next time", "Vitamin B12 and COVID-19 vaccine"})
  void theNumberInANameIsNoFigure(String text) {
    assertThat(FigureKind.anyIn(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"A1c 7.4%", "x5 days", "every q6h", "#10", "two falls", "PHQ-9 today is 8"})
  void aFigureMayStandAnywhereElse(String text) {
    assertThat(FigureKind.anyIn(text)).isTrue();
  }
}
