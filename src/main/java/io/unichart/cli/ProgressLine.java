package io.unichart.cli;

import java.util.HashMap;
import java.util.Map;

/** Tells on stderr how far a command has come, about once a second, with an estimate. */
final class ProgressLine {

  private final long begun = System.nanoTime();
  private String stage = "";
  private long stageBegun = begun;
  private long lastSaid;
  private final Map<String, Long> took = new HashMap<>();

  synchronized void at(String now, double share) {
    long t = System.nanoTime();
    if (!now.equals(stage)) {
      finish(t);
      stage = now;
      stageBegun = t;
      lastSaid = t;
    } else if (t - lastSaid > 1_000_000_000L && share > 0.01) {
      lastSaid = t;
      double left = (t - stageBegun) * (1 - share) / share / 1e9;
      say(
          "%6.1f s  %-10s %3.0f %%, about %.0f s left"
              .formatted((t - begun) / 1e9, stage, share * 100, left));
    }
  }

  private void finish(long t) {
    if (!stage.isEmpty()) {
      took.merge(stage, t - stageBegun, Long::sum);
      say(
          "%6.1f s  %-10s done in %.1f s"
              .formatted((t - begun) / 1e9, stage, (t - stageBegun) / 1e9));
    }
  }

  synchronized void done(int records, int clusters) {
    long t = System.nanoTime();
    finish(t);
    say("%6.1f s  %,d records, %,d clusters".formatted((t - begun) / 1e9, records, clusters));
  }

  /** Seconds that a stage took which is over. */
  synchronized double seconds(String over) {
    return took.getOrDefault(over, 0L) / 1e9;
  }

  private static void say(String line) {
    System.err.println(line);
  }
}
