package io.unichart.platform.web;

import io.micrometer.context.ContextRegistry;
import io.unichart.platform.Actor;
import io.unichart.platform.LogIds;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives every request an id ({@code X-Request-Id}, the caller's own if it is a plain token) that
 * stands in the answer, in each log line and in each problem; and notes who calls.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestIdFilter implements WebFilter {

  static final String HEADER = "X-Request-Id";
  private static final String KEY = LogIds.REQUEST;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  RequestIdFilter() {
    ContextRegistry.getInstance()
        .registerThreadLocalAccessor(
            KEY, () -> MDC.get(KEY), id -> MDC.put(KEY, id), () -> MDC.remove(KEY));
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String given = exchange.getRequest().getHeaders().getFirst(HEADER);
    String id =
        given != null && TOKEN.matcher(given).matches() ? given : UUID.randomUUID().toString();
    exchange.getAttributes().put(KEY, id);
    exchange.getResponse().getHeaders().set(HEADER, id);
    Actor actor =
        new Actor(
            Actor.ANONYMOUS,
            address(exchange.getRequest().getRemoteAddress()),
            exchange.getRequest().getHeaders().getFirst("User-Agent"));
    return chain.filter(exchange).contextWrite(context -> actor.in(context).put(KEY, id));
  }

  private static @Nullable String address(@Nullable InetSocketAddress remote) {
    return remote == null || remote.getAddress() == null
        ? null
        : remote.getAddress().getHostAddress();
  }
}
