package io.unichart.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@KeyServiceTest
class KeyApiTest {

  @Autowired WebTestClient http;
  @Autowired DatabaseClient database;

  @Test
  void withoutACredentialARequestIsToldWhatIsNeeded() {
    http.get()
        .uri("/api/v1/documents")
        .exchange()
        .expectStatus()
        .isUnauthorized()
        .expectHeader()
        .valueEquals("WWW-Authenticate", "Bearer realm=\"unichart\"")
        .expectHeader()
        .contentType("application/problem+json")
        .expectHeader()
        .valueEquals("X-Content-Type-Options", "nosniff")
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:unichart:problem:unauthorized")
        .jsonPath("$.detail")
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/documents", "/documents/", "/api/v1/nothing", "/v3/api-docs", "/rag/stats"})
  void olderAndUnknownPathsAreClosedToo(String path) {
    http.get().uri(path).exchange().expectStatus().isUnauthorized();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/health",
        "/health/",
        "/health/db",
        "/api/v1/health",
        "/livez",
        "/readyz",
        "/docs"
      })
  void whatAProbeOrANewcomerAsksForIsOpenEvenWithAWrongKey(String path) {
    http.get()
        .uri(path)
        .header("X-API-Key", "wrong")
        .exchange()
        .expectStatus()
        .value(status -> assertThat(status).isLessThan(400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"createKey", "readKey", "listKeys"})
  void keysAreMadeAndToldAsTheDescriptionShows(String operation) throws IOException {
    JsonNode creation = example("createKey");
    ObjectNode request = (ObjectNode) creation.get("request");
    request.put("name", "as-shown-" + UUID.randomUUID());
    JsonNode created =
        told(
            as(KeyServiceTest.BOOTSTRAP)
                .post()
                .uri("/api/v1/keys")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(request.toString()));
    String id = created.get("id").asString();
    JsonNode answer =
        switch (operation) {
          case "createKey" -> created;
          case "readKey" -> told(as(KeyServiceTest.BOOTSTRAP).get().uri("/api/v1/keys/" + id));
          default -> told(as(KeyServiceTest.BOOTSTRAP).get().uri("/api/v1/keys"));
        };

    assertThat(answer.propertyNames())
        .containsAll(example(operation).get("response").propertyNames());
  }

  private static JsonNode example(String operation) throws IOException {
    return new JsonMapper()
        .readTree(Files.readString(Path.of("src/main/resources/openapi", operation + ".json")));
  }

  private static JsonNode told(WebTestClient.RequestHeadersSpec<?> request) {
    JsonNode answer =
        request
            .exchange()
            .expectStatus()
            .is2xxSuccessful()
            .expectBody(JsonNode.class)
            .returnResult()
            .getResponseBody();
    assertThat(answer).isNotNull();
    return answer;
  }

  @Test
  void aKnownCallerLearnsThatAPathIsUnknownOrAMethodWrong() {
    as(KeyServiceTest.BOOTSTRAP).get().uri("/nope").exchange().expectStatus().isNotFound();
    as(KeyServiceTest.BOOTSTRAP)
        .delete()
        .uri("/api/v1/documents")
        .exchange()
        .expectStatus()
        .isEqualTo(405)
        .expectHeader()
        .exists("Allow");
  }

  @Test
  void aPathThatTheFirewallTurnsAwayIsAProblem() {
    as(KeyServiceTest.BOOTSTRAP)
        .get()
        .uri(java.net.URI.create(base() + "/api/v1/documents/%2e%2e/x"))
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.detail")
        .isNotEmpty();
  }

  @Test
  void aKeyIsToldOnceAndWorksInBothHeaders() {
    Map<?, ?> made = make("told once", "reader");
    String secret = (String) made.get("key");

    assertThat(secret).startsWith("unichart_").hasSizeGreaterThan(50);
    as(secret).get().uri("/api/v1/documents").exchange().expectStatus().isOk();
    http.get()
        .uri("/documents/")
        .header("Authorization", "Bearer " + secret)
        .exchange()
        .expectStatus()
        .isOk();
    String listed =
        as(KeyServiceTest.BOOTSTRAP)
            .get()
            .uri("/api/v1/keys")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    assertThat(listed).contains("told once", "last_used_at").doesNotContain(secret, "hash");
  }

  @Test
  void theDatabaseHoldsAHashOnly() {
    String secret = (String) make("hashed", "reader").get("key");

    String row =
        database
            .sql("select api_key::text as row from api_key where name = 'hashed'")
            .map(found -> found.get("row", String.class))
            .one()
            .block();

    assertThat(row).doesNotContain(secret).doesNotContain(secret.substring(9));
  }

  @Test
  void aRoleThatDoesNotSufficeIsNamedByThoseThatDo() {
    String reader = (String) make("only reads", "reader").get("key");

    as(reader)
        .post()
        .uri("/api/v1/documents")
        .bodyValue(Map.of("title", "t", "content", "long enough content"))
        .exchange()
        .expectStatus()
        .isForbidden()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:unichart:problem:forbidden")
        .jsonPath("$.detail")
        .value(String.class, detail -> assertThat(detail).contains("clinician"));
  }

  @Test
  void aRevokedKeyIsRefusedWithinSecondsAndMayBeRevokedAgain() {
    Map<?, ?> made = make("to revoke", "reader");
    String secret = (String) made.get("key");
    as(secret).get().uri("/api/v1/documents").exchange().expectStatus().isOk();

    for (int i = 0; i < 2; i++) {
      as(KeyServiceTest.BOOTSTRAP)
          .delete()
          .uri("/api/v1/keys/" + made.get("id"))
          .exchange()
          .expectStatus()
          .isNoContent();
    }

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () ->
                as(secret)
                    .get()
                    .uri("/api/v1/documents")
                    .exchange()
                    .expectStatus()
                    .isUnauthorized());
  }

  @Test
  void anExpiredKeyIsRefused() {
    String secret = (String) make("to expire", "reader").get("key");
    database
        .sql("update api_key set expires_at = now() - interval '1 s' where name = 'to expire'")
        .then()
        .block();

    as(secret)
        .get()
        .uri("/api/v1/documents")
        .exchange()
        .expectStatus()
        .isUnauthorized()
        .expectHeader()
        .valueEquals("WWW-Authenticate", "Bearer realm=\"unichart\", error=\"invalid_token\"");
  }

  @Test
  void everyFaultOfANewKeyIsNamed() {
    as(KeyServiceTest.BOOTSTRAP)
        .post()
        .uri("/api/v1/keys")
        .bodyValue(Map.of("name", " ", "roles", List.of("king"), "expires_at", "2020-01-01T00:00Z"))
        .exchange()
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.errors[*].field")
        .value(
            List.class,
            fields ->
                assertThat((List<?>) fields).asString().contains("name", "roles[0]", "expires_at"));
  }

  @Test
  void aNameInUseIsAConflictAndAnUnknownKeyIsNotFound() {
    make("in use", "reader");

    as(KeyServiceTest.BOOTSTRAP)
        .post()
        .uri("/api/v1/keys")
        .bodyValue(Map.of("name", "in use", "roles", List.of("reader")))
        .exchange()
        .expectStatus()
        .isEqualTo(409);
    as(KeyServiceTest.BOOTSTRAP)
        .delete()
        .uri("/api/v1/keys/" + UUID.randomUUID())
        .exchange()
        .expectStatus()
        .isNotFound();
  }

  @Test
  void theLastAdministratorsKeyCannotBeRevoked() {
    UUID id =
        database
            .sql("select id from api_key where name = 'bootstrap'")
            .map(row -> row.get("id", UUID.class))
            .one()
            .block();
    database
        .sql(
            "update api_key set revoked_at = now() where name <> 'bootstrap'"
                + " and 'administrator' = any(roles)")
        .then()
        .block();

    as(KeyServiceTest.BOOTSTRAP)
        .delete()
        .uri("/api/v1/keys/" + id)
        .exchange()
        .expectStatus()
        .isEqualTo(409);
  }

  @Test
  void theTrailNamesTheKeyThatActed() {
    String secret = (String) make("acting clinic", "integrator").get("key");

    String location =
        as(secret)
            .post()
            .uri("/api/v1/patients")
            .bodyValue(Map.of("name", Map.of("family", "Quillfeather")))
            .exchange()
            .expectStatus()
            .isCreated()
            .returnResult(String.class)
            .getResponseHeaders()
            .getFirst("Location");

    as(KeyServiceTest.BOOTSTRAP)
        .get()
        .uri(location + "/audit")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.entries[0].user_id")
        .isEqualTo("acting clinic");
    as(KeyServiceTest.BOOTSTRAP)
        .get()
        .uri("/api/v1/audit/recent?limit=500")
        .exchange()
        .expectBody()
        .jsonPath("$.entries[?(@.entity_type == 'key' && @.new_values.name == 'acting clinic')]")
        .isNotEmpty();
  }

  @Test
  void theKeyOfAnExpiryIsKept() {
    OffsetDateTime end = OffsetDateTime.parse("2099-01-01T00:00:00Z");

    as(KeyServiceTest.BOOTSTRAP)
        .post()
        .uri("/api/v1/keys")
        .bodyValue(
            Map.of("name", "ends", "roles", List.of("auditor"), "expires_at", end.toString()))
        .exchange()
        .expectStatus()
        .isCreated()
        .expectHeader()
        .exists("Location")
        .expectBody()
        .jsonPath("$.expires_at")
        .isEqualTo("2099-01-01T00:00:00Z");
  }

  private String base() {
    return http.get()
        .uri("/health")
        .exchange()
        .returnResult(String.class)
        .getUrl()
        .toString()
        .replace("/health", "");
  }

  private WebTestClient as(String secret) {
    return http.mutate().defaultHeader("X-API-Key", secret).build();
  }

  private Map<?, ?> make(String name, String... roles) {
    return as(KeyServiceTest.BOOTSTRAP)
        .post()
        .uri("/api/v1/keys")
        .bodyValue(Map.of("name", name, "roles", List.of(roles)))
        .exchange()
        .expectStatus()
        .isCreated()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody();
  }
}
