package io.unichart.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Texts one after another in pages of bytes: the ids of millions of records. */
final class TextPool {

  private static final int PAGE = 1 << 24;

  private byte[][] pages = new byte[1][];
  private long used;
  private long[] starts = new long[1024];
  private int size;

  TextPool() {
    pages[0] = new byte[1 << 16];
  }

  void add(byte[] source, int from, int to) {
    if (size + 2 > starts.length) {
      starts = Arrays.copyOf(starts, starts.length + (starts.length >> 1));
    }
    int length = Math.min(to - from, PAGE);
    int page = (int) (used / PAGE);
    int at = (int) (used % PAGE);
    if (at + length > PAGE) {
      used = (long) ++page * PAGE;
      at = 0;
    }
    if (page >= pages.length) {
      pages = Arrays.copyOf(pages, page + 1);
    }
    byte[] target = pages[page];
    if (target == null) {
      target = new byte[Math.max(length, 1 << 16)];
    }
    if (at + length > target.length) {
      target = Arrays.copyOf(target, Math.min(PAGE, Math.max(at + length, target.length * 2)));
    }
    pages[page] = target;
    System.arraycopy(source, from, target, at, length);
    starts[size++] = used << 16 | Math.min(length, 0xFFFF);
    used += length;
  }

  int size() {
    return size;
  }

  String text(int i) {
    long start = starts[i] >>> 16;
    return new String(
        pages[(int) (start / PAGE)],
        (int) (start % PAGE),
        (int) (starts[i] & 0xFFFF),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Writes a text as a CSV cell. */
  void write(int i, OutputStream out) throws IOException {
    long start = starts[i] >>> 16;
    byte[] page = pages[(int) (start / PAGE)];
    int from = (int) (start % PAGE);
    int to = from + (int) (starts[i] & 0xFFFF);
    boolean quote = false;
    for (int k = from; k < to; k++) {
      quote |= page[k] == ',' || page[k] == '"' || page[k] == '\n' || page[k] == '\r';
    }
    if (!quote) {
      out.write(page, from, to - from);
      return;
    }
    out.write('"');
    for (int k = from; k < to; k++) {
      if (page[k] == '"') {
        out.write('"');
      }
      out.write(page[k]);
    }
    out.write('"');
  }
}
