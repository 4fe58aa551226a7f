package io.unichart.platform.web;

import io.unichart.platform.PlatformProperties;
import io.unichart.platform.Problem;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses a body that announces more than {@code MAX_REQUEST_SIZE} before it is read. A body that
 * does not announce its length is bounded by the codecs; a streamed import is bounded by the line.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class RequestSizeFilter implements WebFilter {

  private static final Set<String> STREAMED = Set.of("application/x-ndjson", "text/csv");

  private final PlatformProperties properties;

  RequestSizeFilter(PlatformProperties properties) {
    this.properties = properties;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    long announced = exchange.getRequest().getHeaders().getContentLength();
    long limit = properties.maxRequestSize().toBytes();
    if (announced > limit && !streamed(exchange)) {
      return Mono.error(Problem.tooLarge("the request has more than " + limit + " bytes"));
    }
    return chain.filter(exchange);
  }

  private static boolean streamed(ServerWebExchange exchange) {
    try {
      MediaType type = exchange.getRequest().getHeaders().getContentType();
      return type != null && STREAMED.contains(type.getType() + "/" + type.getSubtype());
    } catch (org.springframework.http.InvalidMediaTypeException e) {
      return false;
    }
  }
}
