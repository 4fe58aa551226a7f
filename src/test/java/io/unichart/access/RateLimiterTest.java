package io.unichart.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private final AtomicLong time = new AtomicLong();
  private final RateLimiter limiter = new RateLimiter(60, time::get);

  @Test
  void aMinutesWorthMayComeAtOnceAndThenOneASecond() {
    for (int i = 0; i < 60; i++) {
      assertThat(limiter.take("a")).isZero();
    }

    assertThat(limiter.take("a")).isEqualTo(Duration.ofSeconds(1));
    time.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(limiter.take("a")).isZero();
    assertThat(limiter.take("a")).isPositive();
  }

  @Test
  void everyCallerHasABucketOfItsOwn() {
    for (int i = 0; i < 61; i++) {
      limiter.take("a");
    }

    assertThat(limiter.take("b")).isZero();
  }

  @Test
  void noLimitIsNoLimit() {
    RateLimiter none = new RateLimiter(0, time::get);
    for (int i = 0; i < 10_000; i++) {
      assertThat(none.take("a")).isZero();
    }
  }
}
