package io.unichart.platform.web;

import io.unichart.platform.LogIds;
import io.unichart.platform.Problem;
import io.unichart.platform.ProblemType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes every failure of a request as {@code application/problem+json}. An error of the service
 * itself is logged with its classes and places, but without messages, since those may hold what the
 * caller sent.
 */
@Component
@Order(-2)
final class ProblemWriter implements WebExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemWriter.class);
  static final String TYPE = "urn:unichart:problem:";

  private static final List<String> IDS = List.of(LogIds.REQUEST, LogIds.TRACE, LogIds.SPAN);

  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.error(failure);
    }
    Problem problem = ProblemTranslator.translate(failure);
    if (problem.type() == ProblemType.INTERNAL) {
      report(exchange, failure);
    }
    response.setStatusCode(problem.status());
    HttpHeaders headers = response.getHeaders();
    headers.remove(HttpHeaders.CONTENT_LENGTH);
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (problem.retryAfter() != null) {
      headers.set(
          HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, problem.retryAfter().toSeconds())));
    }
    if (failure instanceof MethodNotAllowedException method) {
      headers.setAllow(method.getSupportedMethods());
    }
    byte[] body = json.writeValueAsBytes(body(problem, exchange));
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }

  /** The request has ended for those who put its ids into log lines. */
  private static void report(ServerWebExchange exchange, Throwable failure) {
    for (String id : IDS) {
      if (exchange.getAttribute(id) instanceof String known) {
        MDC.put(id, known);
      }
    }
    try {
      log.error(
          "{} {} failed: {}",
          exchange.getRequest().getMethod(),
          pattern(exchange),
          places(failure));
    } finally {
      IDS.forEach(MDC::remove);
    }
  }

  private static Map<String, Object> body(Problem problem, ServerWebExchange exchange) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", TYPE + problem.type().slug());
    body.put("title", problem.type().title());
    body.put("status", problem.status().value());
    body.put("detail", problem.detail());
    if (!problem.errors().isEmpty()) {
      body.put("errors", problem.errors());
    }
    body.putAll(problem.members());
    for (String name : List.of(LogIds.REQUEST, LogIds.TRACE)) {
      Object id = exchange.getAttribute(name);
      if (id != null) {
        body.put(name, id);
      }
    }
    return body;
  }

  private static Object pattern(ServerWebExchange exchange) {
    Object pattern =
        exchange.getAttribute(
            org.springframework.web.reactive.HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return pattern == null ? "(no route)" : pattern;
  }

  /** Classes and places of a failure and its causes, no messages. */
  private static String places(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      text.append(t.getClass().getName()).append(" at ").append(frames(t.getStackTrace()));
      text.append(t.getCause() == null ? "" : "; caused by ");
    }
    return text.toString();
  }

  /** The first frame, and those of our own. */
  private static String frames(StackTraceElement[] trace) {
    return java.util.stream.IntStream.range(0, trace.length)
        .filter(i -> i == 0 || trace[i].getClassName().startsWith("io.unichart"))
        .limit(8)
        .mapToObj(i -> trace[i])
        .map(f -> f.getClassName() + "." + f.getMethodName() + ":" + f.getLineNumber())
        .collect(Collectors.joining(" < "));
  }
}
