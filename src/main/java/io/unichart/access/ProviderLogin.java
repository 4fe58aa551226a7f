package io.unichart.access;

import io.unichart.platform.Problem;
import io.unichart.platform.ProblemType;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The console's login at an OpenID provider: authorization code flow with PKCE. What must survive
 * the detour stands in a cookie of the browser that makes it, so any process can take it back. The
 * access token that comes of it is judged exactly as one in a header.
 */
final class ProviderLogin {

  /** What came of a detour. */
  record Back(Caller caller, String target) {}

  static final String BACK = Refusals.LOGIN + "/back";
  private static final String COOKIE = "unichart_detour";
  private static final Duration DETOUR = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofSeconds(5);

  private record Endpoints(URI authorization, URI token) {}

  private final AccessProperties properties;
  private final SecretCheck tokens;
  private final String issuer;
  private final String client;
  private final @Nullable String secret;
  private final JsonMapper json;
  private final WebClient http = WebClient.create();
  private final Mono<Endpoints> endpoints;

  ProviderLogin(
      AccessProperties properties,
      SecretCheck tokens,
      URI issuer,
      String client,
      @Nullable String secret,
      JsonMapper json) {
    this.properties = properties;
    this.tokens = tokens;
    this.issuer = issuer.toString();
    this.client = client;
    this.secret = secret;
    this.json = json;
    this.endpoints =
        new Discovery(issuer)
            .read()
            .map(
                found ->
                    new Endpoints(
                        Discovery.address(found, "authorization_endpoint"),
                        Discovery.address(found, "token_endpoint")))
            .timeout(PATIENCE)
            .onErrorMap(e -> away())
            .cacheInvalidateIf(found -> false);
  }

  private static Problem away() {
    return Problem.unavailable("the OpenID provider does not answer; try again", SOON);
  }

  /** Where to send the browser; the way back is noted in a cookie. */
  Mono<URI> away(ServerWebExchange exchange, String target) {
    String state = Secrets.random();
    String verifier = Secrets.random();
    Cookies.set(exchange, COOKIE, state + "." + verifier + "." + encoded(target), DETOUR);
    return endpoints.map(
        found ->
            UriComponentsBuilder.fromUri(found.authorization())
                .queryParam("response_type", "code")
                .queryParam("client_id", "{client}")
                .queryParam("redirect_uri", "{back}")
                .queryParam("scope", "{scope}")
                .queryParam("state", state)
                .queryParam("code_challenge", challenge(verifier))
                .queryParam("code_challenge_method", "S256")
                .encode()
                .buildAndExpand(client, wayBack(exchange), properties.oidc().scope())
                .toUri());
  }

  /** Takes the browser back. */
  Mono<Back> back(ServerWebExchange exchange) {
    var query = exchange.getRequest().getQueryParams();
    String[] noted = noted(exchange);
    Cookies.drop(exchange, COOKIE);
    String code = query.getFirst("code");
    String from = query.getFirst("iss");
    if (noted.length != 3
        || code == null
        || !same(noted[0], query.getFirst("state"))
        || (from != null && !from.equals(issuer))) {
      return Mono.error(refused("the login was not begun here, was refused, or took too long"));
    }
    return endpoints
        .flatMap(found -> token(found, code, noted[1], wayBack(exchange)))
        .flatMap(tokens::caller)
        .map(caller -> new Back(caller, decoded(noted[2])))
        .switchIfEmpty(
            Mono.error(() -> refused("the provider's token is not meant for this service")));
  }

  private Mono<String> token(Endpoints found, String code, String verifier, String back) {
    BodyInserters.FormInserter<String> form =
        BodyInserters.fromFormData("grant_type", "authorization_code")
            .with("code", code)
            .with("redirect_uri", back)
            .with("client_id", client)
            .with("code_verifier", verifier);
    return http.post()
        .uri(found.token())
        .headers(this::identify)
        .body(form)
        .retrieve()
        .onStatus(
            HttpStatusCode::is4xxClientError,
            answer -> Mono.error(refused("the provider refused the login")))
        .bodyToMono(String.class)
        .timeout(PATIENCE)
        .map(text -> json.readTree(text).path("access_token").asString())
        .onErrorMap(e -> !(e instanceof Problem), e -> away());
  }

  private void identify(HttpHeaders headers) {
    if (secret != null) {
      headers.setBasicAuth(formEncoded(client), formEncoded(secret), StandardCharsets.UTF_8);
    }
  }

  /** As RFC 6749 wants them, section 2.3.1, so that a colon in the name does not end it. */
  private static String formEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String wayBack(ServerWebExchange exchange) {
    URI given = properties.publicUrl();
    if (given != null) {
      return given.toString().replaceFirst("/$", "") + BACK;
    }
    URI here = exchange.getRequest().getURI();
    return here.getScheme() + "://" + here.getRawAuthority() + BACK;
  }

  private static String[] noted(ServerWebExchange exchange) {
    String cookie = Cookies.read(exchange, COOKIE);
    return cookie == null ? new String[0] : cookie.split("\\.");
  }

  private static boolean same(String one, @Nullable String other) {
    return other != null
        && MessageDigest.isEqual(
            one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String challenge(String verifier) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(verifier));
  }

  private static String encoded(String target) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(target.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String target) {
    try {
      return new String(Base64.getUrlDecoder().decode(target), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static Problem refused(String detail) {
    return Problem.of(ProblemType.UNAUTHORIZED, detail);
  }
}
