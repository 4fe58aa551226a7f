package io.unichart.language;

/** What a chat model said, never blank. */
public record Reply(String text, String model, TokenUsage usage) {

  /** Never tells the text: it may name a patient. */
  @Override
  public String toString() {
    return "Reply[model=" + model + ", usage=" + usage + "]";
  }
}
