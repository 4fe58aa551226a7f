package io.unichart.language;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A process that goes on embedding while it stops, as a service does that finishes requests. */
final class ComputingAtTheEnd {

  private static final int ENOUGH = 30;

  private ComputingAtTheEnd() {}

  public static void main(String[] args) throws InterruptedException {
    SentenceModel model = load();
    AtomicLong done = new AtomicLong();
    Thread worker =
        new Thread(
            () -> {
              while (true) {
                int words = 1 + (int) (done.incrementAndGet() % 12);
                model.embed("What was the blood pressure at the last visit? ".repeat(words));
              }
            });
    worker.setDaemon(true);
    worker.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(done)));
    while (done.get() < ENOUGH) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    System.exit(0);
  }

  private static SentenceModel load() {
    return SentenceModel.load(
        LocalModel.BGE_SMALL.voices().get(0).file(), SentenceModel.Pooling.FIRST_TOKEN);
  }

  /** What is left of the environment is needed most where a model is loaded. */
  private static void finish(AtomicLong done) {
    long target = done.get() + ENOUGH;
    while (done.get() < target) {
      Thread.onSpinWait();
    }
    load().embed("one more");
    System.out.println("finished");
  }
}
