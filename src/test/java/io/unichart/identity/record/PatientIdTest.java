package io.unichart.identity.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PatientIdTest {

  private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

  @Test
  void laterIdsStandBehindEarlierOnes() {
    UUID first = PatientId.at(NOW);
    UUID later = PatientId.at(NOW.plusMillis(1));

    assertThat(first.toString()).isLessThan(later.toString());
    assertThat(first.version()).isEqualTo(7);
    assertThat(first.variant()).isEqualTo(2);
    assertThat(first.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void idsOfOneMomentDiffer() {
    Set<UUID> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(PatientId.at(NOW));
    }

    assertThat(ids).hasSize(10_000);
  }
}
