package io.unichart.matching;

import java.util.Arrays;

/** Scored pairs in three growing columns. */
final class Edges {

  int[] from = new int[16];
  int[] to = new int[16];
  float[] odds = new float[16];
  int size;

  void add(int a, int b, double logOdds) {
    if (size == from.length) {
      int more = size + (size >> 1);
      from = Arrays.copyOf(from, more);
      to = Arrays.copyOf(to, more);
      odds = Arrays.copyOf(odds, more);
    }
    from[size] = a;
    to[size] = b;
    odds[size++] = (float) logOdds;
  }

  void addAll(Edges other) {
    int total = size + other.size;
    if (total > from.length) {
      int more = Math.max(total, size + (size >> 1));
      from = Arrays.copyOf(from, more);
      to = Arrays.copyOf(to, more);
      odds = Arrays.copyOf(odds, more);
    }
    System.arraycopy(other.from, 0, from, size, other.size);
    System.arraycopy(other.to, 0, to, size, other.size);
    System.arraycopy(other.odds, 0, odds, size, other.size);
    size = total;
  }
}
