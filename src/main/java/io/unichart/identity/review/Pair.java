package io.unichart.identity.review;

import java.util.UUID;

/** Two records, whichever was named first. */
public record Pair(UUID one, UUID other) {

  /** The pair of two records in whichever order they are given. */
  public static Pair of(UUID a, UUID b) {
    return a.compareTo(b) < 0 ? new Pair(a, b) : new Pair(b, a);
  }
}
