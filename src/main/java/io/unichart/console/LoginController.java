package io.unichart.console;

import io.unichart.access.ConsoleLogin;
import io.unichart.platform.Problem;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The page at which a person comes in, and the way out. */
@Controller
@RequestMapping("/console")
class LoginController {

  private static final String HOME = "/console";

  private final ConsoleLogin login;

  LoginController(ConsoleLogin login) {
    this.login = login;
  }

  @GetMapping(path = "/login", produces = MediaType.TEXT_HTML_VALUE)
  Rendering page(@RequestParam(defaultValue = HOME) String to) {
    return login.open() ? Rendering.redirectTo(HOME).build() : page(to, false);
  }

  private Rendering page(String to, boolean refused) {
    return Rendering.view("console/login")
        .status(refused ? HttpStatus.UNAUTHORIZED : HttpStatus.OK)
        .model(
            Map.of(
                "to",
                to,
                "refused",
                refused,
                "byKey",
                login.byKey(),
                "byProvider",
                login.byProvider()))
        .build();
  }

  @PostMapping(
      path = "/login",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
      produces = MediaType.TEXT_HTML_VALUE)
  Mono<Rendering> enter(ServerWebExchange exchange) {
    return exchange
        .getFormData()
        .flatMap(
            form -> {
              String to = form.getFirst("to") == null ? HOME : form.getFirst("to");
              String key = form.getFirst("key") == null ? "" : form.getFirst("key");
              return login
                  .withKey(exchange, key, to)
                  .map(LoginController::goTo)
                  .switchIfEmpty(Mono.fromSupplier(() -> page(to, true)));
            });
  }

  @GetMapping("/login/provider")
  Mono<ResponseEntity<Void>> toProvider(
      @RequestParam(defaultValue = HOME) String to, ServerWebExchange exchange) {
    return login
        .toProvider(exchange, to)
        .map(LoginController::found)
        .switchIfEmpty(Mono.error(LoginController::noProvider));
  }

  @GetMapping("/login/back")
  Mono<ResponseEntity<Void>> fromProvider(ServerWebExchange exchange) {
    return login
        .fromProvider(exchange)
        .map(target -> found(URI.create(target)))
        .switchIfEmpty(Mono.error(LoginController::noProvider));
  }

  @PostMapping("/logout")
  Mono<Rendering> leave(ServerWebExchange exchange) {
    return login.leave(exchange).thenReturn(goTo(login.open() ? HOME : HOME + "/login"));
  }

  private static Rendering goTo(String page) {
    return Rendering.redirectTo(page).status(HttpStatus.SEE_OTHER).build();
  }

  private static ResponseEntity<Void> found(URI target) {
    return ResponseEntity.status(HttpStatus.FOUND).location(target).build();
  }

  private static Problem noProvider() {
    return Problem.notFound("no OpenID provider is configured for the console");
  }
}
