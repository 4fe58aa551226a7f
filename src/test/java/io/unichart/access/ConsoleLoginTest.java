package io.unichart.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

/** A person comes in with a key, works, and goes. */
@KeyServiceTest
class ConsoleLoginTest {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final String SESSION = "unichart_session";
  private static final String BEFORE = "unichart_login";

  @Autowired WebTestClient http;
  private String before;
  private String formToken;

  @BeforeEach
  void openTheLogin() {
    EntityExchangeResult<String> page =
        http.get()
            .uri("/console/login?to=/console/documents/7")
            .accept(MediaType.TEXT_HTML)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult();
    before = page.getResponseCookies().getFirst(BEFORE).getValue();
    formToken = found(page.getResponseBody());
  }

  @Test
  void aBrowserIsLedToTheLoginAndBack() {
    http.get()
        .uri("/console/documents/7?passage=1")
        .accept(MediaType.TEXT_HTML)
        .exchange()
        .expectStatus()
        .isFound()
        .expectHeader()
        .valueEquals("Location", "/console/login?to=%2Fconsole%2Fdocuments%2F7%3Fpassage%3D1");
    http.get().uri("/").accept(MediaType.TEXT_HTML).exchange().expectStatus().isFound();
  }

  @Test
  void aPersonWhoOpensTheApisPagesComesInFirst() {
    http.get()
        .uri("/docs")
        .accept(MediaType.TEXT_HTML)
        .exchange()
        .expectStatus()
        .isFound()
        .expectHeader()
        .valueEquals("Location", "/console/login?to=%2Fdocs");
    String session = enter(KeyServiceTest.BOOTSTRAP, "/docs").getValue();

    http.get()
        .uri("/docs")
        .accept(MediaType.TEXT_HTML)
        .cookie(SESSION, session)
        .exchange()
        .expectHeader()
        .value("Location", to -> assertThat(to).endsWith("/swagger-ui/index.html"));
    http.get()
        .uri("/v3/api-docs")
        .cookie(SESSION, session)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.components.securitySchemes.key.name")
        .isEqualTo("X-API-Key");
    http.get().uri("/docs").exchange().expectHeader().doesNotExist("WWW-Authenticate");
  }

  @Test
  void aPartOfAPageIsRefusedWithoutADetour() {
    http.get()
        .uri("/console/library")
        .accept(MediaType.TEXT_HTML)
        .header("Sec-Fetch-Mode", "cors")
        .exchange()
        .expectStatus()
        .isUnauthorized();
  }

  @Test
  void aKeyLetsInAndTheCookieIsOutOfReachOfScripts() {
    ResponseCookie session = enter(KeyServiceTest.BOOTSTRAP, "/console/documents/7");

    assertThat(session.isHttpOnly()).isTrue();
    assertThat(session.getSameSite()).isEqualTo("Lax");
    assertThat(session.isSecure()).isFalse();
    http.get()
        .uri("/console")
        .cookie(SESSION, session.getValue())
        .accept(MediaType.TEXT_HTML)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .value(page -> assertThat(page).contains("bootstrap", "Sign out", "page-token"));
  }

  @Test
  void behindTlsTheCookieStaysThereAndTheBrowserIsToldToStay() {
    submit(KeyServiceTest.BOOTSTRAP, "/console", formToken, "https")
        .expectStatus()
        .isSeeOther()
        .expectCookie()
        .secure(SESSION, true)
        .expectHeader()
        .exists("Strict-Transport-Security");
  }

  @Test
  void aWrongKeyIsToldAndNotRepeated() {
    submit("wrong-key-0123456789", "/console", formToken, null)
        .expectStatus()
        .isUnauthorized()
        .expectCookie()
        .doesNotExist(SESSION)
        .expectBody(String.class)
        .value(
            page ->
                assertThat(page)
                    .contains("unknown, expired or revoked")
                    .doesNotContain("wrong-key"));
  }

  @Test
  void aLoginFromAForeignPageIsRefused() {
    submit(KeyServiceTest.BOOTSTRAP, "/console", "forged", null).expectStatus().isForbidden();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example.org",
        "//evil.example.org",
        "/console//evil\\x",
        "/console/login",
        "x"
      })
  void nobodyIsLedElsewhere(String target) {
    submit(KeyServiceTest.BOOTSTRAP, target, formToken, null)
        .expectStatus()
        .isSeeOther()
        .expectHeader()
        .valueEquals("Location", "/console");
  }

  @Test
  void whatAPageChangesCarriesItsTokenAndAHeaderNeedsNone() {
    String session = enter(KeyServiceTest.BOOTSTRAP, "/console").getValue();
    String token = pageToken(session);
    Map<String, String> note = Map.of("title", "A visit", "content", "Feels well today.");

    add(note).cookie(SESSION, session).exchange().expectStatus().isForbidden();
    add(note)
        .cookie(SESSION, session)
        .header("X-CSRF-Token", "forged")
        .exchange()
        .expectStatus()
        .isForbidden();
    add(note)
        .cookie(SESSION, session)
        .header("X-CSRF-Token", token)
        .exchange()
        .expectStatus()
        .isCreated();
    add(note).header("X-API-Key", KeyServiceTest.BOOTSTRAP).exchange().expectStatus().isCreated();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic eDp5", "Negotiate abc", "Bearer", "x"})
  void aHeaderThatShowsNoCredentialIsNoSubstituteForThePagesToken(String header) {
    String session = enter(KeyServiceTest.BOOTSTRAP, "/console").getValue();

    add(Map.of("title", "A visit", "content", "Feels well today."))
        .cookie(SESSION, session)
        .header("Authorization", header)
        .exchange()
        .expectStatus()
        .isForbidden();
  }

  @Test
  void whoSignsOutIsOut() {
    String session = enter(KeyServiceTest.BOOTSTRAP, "/console").getValue();

    http.post()
        .uri("/console/logout")
        .cookie(SESSION, session)
        .body(BodyInserters.fromFormData("_csrf", pageToken(session)))
        .exchange()
        .expectStatus()
        .isSeeOther()
        .expectCookie()
        .maxAge(SESSION, java.time.Duration.ZERO);

    http.get()
        .uri("/api/v1/documents")
        .cookie(SESSION, session)
        .exchange()
        .expectStatus()
        .isUnauthorized();
  }

  @Test
  void anotherSitesScriptsAreAllowedOnlyWhereConfigured() {
    http.options()
        .uri("/api/v1/documents")
        .header("Origin", "https://portal.example.org")
        .header("Access-Control-Request-Method", "GET")
        .header("Access-Control-Request-Headers", "X-API-Key")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("Access-Control-Allow-Origin", "https://portal.example.org");
    http.get()
        .uri("/health")
        .header("Origin", "https://evil.example.org")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .doesNotExist("Access-Control-Allow-Origin");
  }

  private WebTestClient.RequestHeadersSpec<?> add(Map<String, String> note) {
    return http.post().uri("/api/v1/documents").bodyValue(note);
  }

  private String pageToken(String session) {
    return found(
        http.get()
            .uri("/console")
            .cookie(SESSION, session)
            .accept(MediaType.TEXT_HTML)
            .exchange()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody());
  }

  private ResponseCookie enter(String key, String target) {
    return submit(key, target, formToken, null)
        .expectStatus()
        .isSeeOther()
        .expectHeader()
        .valueEquals("Location", target)
        .returnResult(Void.class)
        .getResponseCookies()
        .getFirst(SESSION);
  }

  private WebTestClient.ResponseSpec submit(String key, String to, String token, String scheme) {
    return http.post()
        .uri("/console/login")
        .accept(MediaType.TEXT_HTML)
        .cookie(BEFORE, before)
        .headers(
            headers -> {
              if (scheme != null) {
                headers.put("X-Forwarded-Proto", List.of(scheme));
              }
            })
        .body(BodyInserters.fromFormData("_csrf", token).with("key", key).with("to", to))
        .exchange();
  }

  private static String found(String page) {
    Matcher token = TOKEN.matcher(page);
    assertThat(token.find()).as("the page has a token").isTrue();
    return token.group(1);
  }
}
