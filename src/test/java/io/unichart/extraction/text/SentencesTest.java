package io.unichart.extraction.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.extraction.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {

  @ParameterizedTest
  @ValueSource(strings = {"no fever ", "metformin 500 mg bid, ", "1) cough ", "x", "\uD83D\uDE37"})
  void anEndlessSentenceIsCutAndNothingOfItIsLost(String words) {
    String text = words.repeat(20_000 / words.length());

    List<Span> sentences = Sentences.of(text);

    assertThat(sentences).allSatisfy(s -> assertThat(s.end() - s.start()).isBetween(1, 800));
    StringBuilder all = new StringBuilder();
    sentences.forEach(sentence -> all.append(sentence.of(text)));
    assertThat(all.toString().replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
    assertThat(sentences)
        .noneSatisfy(s -> assertThat(Character.isLowSurrogate(text.charAt(s.start()))).isTrue());
  }

  @Test
  void aNumberInBracketsBeginsNoItem() {
    assertThat(Sentences.of("Pain (first rated 3, later 2) better.")).hasSize(1);
    assertThat(Sentences.of("1) atrial fibrillation 2) hyponatremia - resolved")).hasSize(2);
  }

  @Test
  void aNumberBehindItsPredecessorBeginsAnItem() {
    assertThat(Sentences.of("1. Heart failure 2. AKI on CKD? 3. Anaemia, ?CKD 4. T2DM - ok"))
        .hasSize(4);
    assertThat(Sentences.of("Known CKD 4. Next visit in May")).hasSize(2);
  }
}
