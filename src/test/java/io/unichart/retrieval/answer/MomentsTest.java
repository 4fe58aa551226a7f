package io.unichart.retrieval.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Encounter Date: 2025-02-04 | 2025-02-04",
        "DOS 06/03/2025 | 2025-06-03",
        "Seen 15/10/2025 | 2025-10-15",
        "Datum: 09.04.2025 | 2025-04-09",
        "October 7, 2025 | 2025-10-07",
        "on 14 January 2026 | 2026-01-14",
        "A1c in 11/2024 | 2024-11-01",
        "12/17/25 weight | 2025-12-17"
      })
  void aDateIsReadInItsForm(String text, LocalDate date) {
    assertThat(Moments.in(text)).containsExactly(date);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DOB 1978-01-07",
        "born 8 May 1952",
        "Date of birth: 03/02/1974",
        "2025-13-45",
        "128/82"
      })
  void aBirthDateAndWhatIsNoDateAreLeftOut(String text) {
    assertThat(Moments.in(text)).isEmpty();
  }

  @Test
  void itsMonthsAndYearsAreWhatAQuestionAsksFor() {
    assertThat(Moments.concepts(Moments.in("Visit 2025-06-03")))
        .containsExactlyInAnyOrder("=month 6", "2025");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What was her last potassium? | LAST",
        "What is the most recent A1c? | LAST",
        "What was the first troponin? | FIRST",
        "What was the last INR before this one? | ANY",
        "What happened last week? | ANY",
        "What is the first-line drug? | ANY"
      })
  void whichOfSeveralValuesIsAskedForIsSaidByTheQuestion(String question, Order order) {
    assertThat(Order.askedBy(question)).isEqualTo(order);
  }
}
