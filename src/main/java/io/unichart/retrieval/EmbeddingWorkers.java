package io.unichart.retrieval;

import io.unichart.language.ModelFailure;
import io.unichart.platform.PlatformProperties;
import io.unichart.retrieval.EmbeddingModels.Model;
import io.unichart.retrieval.EmbeddingModels.Running;
import io.unichart.retrieval.EmbeddingQueue.Slice;
import io.unichart.retrieval.EmbeddingQueue.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Embeds documents in the background, in every process at once. Two workers suffice to keep the
 * cores busy: while one writes, the other computes.
 */
@Component
class EmbeddingWorkers implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(EmbeddingWorkers.class);
  private static final long IDLE_MILLIS = 500;
  private static final long TROUBLE_MILLIS = 2_000;
  private static final int MANY_SLICES = 4;

  private final EmbeddingQueue queue;
  private final EmbeddingModels models;
  private final RetrievalProperties settings;
  private final boolean alone;
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private final AtomicInteger slicesSinceIdle = new AtomicInteger();
  private volatile boolean started;

  EmbeddingWorkers(
      EmbeddingQueue queue,
      EmbeddingModels models,
      RetrievalProperties settings,
      PlatformProperties platform) {
    this.queue = queue;
    this.models = models;
    this.settings = settings;
    this.alone = platform.embedded();
  }

  @Override
  public void start() {
    if (alone) {
      queue.releaseAll();
    }
    started = true;
    for (int i = 1; i <= settings.embeddingWorkers(); i++) {
      Thread thread = new Thread(this::work, "embedding-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  @Override
  public void stop() {
    started = false;
    wake();
    for (Thread thread : threads) {
      try {
        thread.join(20_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  /** Lets the workers look at the queue now. */
  void wake() {
    lock.lock();
    try {
      wake.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    UUID worker = UUID.randomUUID();
    while (started) {
      try {
        if (!step(worker)) {
          models.takeOverWhenComplete();
          giveMemoryBack();
          pause(IDLE_MILLIS);
        }
      } catch (DataAccessException | TransactionException e) {
        log.warn("The embedding queue cannot be reached ({})", e.getClass().getSimpleName());
        pause(TROUBLE_MILLIS);
      } catch (ModelFailure e) {
        log.warn("The embedding model does not answer ({}); documents wait", e.kind());
        pause(TROUBLE_MILLIS);
      } catch (RuntimeException | LinkageError e) {
        log.error("An embedding worker met an error and goes on ({})", e.getClass().getName());
        pause(TROUBLE_MILLIS);
      }
    }
  }

  /** Embeds one slice of each model. Tells whether there was anything to do. */
  boolean step(UUID worker) {
    boolean busy = false;
    for (Running running : models.embedding()) {
      busy |= step(worker, running);
    }
    return busy;
  }

  private boolean step(UUID worker, Running running) {
    Model model = running.model();
    Slice slice = queue.claim(model, worker, settings.embeddingLease());
    if (slice.documents().isEmpty()) {
      return false;
    }
    List<float[]> vectors;
    try {
      vectors = embed(running, slice.passages());
    } catch (RuntimeException together) {
      if (together instanceof ModelFailure failure && failure.mayPass()) {
        queue.release(model, worker, slice.documents());
        throw failure;
      }
      oneByOne(running, worker, slice);
      return true;
    }
    queue.finish(model, worker, slice, vectors);
    slicesSinceIdle.incrementAndGet();
    return true;
  }

  /**
   * On somebody's laptop the heap that reading in a library took goes back to the system: the
   * collector keeps it otherwise, having no reason to run. A server's heap has its own bound.
   */
  private void giveMemoryBack() {
    if (alone && slicesSinceIdle.getAndSet(0) >= MANY_SLICES) {
      System.gc();
    }
  }

  private static List<float[]> embed(Running running, List<Waiting> passages) {
    return passages.isEmpty()
        ? List.of()
        : running.embedder().passages(passages.stream().map(Waiting::text).toList());
  }

  /** Finds the document that makes a slice fail, so that it holds up no other. */
  private void oneByOne(Running running, UUID worker, Slice slice) {
    Model model = running.model();
    for (long document : slice.documents()) {
      List<Waiting> own =
          slice.passages().stream().filter(p -> p.documentId() == document).toList();
      try {
        Slice alone =
            new Slice(
                List.of(document),
                own,
                slice.complete().contains(document) ? List.of(document) : List.of());
        queue.finish(model, worker, alone, embed(running, own));
      } catch (DataAccessException | TransactionException e) {
        throw e;
      } catch (RuntimeException e) {
        if (e instanceof ModelFailure failure && failure.mayPass()) {
          throw failure;
        }
        log.warn("Document {} cannot be embedded: {}", document, e.getClass().getSimpleName());
        queue.failed(
            model, worker, document, settings.embeddingBackOff(), settings.embeddingAttempts());
      }
    }
  }

  private void pause(long millis) {
    lock.lock();
    try {
      if (started && !wake.await(millis, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      started = false;
    } finally {
      lock.unlock();
    }
  }
}
