package io.unichart.platform.web;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Tells browsers to run nothing but what the service itself serves, to guess no content types, to
 * show the pages in no other site's frame, and to keep answers of the API out of their caches.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class SecurityHeadersFilter implements WebFilter {

  private static final String PAGES =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  /** Swagger UI writes style attributes. */
  private static final String SWAGGER =
      PAGES.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

  private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String path = exchange.getRequest().getURI().getRawPath();
    HttpHeaders headers = exchange.getResponse().getHeaders();
    headers.set("Content-Security-Policy", policy(path));
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    if (Browser.overTls(exchange.getRequest())) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
    if (path.startsWith("/api/")) {
      headers.set("Cache-Control", "no-store");
    }
    return chain.filter(exchange);
  }

  private static String policy(String path) {
    if (path.startsWith("/swagger-ui") || path.startsWith("/webjars") || path.equals("/docs")) {
      return SWAGGER;
    }
    return path.equals("/") || path.startsWith("/console") ? PAGES : DATA;
  }
}
