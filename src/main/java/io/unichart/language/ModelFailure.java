package io.unichart.language;

import io.unichart.platform.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A chat or embedding model that did not answer, or not usefully. Carries nothing it was asked. */
public final class ModelFailure extends RuntimeException {

  /** What went wrong; the label of the metric, too. */
  public enum Kind {
    TIMEOUT("the model did not answer in time", true),
    CONNECTION("the model cannot be reached", true),
    RATE_LIMIT("the model's rate limit is reached", true),
    OVERLOADED("the model is not available for now", true),
    CIRCUIT_OPEN("the model has failed repeatedly and is left alone for a while", true),
    SERVER("the model's endpoint failed", false),
    REFUSED("the model's endpoint refused the request", false),
    MALFORMED("the model's answer cannot be used", false);

    private final String sentence;
    private final boolean passing;

    Kind(String sentence, boolean passing) {
      this.sentence = sentence;
      this.passing = passing;
    }

    String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static final Duration A_MOMENT = Duration.ofSeconds(10);

  private final Kind kind;
  private final @Nullable Duration retryAfter;

  ModelFailure(Kind kind, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(kind.sentence, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** An answer that came, but that its reader cannot use. */
  public static ModelFailure unusable() {
    return new ModelFailure(Kind.MALFORMED, null, null);
  }

  public Kind kind() {
    return kind;
  }

  /** What a failure is called in a trace. */
  static String nameOf(Throwable failure) {
    return failure instanceof ModelFailure known
        ? known.kind.label()
        : failure.getClass().getName();
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** Whether it says nothing about what was asked: the same may well be answered later. */
  public boolean mayPass() {
    return kind.passing || kind == Kind.SERVER;
  }

  /** Why, in a sentence for people. */
  public String reason() {
    return kind.sentence;
  }

  /** 503 where asking again later may help, 502 where the answer was bad. */
  public Problem problem() {
    return kind.passing
        ? Problem.unavailable(reason(), retryAfter == null ? A_MOMENT : retryAfter)
        : Problem.badGateway(reason());
  }
}
