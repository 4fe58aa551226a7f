package io.unichart.access;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets scripts of the sites that the operator names call the API. They bring a key or a token;
 * cookies are not for them. To every other site the service says nothing, and the browser refuses.
 */
@Component
@ConditionalOnProperty("security.cors-origins")
@Order(Ordered.HIGHEST_PRECEDENCE + 7)
final class OtherSites implements WebFilter {

  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final List<String> allowed;
  private final CorsWebFilter filter;

  OtherSites(AccessProperties properties) {
    this.allowed = properties.corsOrigins();
    CorsConfiguration rules = new CorsConfiguration();
    rules.setAllowedOrigins(allowed);
    rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "DELETE"));
    rules.setAllowedHeaders(
        List.of(
            HttpHeaders.AUTHORIZATION,
            Gate.KEY_HEADER,
            HttpHeaders.ACCEPT,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.IF_MATCH,
            HttpHeaders.IF_NONE_MATCH,
            "Last-Event-ID",
            "X-Request-Id"));
    rules.setExposedHeaders(
        List.of(
            HttpHeaders.LOCATION,
            HttpHeaders.ETAG,
            HttpHeaders.RETRY_AFTER,
            HttpHeaders.WWW_AUTHENTICATE,
            "X-Request-Id"));
    rules.setMaxAge(REMEMBERED);
    this.filter = new CorsWebFilter(exchange -> rules);
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String origin = exchange.getRequest().getHeaders().getOrigin();
    return origin != null && allowed.contains(origin)
        ? filter.filter(exchange, chain)
        : chain.filter(exchange);
  }
}
