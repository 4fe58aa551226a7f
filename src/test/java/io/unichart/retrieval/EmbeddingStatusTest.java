package io.unichart.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmbeddingStatusTest {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  @Test
  void countingALargeLibraryTakesAtMostOneHundredthOfTheTime() {
    assertThat(EmbeddingStatus.pauseAfter(Duration.ofMillis(3), LONGEST))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(EmbeddingStatus.pauseAfter(Duration.ofMillis(400), LONGEST))
        .isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void aSlowCountIsStillMadeAgain() {
    assertThat(EmbeddingStatus.pauseAfter(Duration.ofSeconds(30), LONGEST)).isEqualTo(LONGEST);
  }
}
