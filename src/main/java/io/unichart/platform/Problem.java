package io.unichart.platform;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A refusal that the caller is told about, as RFC 9457 describes it. It carries no patient data:
 * the detail speaks of fields, ids of ours, limits and states, never of names, dates or text.
 */
public final class Problem extends RuntimeException {

  /** One wrong member of a request, named as the caller wrote it ({@code name.family}). */
  public record FieldError(String field, String message) {}

  private final ProblemType type;
  private final String detail;
  private final List<FieldError> errors;
  private final @Nullable Duration retryAfter;
  private final Map<String, Object> members = new LinkedHashMap<>();

  private Problem(
      ProblemType type,
      String detail,
      List<FieldError> errors,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(type.slug(), cause);
    this.type = type;
    this.detail = detail;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
  }

  /** A problem of any type, with a sentence for people. */
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, List.of(), null, null);
  }

  public static Problem of(ProblemType type, String detail, Throwable cause) {
    return new Problem(type, detail, List.of(), null, cause);
  }

  /** 400: the request cannot be read, or a parameter has the wrong form or range. */
  public static Problem badRequest(String detail) {
    return of(ProblemType.BAD_REQUEST, detail);
  }

  /** 404: nothing has this id, or nothing answers at this path. */
  public static Problem notFound(String detail) {
    return of(ProblemType.NOT_FOUND, detail);
  }

  /** 409: the request contradicts the present state. */
  public static Problem conflict(String detail) {
    return of(ProblemType.CONFLICT, detail);
  }

  /** 413: more than {@code MAX_REQUEST_SIZE}. */
  public static Problem tooLarge(String detail) {
    return of(ProblemType.TOO_LARGE, detail);
  }

  /** 415: a kind of content that this route does not read. */
  public static Problem unsupportedMediaType(String detail) {
    return of(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail);
  }

  /** 422: readable, but wrong; all faults at once. */
  public static Problem unprocessable(List<FieldError> errors) {
    String detail =
        errors.size() == 1
            ? errors.get(0).field() + " " + errors.get(0).message()
            : errors.size() + " members of the request are wrong; see errors";
    return new Problem(ProblemType.INVALID_CONTENT, detail, errors, null, null);
  }

  /** 422 with a single fault. */
  public static Problem unprocessable(String field, String message) {
    return unprocessable(List.of(new FieldError(field, message)));
  }

  /** 503: something the service needs is away for now; asking again later may help. */
  public static Problem unavailable(String detail, Duration retryAfter) {
    return new Problem(ProblemType.UNAVAILABLE, detail, List.of(), retryAfter, null);
  }

  /** 429: one caller asks too often. */
  public static Problem tooManyRequests(String detail, Duration retryAfter) {
    return new Problem(ProblemType.TOO_MANY_REQUESTS, detail, List.of(), retryAfter, null);
  }

  /** 502: a model or another service gave an answer that cannot be used. */
  public static Problem badGateway(String detail) {
    return of(ProblemType.BAD_GATEWAY, detail);
  }

  /** The same problem with one more member in its body. */
  public Problem with(String member, Object value) {
    members.put(member, value);
    return this;
  }

  public ProblemType type() {
    return type;
  }

  public HttpStatus status() {
    return type.status();
  }

  public String detail() {
    return detail;
  }

  public List<FieldError> errors() {
    return errors;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  public Map<String, Object> members() {
    return Map.copyOf(members);
  }
}
