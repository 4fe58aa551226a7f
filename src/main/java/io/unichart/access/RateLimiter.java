package io.unichart.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A bucket of requests for each caller: it holds a minute's worth at most, fills steadily, and each
 * request takes one. Every process counts for itself, so that no request waits for a count.
 */
final class RateLimiter {

  private static final int MOST_CALLERS = 50_000;
  private static final double MINUTE = TimeUnit.MINUTES.toNanos(1);

  private record Bucket(double left, long at) {}

  private final int perMinute;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  /**
   * Counts.
   *
   * @param perMinute how many requests a minute; 0 for any number
   * @param nanos the passing of time
   */
  RateLimiter(int perMinute, LongSupplier nanos) {
    this.perMinute = perMinute;
    this.nanos = nanos;
  }

  /** Takes one request out of a caller's bucket: zero, or how long the caller must wait. */
  Duration take(String caller) {
    if (perMinute == 0) {
      return Duration.ZERO;
    }
    if (buckets.size() > MOST_CALLERS) {
      dropFull();
    }
    long now = nanos.getAsLong();
    Bucket[] before = new Bucket[1];
    buckets.compute(
        caller,
        (name, bucket) -> {
          Bucket filled = filled(bucket, now);
          before[0] = filled;
          return filled.left() >= 1 ? new Bucket(filled.left() - 1, now) : filled;
        });
    double missing = 1 - before[0].left();
    return missing <= 0 ? Duration.ZERO : Duration.ofNanos((long) (missing / perMinute * MINUTE));
  }

  @SuppressWarnings("NullAway") // a map gives null for a caller that it does not know
  private Bucket filled(Bucket bucket, long now) {
    return bucket == null
        ? new Bucket(perMinute, now)
        : new Bucket(
            Math.min(perMinute, bucket.left() + (now - bucket.at()) * perMinute / MINUTE), now);
  }

  /** A full bucket is the same as none. */
  private void dropFull() {
    long now = nanos.getAsLong();
    buckets.values().removeIf(bucket -> filled(bucket, now).left() >= perMinute);
  }
}
