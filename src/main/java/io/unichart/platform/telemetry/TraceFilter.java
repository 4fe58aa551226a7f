package io.unichart.platform.telemetry;

import io.micrometer.observation.Observation;
import io.unichart.platform.LogIds;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets everything that a request does know which trace it belongs to. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class TraceFilter implements WebFilter {

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return Mono.defer(
        () -> {
          Trace trace = trace(exchange);
          if (trace == null) {
            return chain.filter(exchange);
          }
          exchange.getAttributes().put(LogIds.TRACE, trace.id());
          exchange.getAttributes().put(LogIds.SPAN, trace.spanId());
          return chain.filter(exchange).contextWrite(context -> context.put(Trace.KEY, trace));
        });
  }

  private static @Nullable Trace trace(ServerWebExchange exchange) {
    return ServerRequestObservationContext.findCurrent(exchange.getAttributes())
        .map((Observation.Context context) -> context.<Trace>get(Trace.class))
        .orElse(null);
  }
}
