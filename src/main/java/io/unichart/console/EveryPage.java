package io.unichart.console;

import io.unichart.access.ConsoleLogin;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What every page shows or sends back: who is signed in, and the proof that it is a page of ours.
 */
@ControllerAdvice(basePackageClasses = EveryPage.class)
class EveryPage {

  private final ConsoleLogin login;

  EveryPage(ConsoleLogin login) {
    this.login = login;
  }

  @ModelAttribute("caller")
  Mono<String> caller() {
    return login.name();
  }

  @ModelAttribute("pageToken")
  Mono<String> pageToken(ServerWebExchange exchange) {
    return ConsoleLogin.pageToken(exchange);
  }
}
