package io.unichart.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class RootTest {

  @Autowired WebTestClient http;

  @Test
  void theRootTellsNameVersionStatusAndLinks() {
    http.get()
        .uri("/")
        .accept(MediaType.APPLICATION_JSON)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.name")
        .isEqualTo("Unichart")
        .jsonPath("$.version")
        .exists()
        .jsonPath("$.status")
        .isEqualTo("ok")
        .jsonPath("$.links.docs")
        .isEqualTo("/docs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/"})
  void healthTouchesNothingElse(String path) {
    http.get().uri(path).exchange().expectStatus().isOk().expectBody().json("{\"status\":\"ok\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/db", "/api/v1/health/db", "/health/db/"})
  void theDatabasesHealthAnswersWithAndWithoutThePrefix(String path) {
    http.get()
        .uri(path)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .json("{\"status\":\"ok\",\"database\":\"connected\"}");
  }

  @Test
  void theIndexHealthNamesTheService() {
    http.get()
        .uri("/api/v1/health")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo("healthy")
        .jsonPath("$.service")
        .isEqualTo("unichart");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livez", "/readyz"})
  void theProbesAnswerOnTheMainPort(String path) {
    http.get().uri(path).exchange().expectStatus().isOk();
  }

  @Test
  void anUnknownPathIsAProblemWithADetailAndARequestId() {
    http.get()
        .uri("/api/v1/nothing/here")
        .header("X-Request-Id", "abc-1")
        .exchange()
        .expectStatus()
        .isNotFound()
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectHeader()
        .valueEquals("X-Request-Id", "abc-1")
        .expectBody()
        .jsonPath("$.detail")
        .isNotEmpty()
        .jsonPath("$.request_id")
        .isEqualTo("abc-1");
  }

  @Test
  void aWrongMethodNamesTheRightOnes() {
    http.post()
        .uri("/api/v1/health")
        .exchange()
        .expectStatus()
        .isEqualTo(405)
        .expectHeader()
        .valueMatches("Allow", ".*GET.*")
        .expectBody()
        .jsonPath("$.detail")
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/documents,/api/v1/documents",
    "/documents/,/api/v1/documents",
    "/documents/7/,/api/v1/documents/7",
    "/api/v1/documents/,/api/v1/documents",
    "/rag/stats,/api/v1/rag/stats",
    "/health,/health",
    "/health/db,/api/v1/health/db",
    "/fhir/convert/,/api/v1/fhir/convert",
    "/fhir/Patient,/fhir/Patient",
    "/,/",
    "/documentsx,/documentsx"
  })
  void olderPathsMeanTheCanonicalOnes(String given, String canonical) {
    assertThat(PathFilter.canonical(given)).isEqualTo(canonical);
  }
}
