package io.unichart.platform.telemetry;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * A span for each request: its method, its route as a template, its status. Neither the path nor
 * the query is told, since a patient's name may stand there, and of the caller's trace context only
 * the numbers are read. Probes and scrapes are left out.
 */
final class RequestTraces implements ObservationHandler<ServerRequestObservationContext> {

  private static final String TRACEPARENT = "traceparent";
  private static final Pattern CALLER =
      Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?");
  private static final List<String> LEFT_OUT =
      List.of("/actuator", "/livez", "/readyz", "/health", "/api/v1/health", "/console/assets");
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT");
  private static final String OTHER = "_OTHER";
  private static final int OUR_FAULT = 500;

  private final Tracing tracing;

  RequestTraces(Tracing tracing) {
    this.tracing = tracing;
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ServerRequestObservationContext;
  }

  @Override
  public void onStart(ServerRequestObservationContext context) {
    ServerHttpRequest request = context.getCarrier();
    if (request == null || leftOut(request.getURI().getRawPath())) {
      return;
    }
    String method = method(request);
    Trace trace = tracing.begin(method, caller(request.getHeaders().getFirst(TRACEPARENT)));
    trace.span().setAttribute("http.request.method", method);
    context.put(Trace.class, trace);
  }

  private static boolean leftOut(String path) {
    return LEFT_OUT.stream().anyMatch(path::startsWith);
  }

  private static String method(ServerHttpRequest request) {
    String name = request.getMethod().name();
    return METHODS.contains(name) ? name : OTHER;
  }

  static @Nullable SpanContext caller(@Nullable String header) {
    Matcher parts = CALLER.matcher(header == null ? "" : header);
    if (!parts.matches()) {
      return null;
    }
    SpanContext caller =
        SpanContext.createFromRemoteParent(
            parts.group(1),
            parts.group(2),
            TraceFlags.fromHex(parts.group(3), 0),
            TraceState.getDefault());
    return caller.isValid() ? caller : null;
  }

  @Override
  public void onStop(ServerRequestObservationContext context) {
    Trace trace = context.get(Trace.class);
    if (trace == null) {
      return;
    }
    Span span = trace.span();
    ServerHttpRequest request = context.getCarrier();
    String route = context.getPathPattern();
    if (route != null && request != null) {
      span.updateName(method(request) + " " + route);
      span.setAttribute("http.route", route);
    }
    var response = context.getResponse();
    HttpStatusCode status = response == null ? null : response.getStatusCode();
    if (status != null) {
      span.setAttribute("http.response.status_code", status.value());
      if (status.value() >= OUR_FAULT) {
        Tracing.failed(span, String.valueOf(status.value()));
      }
    }
    if (context.isConnectionAborted()) {
      span.setAttribute("unichart.caller_left", true);
    }
    Tracing.end(trace);
  }
}
