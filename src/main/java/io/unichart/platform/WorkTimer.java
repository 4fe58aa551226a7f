package io.unichart.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** A timer of work that takes from some milliseconds, by rules, to half a minute, by a model. */
public final class WorkTimer {

  private static final Duration[] BOUNDS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };

  private WorkTimer() {}

  /**
   * A timer of one way to do the work.
   *
   * @param tag what tells the ways apart
   */
  public static Timer of(
      MeterRegistry registry, String name, String description, String tag, String way) {
    return Timer.builder(name)
        .description(description)
        .tag(tag, way)
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }
}
