package io.unichart.fhir;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.unichart.platform.ServiceTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class FhirHttpTest {

  private static final String NOTE =
      "Date: 2025-02-04\nS: Cough for 3 days. NKDA. Mother has asthma.\nO: BP 118/76, HR 82\n"
          + "A: Acute bronchitis\nP: Start benzonatate 100 mg PO TID x7 days.\n";

  @Autowired private WebTestClient client;

  private WebTestClient.BodyContentSpec post(String path, Object body, int status) {
    return client
        .post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody();
  }

  private static String text(WebTestClient.BodyContentSpec body) {
    return new String(body.returnResult().getResponseBody());
  }

  @Test
  void whatAnExtractionAnswersIsConvertedAsItIs() {
    String read = text(post("/agent/extract_structured", Map.of("text", NOTE), 200));

    post("/fhir/convert", read, 200)
        .jsonPath("$.patient.resourceType")
        .isEqualTo("Patient")
        .jsonPath("$.conditions[*].code.coding[0].code")
        .value(hasItem("J20.9"))
        .jsonPath("$.medications[0].dosageInstruction[0].timing.repeat.frequency")
        .isEqualTo(3)
        .jsonPath("$.observations.length()")
        .isEqualTo(2)
        .jsonPath("$.other[*].resourceType")
        .value(hasItem("FamilyMemberHistory"))
        .jsonPath("$.resource_count")
        .isNumber()
        .jsonPath("$.processing_time_ms")
        .isNumber();
  }

  @Test
  void aStoredDocumentComesAlongInTheBundle() {
    String stored = text(post("/documents", Map.of("title", "Visit", "content", NOTE), 201));
    String id = stored.replaceAll("(?s).*?\"id\":(\\d+).*", "$1");
    String read =
        text(
            client
                .post()
                .uri("/agent/extract_document/" + id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody());

    post("/api/v1/fhir/convert/?format=bundle", read, 200)
        .jsonPath("$.resourceType")
        .isEqualTo("Bundle")
        .jsonPath("$.type")
        .isEqualTo("collection")
        .jsonPath("$.entry[0].fullUrl")
        .value(startsWith("urn:uuid:"))
        .jsonPath("$.entry[*].resource.resourceType")
        .value(hasItem("DocumentReference"));
    post("/fhir/convert", "{\"document_id\": 99999999}", 404);
  }

  @Test
  void whatCannotBeIsRefused() {
    post("/fhir/convert", "{\"vital_signs\":{\"temperature\":\"986\"}}", 422)
        .jsonPath("$.errors[0].field")
        .isEqualTo("vital_signs.temperature");
    post("/fhir/convert?format=xml", "{}", 400).jsonPath("$.detail").exists();
    post("/fhir/convert", "{", 400).jsonPath("$.detail").exists();
    post("/fhir/convert", "null", 422).jsonPath("$.detail").exists();
  }

  @Test
  void itTellsThatItServes() {
    for (String path : new String[] {"/fhir/health", "/api/v1/fhir/health/"}) {
      client
          .get()
          .uri(path)
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody()
          .json("{\"status\":\"ok\"}");
    }
  }
}
