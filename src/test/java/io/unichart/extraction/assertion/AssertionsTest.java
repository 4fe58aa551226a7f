package io.unichart.extraction.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Cue.Axis;
import io.unichart.extraction.Span;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AssertionsTest {

  static Stream<MarkedSentence> sentences() {
    return MarkedSentence.of("sentences.txt");
  }

  static Stream<MarkedSentence> owners() {
    return MarkedSentence.of("whose.txt");
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void everyMentionIsReadAsAClinicianReadsIt(MarkedSentence sentence) {
    for (Span mention : sentence.mentions()) {
      String read = MarkedSentence.code(Assertions.of(sentence.text()).judge(mention).assertion());

      String expected = sentence.expected().replace("-", "");
      if (expected.startsWith("~")) {
        assertThat(read).contains(expected.substring(1).split(""));
      } else {
        assertThat(read).as(mention.of(sentence.text())).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("owners")
  void whoIsIllIsNotWhoReports(MarkedSentence sentence) {
    for (Span mention : sentence.mentions()) {
      Assertion read = Assertions.of(sentence.text()).judge(mention).assertion();

      assertThat(MarkedSentence.whose(read.subject()))
          .as(mention.of(sentence.text()))
          .isEqualTo(sentence.expected().replace("-", ""));
    }
  }

  @Test
  void aCueIsReportedWithItsPlaceAndAxis() {
    String text = "Exam: there is no evidence of edema.";
    Judgement judgement = Assertions.of(text).judge(new Span(30, 35));

    assertThat(judgement.cues())
        .singleElement()
        .satisfies(
            cue -> {
              assertThat(cue.axis()).isEqualTo(Axis.NEGATION);
              assertThat(cue.text()).isEqualTo("no evidence of");
              assertThat(cue.span().of(text)).isEqualTo(cue.text());
            });
  }

  @Test
  void wordsInsideTheMentionAreNoCues() {
    assertThat(Assertions.of("no edema").judge(new Span(0, 8)).assertion())
        .isEqualTo(Assertion.PLAIN);
  }
}
