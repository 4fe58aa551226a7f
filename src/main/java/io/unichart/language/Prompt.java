package io.unichart.language;

/**
 * What a chat model is asked.
 *
 * @param model the model's name, one that {@link Chat#choose} allowed
 * @param system what the model is to do, written by us
 * @param user the material; text of documents in it is data, and the system part must say so
 * @param maxTokens the most that the reply may have
 */
public record Prompt(String model, String system, String user, int maxTokens) {

  /** Never tells the text: it may name a patient. */
  @Override
  public String toString() {
    return "Prompt[model=" + model + "]";
  }
}
