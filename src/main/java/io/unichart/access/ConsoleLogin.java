package io.unichart.access;

import io.unichart.platform.Actor;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How a person comes in through the console, and goes. */
@Component
public class ConsoleLogin {

  private static final String HOME = "/console";

  /** A page of the service itself: nobody is led elsewhere by a link to the login. */
  private static final Pattern PAGE =
      Pattern.compile("/docs|/console(?!/login|/logout)(?:[/?][\\w\\-./?=&%+]*)?");

  private final Mode mode;
  private final ApiKeys keys;
  private final Sessions sessions;
  private final AccessProperties properties;
  private final ObjectProvider<ProviderLogin> provider;

  ConsoleLogin(
      ApiKeys keys,
      Sessions sessions,
      AccessProperties properties,
      ObjectProvider<ProviderLogin> provider) {
    this.mode = Mode.of(properties.mode());
    this.keys = keys;
    this.sessions = sessions;
    this.properties = properties;
    this.provider = provider;
  }

  /** Whether nobody is asked at all. */
  public boolean open() {
    return mode == Mode.OPEN;
  }

  /** Whether a key lets in. */
  public boolean byKey() {
    return mode == Mode.API_KEY;
  }

  /** Whether an OpenID provider lets in. */
  public boolean byProvider() {
    return mode == Mode.OIDC && provider.getIfAvailable() != null;
  }

  /** Lets in with a key: where to go then, or empty when the key is worth nothing. */
  public Mono<String> withKey(ServerWebExchange exchange, String key, String target) {
    if (!byKey()) {
      return Mono.empty();
    }
    return keys.holder(key.strip())
        .flatMap(holder -> sessions.begin(holder.caller(), holder.id()))
        .map(token -> letIn(exchange, token, target));
  }

  /** Where the provider asks who it is. */
  public Mono<URI> toProvider(ServerWebExchange exchange, String target) {
    return Mono.justOrEmpty(provider.getIfAvailable())
        .flatMap(login -> login.away(exchange, page(target)));
  }

  /** Lets in whom the provider sends back: where to go then. */
  public Mono<String> fromProvider(ServerWebExchange exchange) {
    return Mono.justOrEmpty(provider.getIfAvailable())
        .flatMap(login -> login.back(exchange))
        .flatMap(
            back ->
                sessions
                    .begin(back.caller(), null)
                    .map(token -> letIn(exchange, token, back.target())));
  }

  /** Ends the login. */
  public Mono<Void> leave(ServerWebExchange exchange) {
    String token = Cookies.read(exchange, Gate.SESSION_COOKIE);
    Cookies.drop(exchange, Gate.SESSION_COOKIE);
    return token == null ? Mono.empty() : sessions.end(token);
  }

  private String letIn(ServerWebExchange exchange, String token, String target) {
    Cookies.set(exchange, Gate.SESSION_COOKIE, token, properties.sessionLifetime());
    return page(target);
  }

  private static String page(@Nullable String target) {
    return target != null && PAGE.matcher(target).matches() ? target : HOME;
  }

  /** The token that a page of ours sends back with what it changes; empty where none is asked. */
  public static Mono<String> pageToken(ServerWebExchange exchange) {
    Object token = exchange.getAttribute("org.springframework.security.web.server.csrf.CsrfToken");
    return token instanceof Mono<?> later
        ? later.map(found -> ((CsrfToken) found).getToken())
        : Mono.empty();
  }

  /** Who is signed in; empty for nobody. */
  public Mono<String> name() {
    return open()
        ? Mono.empty()
        : Actor.current().map(Actor::userId).filter(name -> !name.equals(Actor.ANONYMOUS));
  }
}
