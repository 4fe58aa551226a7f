package io.unichart.cli;

/** Something about the input or the arguments that its owner must mend; the message says what. */
final class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadInput(String message) {
    super(message);
  }
}
