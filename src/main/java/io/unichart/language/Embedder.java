package io.unichart.language;

import java.util.List;

/**
 * Turns text into vectors whose cosine says how near two texts are in meaning.
 *
 * <p>Every vector has length one. All calls block and keep a core busy: make them on {@link
 * Inference#scheduler()}, never on an event loop. Safe for use by many threads.
 */
public interface Embedder {

  /** Names the model and everything else that decides the vectors; stored beside each of them. */
  String name();

  /** The number of components of every vector. */
  int dimension();

  /** Begins what the first call would otherwise wait for, and returns at once. */
  default void prepare() {}

  /** The vector of a question. */
  float[] query(String text);

  /** The vectors of passages, in the order of the texts. */
  List<float[]> passages(List<String> texts);
}
