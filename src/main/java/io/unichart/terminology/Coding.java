package io.unichart.terminology;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What coding a phrase came to: the chosen candidate, if any was good enough, and all that were
 * weighed.
 *
 * @param version the terminology's version
 */
public record Coding(
    @Nullable Candidate chosen, Confidence confidence, List<Candidate> candidates, String version) {

  public Coding {
    candidates = List.copyOf(candidates);
    if ((chosen == null) != (confidence == Confidence.NONE)) {
      throw new IllegalArgumentException(
          "a coding without a code has no confidence, and only then");
    }
  }

  /** How sure the choice is. */
  public enum Confidence {
    EXACT,
    HIGH,
    LOW,
    NONE
  }
}
