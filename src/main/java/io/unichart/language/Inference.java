package io.unichart.language;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where models compute: a few named threads and a bounded queue, so that inference can neither
 * block an event loop nor pile up without limit.
 *
 * <p>There are two threads more than cores, so that a question finds a free one while passages are
 * embedded in bulk; the system then shares the cores among them.
 */
@Component
public final class Inference {

  private static final int WAITING = 10_000;

  private final int cores = Runtime.getRuntime().availableProcessors();
  private final Scheduler scheduler = Schedulers.newBoundedElastic(cores + 2, WAITING, "inference");
  private final ExecutorService helpers = helpers(cores);

  /** How many computations the machine can run at once. */
  public int cores() {
    return cores;
  }

  /** The scheduler to {@code subscribeOn} when calling an {@link Embedder}. */
  public Scheduler scheduler() {
    return scheduler;
  }

  /** Threads that lend a hand with a long list; when all are busy the caller goes on alone. */
  ExecutorService helpers() {
    return helpers;
  }

  private static ExecutorService helpers(int cores) {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Math.max(1, cores - 1),
        30,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "inference-helper-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        },
        new ThreadPoolExecutor.DiscardPolicy());
  }

  @PreDestroy
  void stop() {
    scheduler.dispose();
    helpers.shutdownNow();
  }
}
