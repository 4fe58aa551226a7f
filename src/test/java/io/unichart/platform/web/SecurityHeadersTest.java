package io.unichart.platform.web;

import io.unichart.platform.ServiceTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class SecurityHeadersTest {

  @Autowired WebTestClient http;

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health", "/api/v1/nothing", "/docs", "/v3/api-docs"})
  void everyAnswerBarsForeignCodeFramesAndGuessing(String path) {
    http.get()
        .uri(path)
        .exchange()
        .expectHeader()
        .valueEquals("X-Content-Type-Options", "nosniff")
        .expectHeader()
        .valueEquals("Referrer-Policy", "no-referrer")
        .expectHeader()
        .valueMatches("Content-Security-Policy", "default-src 'none'.*frame-ancestors 'none'");
  }
}
