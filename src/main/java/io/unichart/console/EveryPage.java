package io.unichart.console;

import io.unichart.access.ConsoleLogin;
import io.unichart.platform.PlatformProperties;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What every page shows or sends back: the product and its assets, who is signed in, and the proof
 * that it is a page of ours.
 */
@ControllerAdvice(basePackageClasses = EveryPage.class)
class EveryPage {

  private final ConsoleLogin login;
  private final ConsoleAssets assets;
  private final PlatformProperties properties;

  EveryPage(ConsoleLogin login, ConsoleAssets assets, PlatformProperties properties) {
    this.login = login;
    this.assets = assets;
    this.properties = properties;
  }

  @ModelAttribute("assets")
  String assets() {
    return assets.path();
  }

  @ModelAttribute("product")
  String product() {
    return properties.title();
  }

  @ModelAttribute("version")
  String version() {
    return properties.version();
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
