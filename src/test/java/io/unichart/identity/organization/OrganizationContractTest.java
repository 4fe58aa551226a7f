package io.unichart.identity.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ServiceTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest
class OrganizationContractTest {

  private static final String ORGANIZATIONS = "/api/v1/organizations";

  @Autowired WebTestClient http;

  @Test
  void aHierarchyCanBeBuiltWalkedAndChanged() {
    String hospital = added("{\"name\":\"General\",\"type\":[\"prov\"],\"alias\":[\"GH\"]}");
    String ward = added("{\"name\":\"Ward 3\",\"part_of\":\"%s\"}".formatted(hospital));

    http.get()
        .uri(ORGANIZATIONS + "/" + hospital + "/children")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.length()")
        .isEqualTo(1)
        .jsonPath("$[0].id")
        .isEqualTo(ward)
        .jsonPath("$[0].active")
        .isEqualTo(true);

    put(ward, "{\"name\":\"Ward 3b\"}")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.name")
        .isEqualTo("Ward 3b")
        .jsonPath("$.part_of")
        .doesNotExist();
  }

  @Test
  void nothingBecomesAPartOfItselfNotEvenOverOthers() {
    String a = added("{\"name\":\"A\"}");
    String b = added("{\"name\":\"B\",\"part_of\":\"%s\"}".formatted(a));
    String c = added("{\"name\":\"C\",\"part_of\":\"%s\"}".formatted(b));

    put(a, "{\"name\":\"A\",\"part_of\":\"%s\"}".formatted(c)).expectStatus().isEqualTo(409);
    put(a, "{\"name\":\"A\",\"part_of\":\"%s\"}".formatted(a)).expectStatus().isEqualTo(409);
  }

  @Test
  void aWholeIsNotRemovedBeforeItsParts() {
    String whole = added("{\"name\":\"Whole\"}");
    String part = added("{\"name\":\"Part\",\"part_of\":\"%s\"}".formatted(whole));

    delete(whole).expectStatus().isEqualTo(409);
    delete(part).expectStatus().isNoContent();
    delete(whole).expectStatus().isNoContent();
    http.get().uri(ORGANIZATIONS + "/" + whole).exchange().expectStatus().isNotFound();
  }

  @Test
  void anUnknownWholeIs404AndAMissingNameIs422() {
    post("{\"name\":\"X\",\"part_of\":\"%s\"}".formatted(UUID.randomUUID()))
        .expectStatus()
        .isNotFound();
    post("{}").expectStatus().isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({"1234567893,201", "1234567890,422", "123456789,422", "abc,422"})
  void theCheckDigitOfAnNpiIsChecked(String npi, int status) {
    post("{\"name\":\"N\",\"identifiers\":[{\"type\":\"NPI\",\"value\":\"%s\"}]}".formatted(npi))
        .expectStatus()
        .isEqualTo(status);
  }

  private String added(String body) {
    JsonNode added =
        post(body)
            .expectStatus()
            .isCreated()
            .expectBody(JsonNode.class)
            .returnResult()
            .getResponseBody();
    assertThat(added).isNotNull();
    return added.get("id").asString();
  }

  private ResponseSpec post(String body) {
    return http.post()
        .uri(ORGANIZATIONS)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }

  private ResponseSpec put(String id, String body) {
    return http.put()
        .uri(ORGANIZATIONS + "/" + id)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }

  private ResponseSpec delete(String id) {
    return http.delete().uri(ORGANIZATIONS + "/" + id).exchange();
  }
}
