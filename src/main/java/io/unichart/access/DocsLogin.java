package io.unichart.access;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpCookie;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Leads a person who opens the API's pages without a login to it first. The pages themselves are
 * open, but the description that they show is for known callers only, and without it they could
 * show nothing but an error.
 */
@Order(0)
final class DocsLogin implements WebFilter {

  private final ConsoleLogin login;
  private final Sessions sessions;

  DocsLogin(ConsoleLogin login, Sessions sessions) {
    this.login = login;
    this.sessions = sessions;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String path = exchange.getRequest().getPath().pathWithinApplication().value();
    boolean asked =
        (path.equals("/docs") || path.endsWith("/swagger-ui/index.html"))
            && Refusals.isNavigation(exchange.getRequest())
            && (login.byKey() || login.byProvider());
    if (!asked) {
      return chain.filter(exchange);
    }
    HttpCookie session = exchange.getRequest().getCookies().getFirst(Gate.SESSION_COOKIE);
    return Mono.justOrEmpty(session)
        .flatMap(cookie -> sessions.caller(cookie.getValue()))
        .hasElement()
        .flatMap(known -> known ? chain.filter(exchange) : Refusals.toLogin(exchange, "/docs"));
  }
}
