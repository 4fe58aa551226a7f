package io.unichart.extraction;

import static io.unichart.extraction.ReadNote.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a nurse who reads the note beside the facts would not let pass. */
class NursesReadingTest {

  @ParameterizedTest
  @ValueSource(strings = {"minor", "minimal", "slight", "scant"})
  void aLittleOfSomethingBehindADenialIsThere(String little) {
    Extraction read = NOTES.extract("O:\nLungs: no crackles, %s wheezing.".formatted(little));

    assertThat(read.otherMentions())
        .filteredOn(mention -> mention.assertion().negated())
        .extracting(mention -> mention.text())
        .containsExactly("crackles");
  }

  @Test
  void whoDrinksNoMilkHasNoTuberculosis() {
    Extraction read =
        NOTES.extract("HPI:\nA dietitian recommended discontinuing consumption of cow's milk.");

    assertThat(read.diagnoses()).isEmpty();
  }

  @Test
  void adviceAboutHowToLiveIsPartOfThePlan() {
    Extraction read =
        NOTES.extract(
            """
            A:
            Primary hypertension
            P:
            Start amlodipine 5 mg PO daily
            Lifestyle: reduce sodium, limit caffeine, increase activity
            RTC in 4 weeks
            """);

    assertThat(read.planActions()).hasSize(3).anyMatch(action -> action.contains("reduce sodium"));
  }
}
