package io.unichart.matching;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A dictionary of texts: each distinct text has a code from 1 on, 0 is the empty text. Texts lie as
 * UTF-8 in one growing byte array, so that millions of them cost their bytes and little more.
 */
final class Values {

  private byte[] pool;
  private int used;
  private int[] starts;
  private int[] hashes;
  private int[] table;
  private int size = 1;

  Values() {
    this(64);
  }

  Values(int expected) {
    pool = new byte[Math.max(256, expected * 8)];
    starts = new int[Math.max(16, expected + 2)];
    hashes = new int[starts.length];
    table = new int[Integer.highestOneBit(Math.max(32, expected * 2)) * 2];
  }

  /** Number of codes, the empty text's included: codes are 0 to size - 1. */
  int size() {
    return size;
  }

  int intern(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return intern(bytes, 0, bytes.length);
  }

  int intern(byte[] source, int from, int to) {
    if (from >= to) {
      return 0;
    }
    int hash = hash(source, from, to);
    int mask = table.length - 1;
    int at = hash & mask;
    while (table[at] != 0) {
      int code = table[at];
      if (hashes[code] == hash
          && Arrays.equals(pool, starts[code], starts[code + 1], source, from, to)) {
        return code;
      }
      at = (at + 1) & mask;
    }
    return append(source, from, to, hash, at);
  }

  private int append(byte[] source, int from, int to, int hash, int at) {
    int length = to - from;
    if (used + length > pool.length || used + length < 0) {
      long wanted = Math.max(pool.length + (pool.length >> 1), (long) used + length);
      if ((long) used + length > Integer.MAX_VALUE - 16) {
        throw new IllegalStateException("one column holds more than 2 GB of distinct text");
      }
      pool = Arrays.copyOf(pool, (int) Math.min(Integer.MAX_VALUE - 16, wanted));
    }
    if (size + 2 > starts.length) {
      starts = Arrays.copyOf(starts, starts.length + (starts.length >> 1) + 2);
      hashes = Arrays.copyOf(hashes, starts.length);
    }
    System.arraycopy(source, from, pool, used, length);
    int code = size++;
    starts[code] = used;
    used += length;
    starts[code + 1] = used;
    hashes[code] = hash;
    table[at] = code;
    if (size * 2L > table.length) {
      rehash();
    }
    return code;
  }

  private void rehash() {
    table = new int[table.length * 2];
    int mask = table.length - 1;
    for (int code = 1; code < size; code++) {
      int at = hashes[code] & mask;
      while (table[at] != 0) {
        at = (at + 1) & mask;
      }
      table[at] = code;
    }
  }

  private static int hash(byte[] source, int from, int to) {
    int h = to - from;
    for (int i = from; i < to; i++) {
      h = h * 31 + source[i];
    }
    h *= 0x9E3779B9;
    return h ^ (h >>> 15);
  }

  String text(int code) {
    return code == 0
        ? ""
        : new String(pool, starts[code], starts[code + 1] - starts[code], StandardCharsets.UTF_8);
  }

  int length(int code) {
    return code == 0 ? 0 : starts[code + 1] - starts[code];
  }

  /** The i-th byte of a text, for quick looks that need no string. */
  byte at(int code, int i) {
    return pool[starts[code] + i];
  }

  /** The table is only needed while texts are added. */
  void freeze() {
    table = new int[0];
    hashes = new int[0];
  }
}
