package io.unichart.access;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jwt.JWTClaimsSet;
import io.unichart.App;
import io.unichart.platform.TestDatabase;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The whole service with {@code SECURITY_MODE=oidc} and a provider that misbehaves on demand. */
@SpringBootTest(
    classes = App.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      "seed.dir=target/no-seed",
      "demo.population=0",
      "security.mode=oidc",
      "security.rate-limit=" + OidcModeTest.LIMIT,
      "security.oidc.audience=" + Issuer.AUDIENCE,
      "security.oidc.client-id=console",
      "security.oidc.client-secret=" + OidcModeTest.SECRET
    })
@AutoConfigureWebTestClient(timeout = "60s")
@ContextConfiguration(initializers = TestDatabase.class)
class OidcModeTest {

  static final int LIMIT = 300;
  static final String SECRET = "100%:not so+secret&é";

  private static final Issuer ISSUER = new Issuer();

  @Autowired WebTestClient http;

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry registry) {
    registry.add("security.oidc.issuer", ISSUER::url);
  }

  @AfterAll
  static void close() {
    ISSUER.close();
  }

  @AfterEach
  void bringTheIssuerBack() {
    ISSUER.come();
  }

  @Test
  void aTokenNamesTheCallerInTheTrail() {
    String location =
        with(claims -> claims.claim("roles", List.of("integrator")))
            .post()
            .uri("/api/v1/patients")
            .bodyValue(Map.of("name", Map.of("family", "Featherquill")))
            .exchange()
            .expectStatus()
            .isCreated()
            .returnResult(Void.class)
            .getResponseHeaders()
            .getFirst("Location");

    with(claims -> claims.claim("roles", List.of("auditor")))
        .get()
        .uri(location + "/audit")
        .exchange()
        .expectBody()
        .jsonPath("$.entries[0].user_id")
        .isEqualTo("dr-who");
  }

  @Test
  void aTokenForSomebodyElseIsRefused() {
    with(claims -> claims.audience("somebody-else"))
        .get()
        .uri("/documents")
        .exchange()
        .expectStatus()
        .isUnauthorized()
        .expectHeader()
        .valueEquals("WWW-Authenticate", "Bearer realm=\"unichart\", error=\"invalid_token\"");
  }

  @Test
  void aRoleThatDoesNotSufficeIsForbiddenAndScopesNarrowIt() {
    with(claims -> {}).get().uri("/api/v1/audit/recent").exchange().expectStatus().isForbidden();
    with(claims -> claims.claim("scope", "openid user/*.rs"))
        .post()
        .uri("/api/v1/documents")
        .bodyValue(Map.of("title", "A visit", "content", "Feels well today."))
        .exchange()
        .expectStatus()
        .isForbidden();
    with(claims -> claims.claim("scope", "openid user/*.rs"))
        .get()
        .uri("/api/v1/documents")
        .exchange()
        .expectStatus()
        .isOk();
  }

  @Test
  void anIssuerThatIsAwayIsNoErrorOfTheServiceNorOfTheCaller() {
    ISSUER.goAway();

    http.get()
        .uri("/api/v1/documents")
        .header("Authorization", "Bearer " + ISSUER.token(Issuer.key("rotated"), claims -> {}))
        .exchange()
        .expectStatus()
        .isEqualTo(503)
        .expectHeader()
        .exists("Retry-After")
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:unichart:problem:unavailable");
    http.get().uri("/readyz").exchange().expectStatus().isOk();
  }

  @Test
  void aCallerThatAsksTooOftenWaitsAndNobodyElseDoes() {
    WebTestClient busy = with(claims -> claims.subject("busy-bee"));
    EntityExchangeResult<String> refused = refusedIn(busy, "/api/v1/terminology");

    assertThat(refused.getStatus().value()).isEqualTo(429);
    assertThat(refused.getResponseHeaders().getContentType())
        .hasToString("application/problem+json");
    assertThat(refused.getResponseBody())
        .contains("urn:unichart:problem:too-many-requests", "SECURITY_RATE_LIMIT", "request_id");
    long wait = Long.parseLong(refused.getResponseHeaders().getFirst("Retry-After"));
    assertThat(wait).isBetween(1L, 60L);
    with(claims -> {}).get().uri("/api/v1/terminology").exchange().expectStatus().isOk();
    http.get().uri("/livez").exchange().expectStatus().isOk();
    await()
        .atMost(Duration.ofSeconds(wait + 5))
        .until(
            () ->
                busy.get()
                    .uri("/api/v1/terminology")
                    .exchange()
                    .returnResult(Void.class)
                    .getStatus()
                    .is2xxSuccessful());
  }

  @Test
  void anAddressThatShowsNothingIsLimitedTooAndKnownCallersThereAreNot() {
    EntityExchangeResult<String> refused = refusedIn(http, "/api/v1/documents");

    assertThat(refused.getStatus().value()).isEqualTo(429);
    assertThat(refused.getResponseHeaders().getFirst("Retry-After")).isNotNull();
    with(claims -> {}).get().uri("/api/v1/documents").exchange().expectStatus().isOk();
    // the other tests of this class are refused from here too, for their own reasons
    await()
        .pollDelay(Duration.ofSeconds(2))
        .until(
            () ->
                http.get()
                        .uri("/api/v1/documents")
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .value()
                    == 401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/console/login/back", "/console/login"})
  void anAddressThatTriesTheLoginTooOftenWaitsToo(String path) {
    EntityExchangeResult<String> refused = refusedIn(http, path);

    assertThat(refused.getStatus().value()).isEqualTo(429);
    assertThat(refused.getResponseHeaders().getFirst("Retry-After")).isNotNull();
    with(claims -> {}).get().uri("/api/v1/documents").exchange().expectStatus().isOk();
    http.get().uri("/console/assets/console.css").exchange().expectStatus().isOk();
    await()
        .pollDelay(Duration.ofSeconds(2))
        .until(
            () ->
                http.get()
                        .uri("/console/login")
                        .accept(MediaType.TEXT_HTML)
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .value()
                    == 200);
  }

  /** The answer that is a refusal for too many requests, or the last one. */
  private static EntityExchangeResult<String> refusedIn(WebTestClient caller, String path) {
    EntityExchangeResult<String> answer = null;
    for (int i = 0; i < 2 * LIMIT; i++) {
      answer = caller.get().uri(path).exchange().expectBody(String.class).returnResult();
      if (answer.getStatus().value() == 429) {
        break;
      }
    }
    return answer;
  }

  @Test
  void noKeysAreMadeInThisMode() {
    with(claims -> claims.claim("roles", List.of("administrator")))
        .post()
        .uri("/api/v1/keys")
        .bodyValue(Map.of("name", "a door", "roles", List.of("administrator")))
        .exchange()
        .expectStatus()
        .isEqualTo(409);
  }

  @Test
  void aPersonComesInThroughTheProvider() {
    FluxExchangeResult<Void> leaving = leave("/console/documents/9");
    URI provider = leaving.getResponseHeaders().getLocation();
    Map<String, String> asked = query(provider);
    assertThat(provider.toString()).startsWith(ISSUER.url() + "/authorize?");
    assertThat(asked)
        .containsEntry("client_id", "console")
        .containsEntry("response_type", "code")
        .containsEntry("scope", "openid")
        .containsEntry("code_challenge_method", "S256");
    assertThat(asked.get("redirect_uri")).endsWith("/console/login/back");
    ISSUER
        .server()
        .stubFor(
            post("/token")
                .willReturn(okJson("{\"access_token\": \"" + ISSUER.token(claims -> {}) + "\"}")));

    FluxExchangeResult<Void> back = comeBack(leaving, asked.get("state"));

    assertThat(back.getStatus().value()).isEqualTo(302);
    assertThat(back.getResponseHeaders().getFirst("Location")).isEqualTo("/console/documents/9");
    String session = back.getResponseCookies().getFirst("unichart_session").getValue();
    http.get()
        .uri("/console")
        .accept(MediaType.TEXT_HTML)
        .cookie("unichart_session", session)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .value(page -> assertThat(page).contains("dr-who", "Sign out"));
    assertThat(basicOfTheTokenRequest()).isEqualTo("console:100%25%3Anot+so%2Bsecret%26%C3%A9");
    assertThat(challengeOfTheTokenRequest()).isEqualTo(asked.get("code_challenge"));
  }

  @Test
  void aLoginThatWasNotBegunHereIsRefused() {
    assertThat(comeBack(leave("/console"), "forged").getStatus().value()).isEqualTo(401);
  }

  private static LoggedRequest tokenRequest() {
    return ISSUER.server().findAll(postRequestedFor(urlEqualTo("/token"))).get(0);
  }

  private static String basicOfTheTokenRequest() {
    String basic = tokenRequest().getHeader("Authorization").replaceFirst("^Basic ", "");
    return new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
  }

  private static String challengeOfTheTokenRequest() {
    String form = tokenRequest().getBodyAsString();
    String verifier = query(URI.create("http://x/?" + form)).get("code_verifier");
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(verifier));
  }

  private FluxExchangeResult<Void> leave(String target) {
    return http.get()
        .uri("/console/login/provider?to=" + target)
        .accept(MediaType.TEXT_HTML)
        .exchange()
        .expectStatus()
        .isFound()
        .returnResult(Void.class);
  }

  private FluxExchangeResult<Void> comeBack(FluxExchangeResult<Void> leaving, String state) {
    return http.get()
        .uri("/console/login/back?code=one-time&state=" + state)
        .accept(MediaType.TEXT_HTML)
        .cookie(
            "unichart_detour", leaving.getResponseCookies().getFirst("unichart_detour").getValue())
        .exchange()
        .returnResult(Void.class);
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> found = new HashMap<>();
    Arrays.stream(uri.getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> found.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    return found;
  }

  private WebTestClient with(Consumer<JWTClaimsSet.Builder> change) {
    return http.mutate().defaultHeader("Authorization", "Bearer " + ISSUER.token(change)).build();
  }
}
