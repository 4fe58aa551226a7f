package io.unichart.platform.web;

import io.r2dbc.spi.R2dbcException;
import io.unichart.platform.Problem;
import io.unichart.platform.Problem.FieldError;
import io.unichart.platform.ProblemType;
import io.unichart.platform.database.SqlState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatusCode;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerErrorException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;

/**
 * The one place that turns whatever went wrong into a problem: the framework's own refusals, failed
 * validation, unreadable JSON, and the database's SQLSTATEs. It never repeats a value that the
 * caller sent, since that may be patient data.
 */
public final class ProblemTranslator {

  private static final Pattern CAMEL = Pattern.compile("([a-z0-9])([A-Z])");
  private static final Duration SOON = Duration.ofSeconds(5);

  private ProblemTranslator() {}

  public static Problem translate(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      Problem problem = translateOne(t);
      if (problem != null) {
        return problem;
      }
    }
    return Problem.of(
        ProblemType.INTERNAL,
        "The service made an error; its log has more under the request id",
        failure);
  }

  private static @Nullable Problem translateOne(Throwable t) {
    if (t instanceof Problem problem) {
      return problem;
    }
    if (t instanceof WebExchangeBindException invalid) {
      return Problem.unprocessable(
          invalid.getFieldErrors().stream()
              .map(e -> new FieldError(snake(e.getField()), message(e.getDefaultMessage())))
              .sorted(java.util.Comparator.comparing(FieldError::field))
              .toList());
    }
    if (t instanceof HandlerMethodValidationException invalid) {
      return validation(invalid);
    }
    if (t instanceof DataBufferLimitException) {
      return Problem.tooLarge("the request has more bytes than MAX_REQUEST_SIZE allows");
    }
    if (t instanceof JacksonException json) {
      return unreadable(json);
    }
    if (t instanceof DecodingException && t.getCause() == null) {
      return Problem.badRequest("the body cannot be read as JSON");
    }
    if (t instanceof ResponseStatusException status && !hasTellingCause(status)) {
      return refused(status);
    }
    if (t instanceof R2dbcException database) {
      return database(database.getSqlState(), t);
    }
    if (t instanceof SQLException database) {
      return database(database.getSQLState(), t);
    }
    if (t instanceof TimeoutException || t instanceof java.net.ConnectException) {
      return Problem.unavailable("the database does not answer; try again", SOON);
    }
    return null;
  }

  private static boolean hasTellingCause(ResponseStatusException status) {
    for (Throwable t = status.getCause(); t != null; t = t.getCause()) {
      if (t instanceof JacksonException || t instanceof DataBufferLimitException) {
        return true;
      }
    }
    return false;
  }

  private static Problem validation(HandlerMethodValidationException invalid) {
    List<FieldError> body = new ArrayList<>();
    List<String> parameters = new ArrayList<>();
    for (var result : invalid.getParameterValidationResults()) {
      if (result instanceof ParameterErrors errors) {
        errors
            .getFieldErrors()
            .forEach(
                e -> body.add(new FieldError(snake(e.getField()), message(e.getDefaultMessage()))));
      } else {
        String name = String.valueOf(result.getMethodParameter().getParameterName());
        result
            .getResolvableErrors()
            .forEach(e -> parameters.add(snake(name) + " " + message(e.getDefaultMessage())));
      }
    }
    if (!parameters.isEmpty()) {
      return Problem.badRequest(parameters.stream().sorted().collect(Collectors.joining("; ")));
    }
    body.sort(java.util.Comparator.comparing(FieldError::field));
    return Problem.unprocessable(body);
  }

  private static Problem unreadable(JacksonException json) {
    if (json instanceof DatabindException databind && !(json instanceof StreamReadException)) {
      for (Throwable c = databind.getCause(); c != null; c = c.getCause()) {
        if (c instanceof Problem problem) {
          return problem;
        }
        if (c instanceof StreamReadException || c instanceof java.io.CharConversionException) {
          return Problem.badRequest("the body cannot be read as JSON");
        }
      }
      if (String.valueOf(databind.getOriginalMessage()).startsWith("No content to map")) {
        return Problem.badRequest("a JSON body is needed");
      }
      String field =
          databind.getPath().stream()
              .map(
                  r -> r.getPropertyName() == null ? "[" + r.getIndex() + "]" : r.getPropertyName())
              .collect(Collectors.joining("."))
              .replace(".[", "[");
      return Problem.unprocessable(field.isEmpty() ? "body" : field, "has the wrong type or form");
    }
    var place = json.getLocation();
    return Problem.badRequest(
        place == null
            ? "the body cannot be read as JSON"
            : "the body cannot be read as JSON: line %d, column %d"
                .formatted(place.getLineNr(), place.getColumnNr()));
  }

  private static Problem refused(ResponseStatusException refused) {
    if (refused instanceof ServerErrorException blank && isPathVariable(blank)) {
      return Problem.badRequest("a part of the path is blank where an id stands");
    }
    if (refused instanceof MethodNotAllowedException method) {
      return Problem.of(
          ProblemType.METHOD_NOT_ALLOWED,
          "this path answers to "
              + method.getSupportedMethods().stream()
                  .map(Object::toString)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    if (refused instanceof NotAcceptableStatusException acceptable) {
      return Problem.of(
          ProblemType.NOT_ACCEPTABLE, "this path offers " + acceptable.getSupportedMediaTypes());
    }
    if (refused instanceof UnsupportedMediaTypeStatusException media) {
      return Problem.unsupportedMediaType(
          media.getSupportedMediaTypes().isEmpty()
              ? "the content type is not understood"
              : "this path reads " + media.getSupportedMediaTypes());
    }
    if (refused instanceof ServerWebInputException input) {
      var parameter = input.getMethodParameter();
      if (parameter != null
          && parameter.hasParameterAnnotation(
              org.springframework.web.bind.annotation.RequestBody.class)) {
        return Problem.badRequest("a JSON body is needed");
      }
      String name = parameter == null ? null : parameter.getParameterName();
      return Problem.badRequest(
          (name == null ? "a parameter" : snake(name)) + " is missing or has the wrong form");
    }
    return Problem.of(typeFor(refused.getStatusCode()), detailFor(refused.getStatusCode()));
  }

  /** A blank id ({@code /documents/%20}) is converted to nothing, which Spring calls our error. */
  private static boolean isPathVariable(ServerErrorException error) {
    var parameter = error.getMethodParameter();
    return parameter != null && parameter.hasParameterAnnotation(PathVariable.class);
  }

  private static ProblemType typeFor(HttpStatusCode status) {
    for (ProblemType type : ProblemType.values()) {
      if (type.status().value() == status.value()) {
        return type;
      }
    }
    return status.is4xxClientError() ? ProblemType.BAD_REQUEST : ProblemType.INTERNAL;
  }

  private static String detailFor(HttpStatusCode status) {
    return status.value() == 404 ? "nothing answers at this path" : "the request was refused";
  }

  /** What a SQLSTATE means for the caller; null when it is an error of ours. */
  private static @Nullable Problem database(@Nullable String sqlState, Throwable cause) {
    String state = sqlState == null ? "" : sqlState;
    if (state.isEmpty() || SqlState.isOfTheServer(state) || state.equals(SqlState.CANCELLED)) {
      return Problem.unavailable("the database does not answer; try again", SOON);
    }
    return switch (state) {
      case "40001", "40P01", "55P03" ->
          Problem.unavailable("another change was in the way; try again", Duration.ofSeconds(1));
      case "23505" ->
          Problem.of(ProblemType.CONFLICT, "something with the same key exists already", cause);
      case "22021" -> Problem.unprocessable("body", "has a character that cannot be stored");
      default -> null;
    };
  }

  private static String message(@Nullable String message) {
    return message == null ? "is wrong" : message;
  }

  static String snake(String path) {
    return CAMEL.matcher(path).replaceAll("$1_$2").toLowerCase(java.util.Locale.ROOT);
  }
}
