package io.unichart.console;

import io.unichart.platform.PlatformProperties;
import io.unichart.platform.Problem;
import io.unichart.platform.ProblemType;
import io.unichart.platform.web.Browser;
import io.unichart.platform.web.ProblemTranslator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Shows a person in a browser what went wrong, where a program would get a problem in JSON. */
@Component
@Order(-3)
class ErrorPages implements WebExceptionHandler {

  private final List<ViewResolver> resolvers;
  private final ConsoleAssets assets;
  private final PlatformProperties properties;

  ErrorPages(List<ViewResolver> resolvers, ConsoleAssets assets, PlatformProperties properties) {
    this.resolvers = resolvers;
    this.assets = assets;
    this.properties = properties;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    Problem problem = ProblemTranslator.translate(failure);
    if (exchange.getResponse().isCommitted()
        || problem.type() == ProblemType.INTERNAL
        || !isPage(exchange)) {
      return Mono.error(failure);
    }
    exchange.getResponse().setStatusCode(problem.status());
    Map<String, Object> model =
        Map.of(
            "assets", assets.path(),
            "product", properties.title(),
            "version", properties.version(),
            "status", problem.status().value(),
            "title", problem.type().title(),
            "detail", problem.detail());
    return Flux.fromIterable(resolvers)
        .concatMap(resolver -> resolver.resolveViewName("console/error", Locale.ENGLISH))
        .next()
        .flatMap(view -> view.render(model, MediaType.TEXT_HTML, exchange));
  }

  private static boolean isPage(ServerWebExchange exchange) {
    String path = exchange.getRequest().getURI().getRawPath();
    boolean ours = path.equals("/") || path.equals("/console") || path.startsWith("/console/");
    return ours && Browser.wantsHtml(exchange.getRequest());
  }
}
