package io.unichart.extraction;

/** The words that decided one axis of an assertion. */
public record Cue(String text, Span span, Axis axis) {

  /** The axis that a cue moves. */
  public enum Axis {
    NEGATION,
    UNCERTAINTY,
    TEMPORALITY,
    SUBJECT
  }
}
