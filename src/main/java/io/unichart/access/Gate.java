package io.unichart.access;

import io.unichart.platform.Actor;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The steps of a request through the gate: what it brings, whose that is, whether the route is for
 * them, and under which name it goes on.
 */
final class Gate {

  static final String KEY_HEADER = "X-API-Key";
  static final String SESSION_COOKIE = "unichart_session";
  private static final String BEARER = "bearer ";

  private final SecretCheck secrets;
  private final Sessions sessions;
  private final RateLimiter limiter;

  Gate(SecretCheck secrets, Sessions sessions, RateLimiter limiter) {
    this.secrets = secrets;
    this.sessions = sessions;
    this.limiter = limiter;
  }

  /** Whether a route is closed to those who are not known. */
  static boolean closed(ServerWebExchange exchange) {
    return right(exchange) != Right.OPEN;
  }

  private static @Nullable Right right(ServerWebExchange exchange) {
    return Routes.rightFor(exchange.getRequest().getMethod(), path(exchange));
  }

  private static PathContainer path(ServerWebExchange exchange) {
    return exchange.getRequest().getPath().pathWithinApplication();
  }

  /** What the request brings; a header goes before a cookie. */
  static Mono<Authentication> proof(ServerWebExchange exchange) {
    return Mono.justOrEmpty(offered(exchange));
  }

  private static @Nullable Proof offered(ServerWebExchange exchange) {
    HttpHeaders headers = exchange.getRequest().getHeaders();
    String key = headers.getFirst(KEY_HEADER);
    String bearer = headers.getFirst(HttpHeaders.AUTHORIZATION);
    if (key != null) {
      return Proof.offered(Proof.Kind.HEADER, key.strip());
    }
    if (bearer != null && bearer.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return Proof.offered(Proof.Kind.HEADER, bearer.substring(BEARER.length()).strip());
    }
    HttpCookie session = exchange.getRequest().getCookies().getFirst(SESSION_COOKIE);
    return session == null ? null : Proof.offered(Proof.Kind.SESSION, session.getValue());
  }

  /** Whether it is the cookie that speaks for the request, which a foreign page could send too. */
  static boolean byCookie(ServerWebExchange exchange) {
    Proof offered = offered(exchange);
    return offered != null && offered.kind() == Proof.Kind.SESSION;
  }

  /** Whose proof it is. */
  Mono<Authentication> caller(Authentication offered) {
    Proof proof = (Proof) offered;
    Mono<Caller> caller =
        proof.kind() == Proof.Kind.HEADER
            ? secrets.caller(proof.secret())
            : sessions.caller(proof.secret());
    return caller
        .map(known -> (Authentication) Proof.accepted(proof.kind(), known))
        .switchIfEmpty(Mono.error(() -> new BadCredentialsException("unknown")));
  }

  /** Whether the route is for the caller. What no row of the table names is for nobody. */
  static Mono<AuthorizationResult> decide(
      Mono<Authentication> authentication, ServerWebExchange exchange) {
    Right right = right(exchange);
    if (right == Right.OPEN) {
      return Mono.just(new AuthorizationDecision(true));
    }
    HttpMethod method = exchange.getRequest().getMethod();
    return authentication
        .mapNotNull(proof -> proof instanceof Proof known ? known.caller() : null)
        .flatMap(
            caller ->
                right == null
                    ? Mono.<AuthorizationResult>error(Routes.refusal(method, path(exchange)))
                    : Mono.just(new AuthorizationDecision(caller.has(right))))
        .defaultIfEmpty(new AuthorizationDecision(false));
  }

  /** Lets the request go on under the caller's name, unless there are too many of them. */
  Mono<Void> underItsName(ServerWebExchange exchange, WebFilterChain chain) {
    return ReactiveSecurityContextHolder.getContext()
        .defaultIfEmpty(new SecurityContextImpl())
        .flatMap(context -> goOn(exchange, chain, context));
  }

  private Mono<Void> goOn(
      ServerWebExchange exchange, WebFilterChain chain, SecurityContext context) {
    if (!(context.getAuthentication() instanceof Proof proof) || proof.caller() == null) {
      return Refusals.isLogin(exchange.getRequest())
          ? limited("login " + Refusals.address(exchange), chain.filter(exchange))
          : chain.filter(exchange);
    }
    String name = proof.caller().name();
    return limited("caller " + name, underName(name, exchange, chain));
  }

  private Mono<Void> limited(String who, Mono<Void> work) {
    Duration wait = limiter.take(who);
    return wait.isZero() ? work : Mono.error(() -> Refusals.tooMany(wait));
  }

  private static Mono<Void> underName(
      String name, ServerWebExchange exchange, WebFilterChain chain) {
    return Actor.current()
        .flatMap(
            actor ->
                chain
                    .filter(exchange)
                    .contextWrite(new Actor(name, actor.address(), actor.userAgent())::in));
  }
}
