package io.unichart.documents.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class DocumentApiTest {

  @Autowired WebTestClient http;

  private long add(String title, String content) {
    return ((Number)
            http.post()
                .uri("/api/v1/documents")
                .bodyValue(Map.of("title", title, "content", content))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody()
                .get("id"))
        .longValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/documents", "/api/v1/documents/", "/documents", "/documents/"})
  void aNewDocumentIsAnsweredWithItsNumberAndPlace(String path) {
    http.post()
        .uri(path)
        .bodyValue(Map.of("title", "A visit", "content", "Feels well today.", "extra", 1))
        .exchange()
        .expectStatus()
        .isCreated()
        .expectHeader()
        .valueMatches("Location", "/api/v1/documents/\\d+")
        .expectBody()
        .jsonPath("$.id")
        .isNumber()
        .jsonPath("$.title")
        .isEqualTo("A visit")
        .jsonPath("$.content")
        .isEqualTo("Feels well today.")
        .jsonPath("$.created_at")
        .value(value -> assertThat((String) value).matches("\\d{4}-.*(Z|[+-]\\d\\d:\\d\\d)"))
        .jsonPath("$.updated_at")
        .exists()
        .jsonPath("$.content_repaired")
        .doesNotExist()
        .jsonPath("$.patient_match.status")
        .isEqualTo("none");
  }

  @Test
  void aDocumentIsReadAsItWasAnswered() {
    byte[] created =
        http.post()
            .uri("/documents")
            .bodyValue(Map.of("title", "Broken", "content", "Temp: 98.2Â°F oral"))
            .exchange()
            .expectBody()
            .jsonPath("$.content")
            .isEqualTo("Temp: 98.2Â°F oral")
            .jsonPath("$.content_repaired")
            .isEqualTo("Temp: 98.2°F oral")
            .returnResult()
            .getResponseBody();
    String body = new String(created, StandardCharsets.UTF_8);
    String id = body.replaceAll("(?s).*?\"id\":(\\d+).*", "$1");

    http.get().uri("/documents/" + id).exchange().expectStatus().isOk().expectBody().json(body);
  }

  @Test
  void theListsTellNumbersAndFullDocumentsInOrder() {
    long first = add("First", "The first of three.");
    long second = add("Second", "The second of three.");
    long third = add("Third", "The third of three.");

    http.get()
        .uri("/documents")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.document_ids[-3:]")
        .isEqualTo(java.util.List.of((int) first, (int) second, (int) third))
        .jsonPath("$.count")
        .isNumber();
    int before = count() - 3;
    http.get()
        .uri("/documents/list/all?skip={skip}&limit=2", before + 1)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.length()")
        .isEqualTo(2)
        .jsonPath("$[0].id")
        .isEqualTo((int) second)
        .jsonPath("$[1].content")
        .isEqualTo("The third of three.");
  }

  private int count() {
    return (Integer)
        http.get()
            .uri("/documents")
            .exchange()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody()
            .get("count");
  }

  @Test
  void aChangeKeepsWhatItDoesNotName() {
    long id = add("Before", "The text stays as it is.");

    http.put()
        .uri("/documents/" + id)
        .bodyValue(Map.of("title", "After"))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.title")
        .isEqualTo("After")
        .jsonPath("$.content")
        .isEqualTo("The text stays as it is.");
  }

  @Test
  void aRemovedDocumentIsGone() {
    long id = add("Short lived", "Soon to be removed.");

    http.delete()
        .uri("/documents/" + id)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.success")
        .isEqualTo(true)
        .jsonPath("$.message")
        .isNotEmpty()
        .jsonPath("$.document_id")
        .isEqualTo((int) id)
        .jsonPath("$.deleted_at")
        .isNotEmpty();
    http.get().uri("/documents/" + id).exchange().expectStatus().isNotFound();
    http.delete().uri("/documents/" + id).exchange().expectStatus().isNotFound();
  }

  @Nested
  class WhatIsWrong {

    @ParameterizedTest
    @ValueSource(
        strings = {"/documents/999999999", "/documents/0", "/documents/9223372036854775807"})
    void anUnknownNumberIsNotFound(String path) {
      http.get().uri(path).exchange().expectStatus().isNotFound();
      http.delete().uri(path).exchange().expectStatus().isNotFound();
      http.put()
          .uri(path)
          .bodyValue(Map.of("title", "x"))
          .exchange()
          .expectStatus()
          .isNotFound()
          .expectHeader()
          .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/documents/abc",
          "/documents/1.5",
          "/documents/ ",
          "/documents/9223372036854775808",
          "/documents/list/all?skip=-1",
          "/documents/list/all?limit=0",
          "/documents/list/all?limit=1001",
          "/documents/list/all?limit=x",
          "/documents/list/all?skip=99999999999999999999"
        })
    void aNumberOfTheWrongFormIsABadRequest(String path) {
      http.get()
          .uri(path)
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.detail")
          .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{} | content,title",
          "{\"title\":null,\"content\":null} | content,title",
          "{\"title\":\"\",\"content\":\"short\"} | content,title",
          "{\"title\":\" \",\"content\":\"               \"} | content,title",
          "{\"title\":5,\"content\":[\"a long enough text\"]} | content,title",
          "{\"title\":\"x\",\"content\":\"a \\u0000 within this\"} | content",
          "{\"title\":\"x\\u0000\",\"content\":\"a \\ud800 within this\"} | content,title",
          "{\"title\":\"x\",\"content\":\"long enough\",\"patient_id\":\"7\"} | patient_id",
          "{\"title\":\"x\",\"content\":\"long enough\",\"patient_id\":7} | patient_id",
          "[] | body",
          "\"text\" | body"
        })
    void allFaultsOfAReadableBodyAreToldAtOnce(String body, String fields) {
      http.post()
          .uri("/documents")
          .contentType(MediaType.APPLICATION_JSON)
          .bodyValue(body)
          .exchange()
          .expectStatus()
          .isEqualTo(422)
          .expectBody()
          .jsonPath("$.errors[*].field")
          .value(
              (Object found) ->
                  assertThat(((java.util.List<?>) found).stream().map(String::valueOf).sorted())
                      .containsExactly(fields.split(",")));
    }

    @Test
    void aTitleMayHave255CharactersAndNotOneMore() {
      add("😀".repeat(255), "A text that is long enough.");
      http.post()
          .uri("/documents")
          .bodyValue(Map.of("title", "x".repeat(256), "content", "A text that is long enough."))
          .exchange()
          .expectStatus()
          .isEqualTo(422);
    }

    static java.util.stream.Stream<byte[]> unreadable() {
      return java.util.stream.Stream.of(
          new byte[0],
          "   ".getBytes(StandardCharsets.UTF_8),
          "{\"title\": ".getBytes(StandardCharsets.UTF_8),
          "not json".getBytes(StandardCharsets.UTF_8),
          "{\"title\":\"caf\u00e9\",\"content\":\"long enough\"}"
              .getBytes(StandardCharsets.ISO_8859_1),
          new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void unreadableJsonIsABadRequest(byte[] body) {
      http.post()
          .uri("/documents")
          .contentType(MediaType.APPLICATION_JSON)
          .bodyValue(body)
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.detail")
          .isNotEmpty();
    }

    @Test
    void anotherKindOfContentIsUnsupported() {
      http.post()
          .uri("/documents")
          .contentType(MediaType.TEXT_PLAIN)
          .bodyValue("hello")
          .exchange()
          .expectStatus()
          .isEqualTo(415);
    }

    @Test
    void aTextOfFiftyMegabytesIsTooLarge() {
      http.post()
          .uri("/documents")
          .bodyValue(Map.of("title", "Huge", "content", "word ".repeat(10_000_000)))
          .exchange()
          .expectStatus()
          .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"title\":null}", "{\"other\":1}"})
    void aChangeOfNothingIsABadRequest(String body) {
      long id = add("Unchanged", "Nothing happens to it.");
      http.put()
          .uri("/documents/" + id)
          .contentType(MediaType.APPLICATION_JSON)
          .bodyValue(body)
          .exchange()
          .expectStatus()
          .isBadRequest();
    }

    @Test
    void anUnknownPatientIsNotFound() {
      http.post()
          .uri("/documents")
          .bodyValue(
              Map.of(
                  "title",
                  "Whose?",
                  "content",
                  "Nobody knows this patient.",
                  "patient_id",
                  "00000000-0000-4000-8000-000000000000"))
          .exchange()
          .expectStatus()
          .isNotFound();
    }
  }
}
