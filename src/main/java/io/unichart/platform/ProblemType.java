package io.unichart.platform;

import org.springframework.http.HttpStatus;

/** Every kind of problem the service answers with; {@code docs/problems.md} lists the same. */
public enum ProblemType {
  BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be read"),
  UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "A credential is needed"),
  FORBIDDEN(HttpStatus.FORBIDDEN, "The caller may not do this"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed here"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No representation that the caller accepts"),
  CONFLICT(HttpStatus.CONFLICT, "The request contradicts the present state"),
  STALE_VERSION(HttpStatus.PRECONDITION_FAILED, "The version is stale"),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "This kind of content is not read"),
  INVALID_CONTENT(HttpStatus.UNPROCESSABLE_CONTENT, "The content is wrong"),
  VERSION_REQUIRED(HttpStatus.PRECONDITION_REQUIRED, "If-Match is needed"),
  TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "An error of the service"),
  BAD_GATEWAY(HttpStatus.BAD_GATEWAY, "An unusable answer of another service"),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not available for now");

  private final HttpStatus status;
  private final String title;

  ProblemType(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  public HttpStatus status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** The last part of the problem's {@code type} URI, {@code not-found} for {@link #NOT_FOUND}. */
  public String slug() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
