package io.unichart.access;

import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.DefaultCsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The token by which a request shows that it comes from a page of ours. It is a hash of the
 * session's secret (before a login: of a cookie made for it), so that nothing needs to be kept, no
 * process needs to know another's tokens, and a cookie that another site plants is of no use.
 */
final class PageTokens implements ServerCsrfTokenRepository {

  private static final String HEADER = "X-CSRF-Token";
  private static final String PARAMETER = "_csrf";
  private static final String BEFORE_LOGIN = "unichart_login";
  private static final String FRESH = PageTokens.class.getName();
  private static final Duration AGE = Duration.ofHours(1);
  private static final Set<HttpMethod> HARMLESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

  /**
   * Whether a request must carry the token: it changes something, and what {@link Gate#proof} takes
   * for its proof is a cookie, which a foreign page could make a browser send; or it is a login,
   * which a foreign page could make a browser do under a name of its own choice.
   */
  static boolean needed(ServerWebExchange exchange) {
    return !HARMLESS.contains(exchange.getRequest().getMethod())
        && (Gate.byCookie(exchange) || Refusals.isLogin(exchange.getRequest()));
  }

  @Override
  public Mono<CsrfToken> generateToken(ServerWebExchange exchange) {
    String secret = Secrets.random();
    exchange.getAttributes().put(FRESH, secret);
    return Mono.just(token(secret));
  }

  @Override
  public Mono<Void> saveToken(ServerWebExchange exchange, @Nullable CsrfToken token) {
    if (exchange.getAttribute(FRESH) instanceof String secret) {
      Cookies.set(exchange, BEFORE_LOGIN, secret, AGE);
    }
    return Mono.empty();
  }

  @Override
  public Mono<CsrfToken> loadToken(ServerWebExchange exchange) {
    String secret = Cookies.read(exchange, Gate.SESSION_COOKIE);
    if (secret == null || Refusals.isLogin(exchange.getRequest())) {
      secret = Cookies.read(exchange, BEFORE_LOGIN);
    }
    return secret == null ? Mono.empty() : Mono.just(token(secret));
  }

  private static CsrfToken token(String secret) {
    String value =
        Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash("page " + secret));
    return new DefaultCsrfToken(HEADER, PARAMETER, value);
  }
}
