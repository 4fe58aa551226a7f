package io.unichart.extraction.assertion;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Cue;
import java.util.List;

/** An assertion with the cues that decided it. */
public record Judgement(Assertion assertion, List<Cue> cues) {

  public Judgement {
    cues = List.copyOf(cues);
  }
}
