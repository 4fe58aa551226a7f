package io.unichart.extraction.assertion;

/** What a cue phrase does to the words around it. */
enum CueRole {
  /** Negates what follows. */
  NEGATE,
  /** Negates what follows, across semicolons too: it opens a list. */
  NEGATE_LIST,
  /** Negates what stands before. */
  NEGATED,
  DOUBT,
  DOUBTED,
  PAST,
  PASSED,
  IMAGINE,
  IMAGINED,
  /** Looks like a cue and is none. */
  PSEUDO,
  /** Ends every scope that reaches it. */
  STOP,
  STOP_PAST,
  STOP_IMAGINE,
  /** The patient is the subject again. */
  RESUME;

  static CueRole named(String name) {
    return valueOf(name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
  }

  boolean isForward() {
    return this == NEGATE
        || this == NEGATE_LIST
        || this == DOUBT
        || this == PAST
        || this == IMAGINE;
  }

  boolean isBackward() {
    return this == NEGATED || this == DOUBTED || this == PASSED || this == IMAGINED;
  }
}
