package io.unichart;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ServiceTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
