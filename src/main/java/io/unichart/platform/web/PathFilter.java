package io.unichart.platform.web;

import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers the paths that older clients know, without a redirect: with or without a trailing slash,
 * and the routes of the older service without {@code /api/v1}. Controllers map canonical paths
 * only. A browser that asks for the root gets the console.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class PathFilter implements WebFilter {

  private static final String PREFIX = "/api/v1";
  private static final Set<String> OLDER_ROOTS = Set.of("documents", "rag", "llm", "agent");
  private static final Set<String> OLDER_PATHS =
      Set.of("/health/db", "/fhir/convert", "/fhir/health");

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    String path = request.getURI().getRawPath();
    String canonical = canonical(path);
    if (canonical.equals("/") && Browser.wantsHtml(request)) {
      canonical = "/console";
    }
    if (canonical.equals(path)) {
      return chain.filter(exchange);
    }
    return chain.filter(
        exchange.mutate().request(request.mutate().path(canonical).build()).build());
  }

  static String canonical(String path) {
    String bare =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (OLDER_PATHS.contains(bare)) {
      return PREFIX + bare;
    }
    int end = bare.indexOf('/', 1);
    String root = bare.substring(Math.min(1, bare.length()), end < 0 ? bare.length() : end);
    return OLDER_ROOTS.contains(root) ? PREFIX + bare : bare;
  }
}
