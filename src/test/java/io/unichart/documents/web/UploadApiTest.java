package io.unichart.documents.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.documents.Documents;
import io.unichart.documents.Passage;
import io.unichart.documents.reading.Pdfs;
import io.unichart.documents.reading.Zips;
import io.unichart.platform.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class UploadApiTest {

  @Autowired WebTestClient http;
  @Autowired Documents documents;

  private WebTestClient.ResponseSpec upload(String name, byte[] file, Map<String, String> fields) {
    MultipartBodyBuilder body = new MultipartBodyBuilder();
    body.part("file", new ByteArrayResource(file)).filename(name);
    fields.forEach(body::part);
    return http.post().uri("/documents/upload").bodyValue(body.build()).exchange();
  }

  @Test
  void thePagesOfAnUploadedPdfAreKept() {
    byte[] body =
        upload(
                "guide.pdf",
                Pdfs.of("I. PURPOSE\n\nWhy this was written.", "II. SCOPE\n\nWhom it is for."),
                Map.of("title", "A guide"))
            .expectStatus()
            .isCreated()
            .expectHeader()
            .valueMatches("Location", "/api/v1/documents/\\d+")
            .expectBody()
            .jsonPath("$.title")
            .isEqualTo("A guide")
            .jsonPath("$.source")
            .isEqualTo("guide.pdf")
            .returnResult()
            .getResponseBody();
    long id =
        Long.parseLong(
            new String(body, StandardCharsets.UTF_8).replaceAll("(?s).*?\"id\":(\\d+).*", "$1"));

    assertThat(documents.passages(id).map(Passage::page).collectList().block())
        .containsExactly(1, 2);
  }

  @Test
  void aTitleIsFoundInTheFileWhenNoneIsGiven() {
    upload(
            "note.md",
            "# Diabetes review\n\nHbA1c 7.2 %.".getBytes(StandardCharsets.UTF_8),
            Map.of())
        .expectStatus()
        .isCreated()
        .expectBody()
        .jsonPath("$.title")
        .isEqualTo("Diabetes review");
  }

  static Stream<Arguments> whatCannotBeTakenIn() {
    byte[] pdf = Pdfs.of("A page with words.");
    return Stream.of(
        Arguments.of("scan.pdf", Pdfs.of(""), 422, "scanned"),
        Arguments.of("locked.pdf", Pdfs.encrypted("Secret."), 422, "encrypted"),
        Arguments.of("cut.pdf", Arrays.copyOf(pdf, pdf.length - 40), 422, "truncated"),
        Arguments.of("bomb.pdf", Pdfs.bomb(200), 422, "zip bomb"),
        Arguments.of("bomb.docx", Zips.of(Map.of("a", new byte[201 << 20])), 422, "zip bomb"),
        Arguments.of("empty.txt", new byte[0], 422, "no text"),
        Arguments.of("table.xlsx", new byte[10], 415, ".docx"),
        Arguments.of("big.txt", new byte[11 << 20], 413, "bytes"));
  }

  @ParameterizedTest
  @MethodSource("whatCannotBeTakenIn")
  void theReasonOfARefusalIsSaid(String name, byte[] file, int status, String reason) {
    upload(name, file, Map.of())
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .jsonPath("$.detail")
        .value(detail -> assertThat((String) detail).contains(reason));
  }

  @Test
  void allFaultsOfTheFieldsAreToldAtOnce() {
    MultipartBodyBuilder body = new MultipartBodyBuilder();
    body.part("title", " ");
    body.part("patient_id", "7");
    http.post()
        .uri("/documents/upload")
        .bodyValue(body.build())
        .exchange()
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.errors.length()")
        .isEqualTo(3);
  }

  @Test
  void anotherKindOfBodyIsUnsupportedAndABrokenOneIsBad() {
    http.post()
        .uri("/documents/upload")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{}")
        .exchange()
        .expectStatus()
        .isEqualTo(415);
    http.post()
        .uri("/documents/upload")
        .header("Content-Type", "multipart/form-data")
        .bodyValue("rubbish")
        .exchange()
        .expectStatus()
        .is4xxClientError();
    http.post()
        .uri("/documents/upload")
        .header("Content-Type", "multipart/form-data; boundary=x")
        .bodyValue("rubbish")
        .exchange()
        .expectStatus()
        .is4xxClientError();
  }
}
