package io.unichart.access;

import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Remembers for some seconds what the database said about a secret, also that it knows none, so
 * that not every request asks. What is revoked in one process is refused by all as soon as their
 * memory of it fades. Keeps hashes, never secrets, and not more than a fixed number of them.
 */
final class BriefMemory<V> {

  static final Duration KEPT = Duration.ofSeconds(3);
  private static final int MOST = 10_000;

  private record Entry<V>(@Nullable V value, long until) {}

  private final Map<String, Entry<V>> entries = new ConcurrentHashMap<>();
  private final Clock clock;

  BriefMemory(Clock clock) {
    this.clock = clock;
  }

  /** What is remembered of a secret, else what is looked up. */
  Mono<V> get(String secret, Mono<V> lookUp) {
    return Mono.defer(
        () -> {
          String name = HexFormat.of().formatHex(Secrets.hash(secret));
          Entry<V> known = entries.get(name);
          if (known != null && known.until() > clock.millis()) {
            return Mono.justOrEmpty(known.value());
          }
          return lookUp
              .doOnNext(value -> keep(name, value))
              .switchIfEmpty(Mono.fromRunnable(() -> keep(name, null)));
        });
  }

  /** Forgets a secret at once, in this process. */
  void forget(String secret) {
    entries.remove(HexFormat.of().formatHex(Secrets.hash(secret)));
  }

  private void keep(String name, @Nullable V value) {
    if (entries.size() >= MOST) {
      long now = clock.millis();
      entries.values().removeIf(entry -> entry.until() <= now);
      if (entries.size() >= MOST) {
        entries.clear();
      }
    }
    entries.put(name, new Entry<>(value, clock.millis() + KEPT.toMillis()));
  }
}
