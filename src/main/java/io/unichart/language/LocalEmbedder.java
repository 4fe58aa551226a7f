package io.unichart.language;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds in this process, with one model or with several at once.
 *
 * <p>The vector of several models is the concatenation of theirs, each scaled by the square root of
 * its weight. The weights add up to one, so the whole has length one and its cosine is the weighted
 * mean of the models' cosines: one column and one index serve the ensemble.
 */
final class LocalEmbedder implements Embedder {

  private static final Logger log = LoggerFactory.getLogger(LocalEmbedder.class);

  private final LocalModel model;
  private final Executor helpers;
  private final int threads;
  private @Nullable CompletableFuture<List<SentenceModel>> voices;

  /**
   * Loads nothing yet: {@link #prepare()} or the first call does.
   *
   * @param helpers runs the other threads that share in embedding a list of passages
   * @param threads how many threads embed one list together, the caller's included
   */
  LocalEmbedder(LocalModel model, Executor helpers, int threads) {
    this.model = model;
    this.helpers = helpers;
    this.threads = threads;
  }

  @Override
  public void prepare() {
    voices();
  }

  /** The model, which a thread of its own begins to load when it is asked for first. */
  private synchronized CompletableFuture<List<SentenceModel>> voices() {
    if (voices == null) {
      voices =
          CompletableFuture.supplyAsync(
              () -> load(model),
              task -> {
                Thread loader = new Thread(task, "embedding-model-loader");
                loader.setDaemon(true);
                loader.start();
              });
    }
    return voices;
  }

  private static List<SentenceModel> load(LocalModel model) {
    long start = System.nanoTime();
    try {
      List<SentenceModel> loaded =
          model.voices().stream()
              .map(voice -> SentenceModel.load(voice.file(), voice.pooling()))
              .toList();
      log.info("Embedding model {} is warm after {} ms", model.label(), millisSince(start));
      return loaded;
    } catch (RuntimeException | LinkageError e) {
      log.error(
          "Embedding model {} cannot be loaded; is the folder java.io.tmpdir writable?",
          model.label(),
          e);
      throw e;
    }
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  @Override
  public String name() {
    return model.label();
  }

  @Override
  public int dimension() {
    return model.dimension();
  }

  @Override
  public float[] query(String text) {
    return embed(text, true);
  }

  @Override
  public List<float[]> passages(List<String> texts) {
    Share share = new Share(texts);
    for (int i = 1; i < Math.min(threads, texts.size()); i++) {
      helpers.execute(share);
    }
    share.run();
    return share.vectors();
  }

  private float[] embed(String text, boolean query) {
    List<SentenceModel> loaded = voices().join();
    float[] whole = new float[model.dimension()];
    int at = 0;
    for (int i = 0; i < loaded.size(); i++) {
      LocalModel.Voice voice = model.voices().get(i);
      float[] part = loaded.get(i).embed(query ? voice.queryPrefix() + text : text);
      float scale = (float) Math.sqrt(voice.weight());
      for (float v : part) {
        whole[at++] = v * scale;
      }
    }
    return whole;
  }

  /**
   * A list that several threads embed together, text by text. It is done when its last text is, so
   * a helper that comes too late to be of use delays nobody.
   */
  private final class Share implements Runnable {
    private final List<String> texts;
    private final float[][] vectors;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch open;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    private Share(List<String> texts) {
      this.texts = texts;
      this.vectors = new float[texts.size()][];
      this.open = new CountDownLatch(texts.size());
    }

    @Override
    public void run() {
      for (int i = next.getAndIncrement(); i < vectors.length; i = next.getAndIncrement()) {
        try {
          if (failure.get() == null) {
            vectors[i] = embed(texts.get(i), false);
          }
        } catch (RuntimeException e) {
          failure.compareAndSet(null, e);
        } finally {
          open.countDown();
        }
      }
    }

    private List<float[]> vectors() {
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("embedding was interrupted", e);
      }
      RuntimeException failed = failure.get();
      if (failed != null) {
        throw failed;
      }
      return List.of(vectors);
    }
  }
}
