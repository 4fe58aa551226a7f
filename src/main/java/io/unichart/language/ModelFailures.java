package io.unichart.language;

import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.SseException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.unichart.language.ModelFailure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One table from what the client library throws to what it means for a caller. */
final class ModelFailures {

  /** How long the circuit stays open. */
  static final Duration LEFT_ALONE = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofHours(1);

  private ModelFailures() {}

  static ModelFailure of(Throwable thrown) {
    if (thrown instanceof ModelFailure known) {
      return known;
    }
    if (thrown instanceof CallNotPermittedException) {
      return new ModelFailure(Kind.CIRCUIT_OPEN, LEFT_ALONE, null);
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof OpenAIServiceException answer && !(answer instanceof SseException)) {
        return ofStatus(answer);
      }
      if (cause instanceof TimeoutException || cause instanceof InterruptedIOException) {
        return new ModelFailure(Kind.TIMEOUT, null, null);
      }
      if (cause instanceof OpenAIInvalidDataException) {
        return new ModelFailure(Kind.MALFORMED, null, null);
      }
      if (cause instanceof IOException && !isJson(cause)) {
        return new ModelFailure(Kind.CONNECTION, null, null);
      }
    }
    return new ModelFailure(
        thrown instanceof OpenAIIoException ? Kind.CONNECTION : Kind.MALFORMED, null, null);
  }

  /** Jackson 2's exceptions are IOExceptions, although the connection is in order. */
  private static boolean isJson(Throwable cause) {
    return cause.getClass().getName().startsWith("com.fasterxml.jackson");
  }

  private static ModelFailure ofStatus(OpenAIServiceException answer) {
    int status = answer.statusCode();
    Duration retryAfter = retryAfter(answer.headers().values("Retry-After"));
    if (status == 429) {
      return new ModelFailure(Kind.RATE_LIMIT, retryAfter, null);
    }
    if (status == 503 || status == 529 || status == 504) {
      return new ModelFailure(Kind.OVERLOADED, retryAfter, null);
    }
    if (status >= 500) {
      return new ModelFailure(Kind.SERVER, null, null);
    }
    return new ModelFailure(status >= 400 ? Kind.REFUSED : Kind.MALFORMED, null, null);
  }

  private static @Nullable Duration retryAfter(List<String> values) {
    if (values.isEmpty()) {
      return null;
    }
    try {
      double seconds = Double.parseDouble(values.get(0).strip());
      if (seconds < 0 || seconds > LONGEST.toSeconds()) {
        return null;
      }
      return Duration.ofMillis((long) (seconds * 1000));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
