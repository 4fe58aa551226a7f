package io.unichart.access;

import io.unichart.platform.Problem;
import io.unichart.platform.ProblemType;
import io.unichart.platform.web.Browser;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How a caller is told no; a person in a browser is led to the login instead. */
final class Refusals {

  static final String LOGIN = "/console/login";
  private static final Duration SOON = Duration.ofSeconds(5);

  private final RateLimiter limiter;

  Refusals(RateLimiter limiter) {
    this.limiter = limiter;
  }

  /** No credential came, or one that is worth nothing. */
  Mono<Void> unknown(ServerWebExchange exchange, boolean offered) {
    Duration wait = limiter.take("address " + address(exchange));
    if (!wait.isZero()) {
      return Mono.error(tooMany(wait));
    }
    if (isPage(exchange.getRequest()) && isNavigation(exchange.getRequest())) {
      URI asked = exchange.getRequest().getURI();
      return toLogin(exchange, asked.getRawPath() + query(asked.getRawQuery()));
    }
    exchange
        .getResponse()
        .getHeaders()
        .set(
            HttpHeaders.WWW_AUTHENTICATE,
            "Bearer realm=\"unichart\"" + (offered ? ", error=\"invalid_token\"" : ""));
    return Mono.error(
        Problem.of(
            ProblemType.UNAUTHORIZED,
            offered
                ? "the credential is unknown, expired or revoked"
                : "a credential is needed, as X-API-Key or Authorization: Bearer"));
  }

  /** Who vouches for callers does not answer. */
  static Problem undecided(AuthenticationServiceException e) {
    return Problem.unavailable(
        "the issuer of the tokens does not answer, so the caller cannot be known; try again", SOON);
  }

  /** The caller is known, and may not do this. */
  static Problem forbidden(ServerWebExchange exchange) {
    Right right =
        Routes.rightFor(
            exchange.getRequest().getMethod(),
            exchange.getRequest().getPath().pathWithinApplication());
    String roles =
        right == null
            ? "another role"
            : right.roles().stream().map(Role::word).collect(Collectors.joining(" or "));
    return Problem.of(ProblemType.FORBIDDEN, "the caller may not do this; it takes " + roles);
  }

  /** A cookie alone does not prove that its owner wants what the request asks. */
  static Problem foreignPage() {
    return Problem.of(
        ProblemType.FORBIDDEN, "the request carries no token of the page that it comes from");
  }

  static Problem tooMany(Duration wait) {
    return Problem.tooManyRequests(
        "more requests a minute than SECURITY_RATE_LIMIT allows one caller",
        wait.plusMillis(999).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
  }

  static String address(ServerWebExchange exchange) {
    InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
    return remote == null || remote.getAddress() == null
        ? "unknown"
        : remote.getAddress().getHostAddress();
  }

  /** Whether a browser asks for a page, rather than a script for a part of one. */
  static boolean isNavigation(ServerHttpRequest request) {
    String mode = request.getHeaders().getFirst("Sec-Fetch-Mode");
    return request.getMethod().equals(HttpMethod.GET)
        && (mode == null || mode.equals("navigate"))
        && Browser.wantsHtml(request);
  }

  /** Whether it is about the login: those routes are open, and each asks the database or more. */
  static boolean isLogin(ServerHttpRequest request) {
    return request.getPath().pathWithinApplication().value().startsWith(LOGIN);
  }

  private static boolean isPage(ServerHttpRequest request) {
    String path = request.getPath().pathWithinApplication().value();
    return path.equals("/console") || path.startsWith("/console/");
  }

  /** Leads a browser to the login, and from there to the page that it wanted. */
  static Mono<Void> toLogin(ServerWebExchange exchange, String target) {
    exchange.getResponse().setStatusCode(HttpStatus.FOUND);
    exchange
        .getResponse()
        .getHeaders()
        .setLocation(
            URI.create(LOGIN + "?to=" + URLEncoder.encode(target, StandardCharsets.UTF_8)));
    return exchange.getResponse().setComplete();
  }

  private static String query(@Nullable String query) {
    return query == null ? "" : "?" + query;
  }
}
