package io.unichart.retrieval;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The vectors of all passages in memory, one byte a component, to find candidates fast where the
 * database cannot. A tenth of what the numbers take as {@code real[]}; the few candidates it gives
 * are compared again with the exact vectors. Not safe for use by several threads without a lock.
 */
final class VectorSnapshot {

  private static final int FIRST_ROOM = 1_024;

  private final int dimension;
  private final Map<Long, Integer> places = new HashMap<>();
  private byte[][] vectors = new byte[FIRST_ROOM][];
  private float[] scales = new float[FIRST_ROOM];
  private long[] passages = new long[FIRST_ROOM];
  private long[] documents = new long[FIRST_ROOM];
  private final double[] sum;
  private int size;

  VectorSnapshot(int dimension) {
    this.dimension = dimension;
    this.sum = new double[dimension];
  }

  int size() {
    return size;
  }

  /** Adds a vector; one that is there already stays as it is, for vectors never change. */
  void add(long passage, long document, float[] vector) {
    if (vector.length != dimension || places.containsKey(passage)) {
      return;
    }
    if (size == passages.length) {
      grow();
    }
    float most = 0;
    for (float v : vector) {
      most = Math.max(most, Math.abs(v));
    }
    float scale = most == 0 ? 1 : most / 127;
    byte[] small = new byte[dimension];
    for (int i = 0; i < dimension; i++) {
      small[i] = (byte) Math.round(vector[i] / scale);
      sum[i] += vector[i];
    }
    vectors[size] = small;
    scales[size] = scale;
    passages[size] = passage;
    documents[size] = document;
    places.put(passage, size++);
  }

  /** Forgets passages that are gone. */
  void remove(Set<Long> gone) {
    for (long passage : gone) {
      Integer place = places.remove(passage);
      if (place == null) {
        continue;
      }
      for (int i = 0; i < dimension; i++) {
        sum[i] -= vectors[place][i] * scales[place];
      }
      int last = --size;
      if (place != last) {
        vectors[place] = vectors[last];
        scales[place] = scales[last];
        passages[place] = passages[last];
        documents[place] = documents[last];
        places.put(passages[place], place);
      }
      vectors[last] = new byte[0];
    }
  }

  /** The mean of all vectors. */
  float[] mean() {
    float[] mean = new float[dimension];
    for (int i = 0; i < dimension && size > 0; i++) {
      mean[i] = (float) (sum[i] / size);
    }
    return mean;
  }

  /** The numbers of the passages nearest to a vector, best first. */
  List<Long> nearest(float[] to, int k, LongPredicate inScope) {
    record Scored(float score, long passage) {}
    PriorityQueue<Scored> best =
        new PriorityQueue<>(
            (a, b) ->
                a.score() != b.score()
                    ? Float.compare(a.score(), b.score())
                    : Long.compare(b.passage(), a.passage()));
    for (int i = 0; i < size; i++) {
      if (!inScope.test(documents[i])) {
        continue;
      }
      float score = dot(to, vectors[i]) * scales[i];
      if (best.size() < k) {
        best.add(new Scored(score, passages[i]));
      } else if (best.element().score() < score) {
        best.poll();
        best.add(new Scored(score, passages[i]));
      }
    }
    Long[] ranked = new Long[best.size()];
    for (int i = ranked.length - 1; i >= 0; i--) {
      ranked[i] = best.remove().passage();
    }
    return List.of(ranked);
  }

  /** Four sums side by side, so that the additions need not wait for each other. */
  private static float dot(float[] a, byte[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < b.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < b.length; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + s2 + s3;
  }

  private void grow() {
    int room = passages.length * 2;
    vectors = Arrays.copyOf(vectors, room);
    scales = Arrays.copyOf(scales, room);
    passages = Arrays.copyOf(passages, room);
    documents = Arrays.copyOf(documents, room);
  }
}
