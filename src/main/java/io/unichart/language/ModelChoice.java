package io.unichart.language;

/**
 * Who answers a request.
 *
 * @param model the name of a chat model, or {@link Chat#LOCAL}
 * @param named whether the request asked for this model, so that another one must not stand in
 */
public record ModelChoice(String model, boolean named) {

  /** Whether the service answers by itself, without a chat model. */
  public boolean local() {
    return model.startsWith(Chat.LOCAL);
  }
}
