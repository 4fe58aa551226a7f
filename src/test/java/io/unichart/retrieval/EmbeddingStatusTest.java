package io.unichart.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmbeddingStatusTest {

  @Test
  void countingALargeLibraryTakesAtMostOneHundredthOfTheTime() {
    assertThat(EmbeddingStatus.pauseAfter(Duration.ofMillis(3))).isEqualTo(Duration.ofSeconds(5));
    assertThat(EmbeddingStatus.pauseAfter(Duration.ofMillis(400)))
        .isEqualTo(Duration.ofSeconds(40));
  }
}
