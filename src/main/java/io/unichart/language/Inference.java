package io.unichart.language;

import jakarta.annotation.PreDestroy;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where models compute: a few named threads and a bounded queue, so that inference can neither
 * block an event loop nor pile up without limit.
 */
@Component
public final class Inference {

  private static final int WAITING = 10_000;

  private final int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
  private final Scheduler scheduler = Schedulers.newBoundedElastic(threads, WAITING, "inference");

  /** How many computations run at once. */
  public int threads() {
    return threads;
  }

  /** The scheduler to {@code subscribeOn} when calling an {@link Embedder}. */
  public Scheduler scheduler() {
    return scheduler;
  }

  @PreDestroy
  void stop() {
    scheduler.dispose();
  }
}
