package io.unichart;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ServiceTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What a careless or a hostile caller sends is refused as a problem, never with a 500. */
@ServiceTest
class ContractTest {

  @Autowired WebTestClient http;
  @LocalServerPort int port;

  @ParameterizedTest
  @ValueSource(strings = {"0x1", "1 2", "#1", "1.5", "1e3", "+1", "abc", "99999999999999999999"})
  void anIdThatIsNotAWholeNumberNamesNoDocument(String id) {
    for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.DELETE}) {
      problem(http.method(method).uri("/api/v1/documents/{id}", id).exchange(), 400, "bad-request");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip=-1", "skip=x", "limit=0", "limit=1001", "limit=1e2", "limit=0x10"})
  void aPageOutOfRangeIsRefused(String query) {
    problem(http.get().uri("/documents/list/all?" + query).exchange(), 400, "bad-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%zz", "/%", "/documents/%", "/a b"})
  void aPathThatCannotBeReadIsAProblemToo(String path) throws IOException {
    String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "detail");
  }

  @Test
  void aHeaderThatIsTooLongIsAProblemToo() throws IOException {
    String answer = raw("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json", "detail");
  }

  @Test
  void aMethodThatAPathDoesNotHaveIsAnsweredWithThoseItHas() {
    problem(http.patch().uri("/documents").exchange(), 405, "method-not-allowed")
        .expectHeader()
        .exists(HttpHeaders.ALLOW);
  }

  @Test
  void anUnknownPathIsAProblem() {
    problem(http.get().uri("/api/v1/nothing/here").exchange(), 404, "not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /llm/summarize_note | {\"text\":\"short\"} | 422",
        "POST | /llm/summarize_note | {\"text\":7} | 422",
        "POST | /llm/summarize_note | {\"text\":\"long enough a text\",\"model\":\"none-such\"} | 422",
        "POST | /llm/summarize_note | {\"text | 400",
        "POST | /llm/summarize_note | [] | 422",
        "POST | /llm/summarize_document/999999999 | | 404",
        "POST | /llm/summarize_document/x | | 400",
        "POST | /llm/summarize_document/999999999?model=none-such | | 422",
        "POST | /agent/extract_structured | {\"text\":\"short\"} | 422",
        "POST | /agent/extract_structured | {\"text\":\"long enough a text\",\"model\":\"none-such\"} | 422",
        "POST | /agent/extract_document/999999999 | | 404",
        "POST | /agent/extract_document/0x1 | | 400",
        "POST | /agent/annotate | {} | 422",
        "POST | /agent/annotate | {\"text\":\"fever\",\"concepts\":7} | 422",
        "POST | /fhir/convert | [] | 422",
        "POST | /fhir/convert | {\"diagnoses\":7} | 422",
        "POST | /fhir/convert | {\"diagnoses\":[{\"text\":\"x\",\"icd10_code\":\"flu\"}]} | 422",
        "POST | /fhir/convert | {\"vital_signs\":{\"blood_pressure\":\"1280/82 mmHg\"}} | 422",
        "POST | /fhir/convert | {\"document_id\":999999999} | 404",
        "POST | /fhir/convert?format=xml | {} | 400",
        "GET | /fhir/convert | | 405",
        "GET | /terminology/none-such?q=x | | 404",
        "GET | /terminology/icd10cm | | 400",
        "GET | /terminology/icd10cm?q=gout&limit=0 | | 400",
        "GET | /terminology/icd10cm?q=gout&limit=x | | 400",
        "GET | /terminology/icd10cm?q=gout&billable=maybe | | 400",
        "PUT | /documents/999999999/patient | {\"patient_id\":\"00000000-0000-4000-8000-000000000000\"} | 404",
        "PUT | /documents/1x/patient | {\"patient_id\":\"00000000-0000-4000-8000-000000000000\"} | 400",
        "PUT | /documents/999999999/patient | {} | 422",
        "PUT | /documents/999999999/patient | {\"patient_id\":\"x\"} | 422",
        "DELETE | /documents/999999999/patient | | 404",
        "GET | /patients/00000000-0000-4000-8000-000000000000/documents | | 404",
        "GET | /reviews?status=none-such | | 400",
        "POST | /reviews/00000000-0000-4000-8000-000000000000/decision | {\"decision\":\"confirm\"} | 404",
        "POST | /reviews/00000000-0000-4000-8000-000000000000/decision | {\"decision\":\"perhaps\"} | 422"
      })
  void aWrongRequestToTheClinicalRoutesIsAProblem(
      String method, String path, @Nullable String body, int status) {
    WebTestClient.RequestBodySpec request =
        http.method(HttpMethod.valueOf(method)).uri("/api/v1" + path);
    WebTestClient.RequestHeadersSpec<?> ready =
        body == null ? request : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);

    ready
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.detail")
        .isNotEmpty();
  }

  @Test
  void theDescriptionOfTheApiIsServed() {
    http.get().uri("/v3/api-docs").exchange().expectStatus().isOk();
  }

  private static WebTestClient.ResponseSpec problem(
      WebTestClient.ResponseSpec answer, int status, String slug) {
    answer
        .expectStatus()
        .isEqualTo(status)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:unichart:problem:" + slug)
        .jsonPath("$.detail")
        .isNotEmpty()
        .jsonPath("$.status")
        .isEqualTo(status);
    return answer;
  }

  /** Sends what a client library would refuse to send, and reads until the server closes. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
