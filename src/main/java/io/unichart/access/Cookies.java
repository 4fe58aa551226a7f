package io.unichart.access;

import io.unichart.platform.web.Browser;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.web.server.ServerWebExchange;

/** Cookies as this service sets them: out of reach of scripts and of other sites' requests. */
final class Cookies {

  private Cookies() {}

  static void set(ServerWebExchange exchange, String name, String value, Duration age) {
    exchange
        .getResponse()
        .addCookie(
            ResponseCookie.from(name, value)
                .httpOnly(true)
                .secure(Browser.overTls(exchange.getRequest()))
                .sameSite("Lax")
                .path("/")
                .maxAge(age)
                .build());
  }

  static void drop(ServerWebExchange exchange, String name) {
    set(exchange, name, "", Duration.ZERO);
  }

  static @Nullable String read(ServerWebExchange exchange, String name) {
    HttpCookie cookie = exchange.getRequest().getCookies().getFirst(name);
    return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
  }
}
