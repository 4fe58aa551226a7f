package io.unichart.extraction;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Stretches of a text, to be asked whether one of them touches another: long notes have many. */
final class Places {

  private final int[] starts;

  /** How far the stretches up to each reach at most. */
  private final int[] reach;

  private Places(List<Span> sorted) {
    starts = sorted.stream().mapToInt(Span::start).toArray();
    reach = sorted.stream().mapToInt(Span::end).toArray();
    for (int i = 1; i < reach.length; i++) {
      reach[i] = Math.max(reach[i], reach[i - 1]);
    }
  }

  static Places of(Stream<Span> spans) {
    return new Places(spans.sorted(Comparator.comparingInt(Span::start)).toList());
  }

  /** Whether one of them overlaps the span. */
  boolean touch(Span span) {
    int low = 0;
    int high = starts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] < span.end()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && reach[low - 1] > span.start();
  }
}
