package io.unichart.language;

/** What a reply cost, as the endpoint counts it. */
public record TokenUsage(int promptTokens, int completionTokens, int totalTokens) {

  /** No model was asked. */
  public static final TokenUsage NONE = new TokenUsage(0, 0, 0);

  /** What both replies cost together. */
  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        promptTokens + other.promptTokens,
        completionTokens + other.completionTokens,
        totalTokens + other.totalTokens);
  }
}
