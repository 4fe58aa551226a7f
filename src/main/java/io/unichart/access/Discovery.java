package io.unichart.access;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * What an OpenID provider says about itself: at OpenID Connect's place for it, else at RFC 8414's.
 * A document that names another issuer than the one it was asked for is not believed.
 */
final class Discovery {

  private static final Logger log = LoggerFactory.getLogger(Discovery.class);
  private static final ParameterizedTypeReference<Map<String, Object>> DOCUMENT =
      new ParameterizedTypeReference<>() {};

  private final URI issuer;
  private final WebClient http = WebClient.create();

  Discovery(URI issuer) {
    this.issuer = issuer;
  }

  /** One of the provider's addresses, by the name that the document has for it. */
  static URI address(Map<String, Object> document, String name) {
    if (document.get(name) instanceof String address) {
      return URI.create(address);
    }
    throw new IllegalStateException("the provider does not name its " + name);
  }

  /** Asks for the document; fails when the provider does not answer, or with another's name. */
  Mono<Map<String, Object>> read() {
    List<URI> places = places();
    return at(places.get(0))
        .onErrorResume(failure -> at(places.get(1)).onErrorMap(second -> failure));
  }

  private List<URI> places() {
    String path = issuer.getRawPath() == null ? "" : issuer.getRawPath().replaceFirst("/$", "");
    return List.of(
        issuer.resolve(path + "/.well-known/openid-configuration"),
        issuer.resolve("/.well-known/oauth-authorization-server" + path));
  }

  private Mono<Map<String, Object>> at(URI place) {
    return http.get()
        .uri(place)
        .retrieve()
        .bodyToMono(DOCUMENT)
        .doOnNext(
            found -> {
              if (!issuer.toString().equals(found.get("issuer"))) {
                log.warn("{} names another issuer than SECURITY_OIDC_ISSUER", place);
                throw new IllegalStateException("another issuer");
              }
            });
  }
}
