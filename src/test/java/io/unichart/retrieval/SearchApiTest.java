package io.unichart.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.ServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class SearchApiTest {

  @Autowired WebTestClient http;

  private static long wheeze;
  private static long fracture;

  @BeforeEach
  void someNotesAreThere() {
    if (wheeze == 0) {
      wheeze =
          add("Asthma visit", "Wheezing at night. Started an inhaled corticosteroid twice daily.");
      fracture =
          add("Wrist injury", "Fell on the ice. Distal radius fracture, put in a plaster cast.");
    }
    embedded();
  }

  @ParameterizedTest
  @CsvSource({
    "hybrid,which steroid was started for the wheeze",
    "dense,difficulty breathing after dark",
    "lexical,inhaled corticosteroid"
  })
  void eachModeFindsThePassageThatAnswers(String mode, String query) {
    List<Map<String, Object>> found = search(Map.of("query", query, "mode", mode));

    assertThat(found.get(0))
        .containsEntry("document_id", (int) wheeze)
        .containsEntry("document_title", "Asthma visit")
        .containsKeys("chunk_index", "chunk_text", "start", "end", "score", "legs");
  }

  @Test
  void aHybridResultTellsItsPlaceInBothLegs() {
    Map<String, Object> first = search(Map.of("query", "plaster cast for the fracture")).get(0);

    Map<?, ?> legs = (Map<?, ?>) first.get("legs");
    assertThat((Map<?, ?>) legs.get("lexical")).extracting("rank").isEqualTo(1);
    assertThat((Map<?, ?>) legs.get("dense")).extracting("rank").isEqualTo(1);
    assertThat(((Number) ((Map<?, ?>) legs.get("dense")).get("score")).doubleValue())
        .isBetween(0.0, 1.0);
  }

  @Test
  void aScopeIsAppliedBeforeAnythingIsRanked() {
    List<Map<String, Object>> found =
        search(
            Map.of(
                "query",
                "inhaled corticosteroid for wheezing",
                "document_ids",
                List.of(fracture),
                "top_k",
                1));

    assertThat(found).isNotEmpty().allMatch(p -> p.get("document_id").equals((int) fracture));
  }

  @Test
  void anEmptyScopeFindsNothing() {
    assertThat(search(Map.of("query", "wheezing", "document_ids", List.of()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hybrid", "dense", "lexical"})
  void groupedByDocumentEachDocumentIsShownOnce(String mode) {
    List<Map<String, Object>> found =
        search(
            Map.of(
                "query",
                "visit for wheezing or fracture",
                "mode",
                mode,
                "group_by",
                "document",
                "document_ids",
                List.of(wheeze, fracture)));

    assertThat(found).extracting(p -> p.get("document_id")).doesNotHaveDuplicates();
    assertThat(found).extracting(p -> p.get("document_id")).contains((int) wheeze);
  }

  @Test
  void whatWasDeletedIsNeverFound() {
    long gone = add("Short visit", "Ophthalmoscopy showed a quixotropic papilledema today.");
    embedded();
    assertThat(search(Map.of("query", "quixotropic papilledema")).get(0))
        .containsEntry("document_id", (int) gone);

    http.delete().uri("/api/v1/documents/" + gone).exchange().expectStatus().isOk();

    for (String mode : List.of("hybrid", "dense", "lexical")) {
      assertThat(search(Map.of("query", "quixotropic papilledema", "mode", mode, "top_k", 100)))
          .noneMatch(p -> p.get("document_id").equals((int) gone));
    }
  }

  @Test
  void aChangedTextIsFoundByItsNewWordsOnly() {
    long changed = add("A visit", "Complains of zygomatic tenderness since Monday.");
    embedded();

    http.put()
        .uri("/api/v1/documents/" + changed)
        .bodyValue(Map.of("content", "Complains of popliteal swelling since Monday."))
        .exchange()
        .expectStatus()
        .isOk();

    assertThat(search(Map.of("query", "zygomatic", "mode", "lexical"))).isEmpty();
    assertThat(search(Map.of("query", "popliteal", "mode", "lexical")))
        .extracting(p -> p.get("document_id"))
        .contains((int) changed);
    embedded();
    assertThat(search(Map.of("query", "zygomatic tenderness", "top_k", 100)))
        .noneMatch(p -> p.get("chunk_text").toString().contains("zygomatic"));
    assertThat(search(Map.of("query", "swelling behind the knee", "mode", "dense")).get(0))
        .containsEntry("document_id", (int) changed);
  }

  @Test
  void allFaultsOfASearchAreToldAtOnce() {
    http.post()
        .uri("/api/v1/rag/search")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(
            """
            {"query": " ", "top_k": 0, "mode": "psychic", "group_by": "ward", "document_ids": ["x"],
             "patient_id": "nobody"}
            """)
        .exchange()
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.errors[*].field")
        .value(
            fields ->
                assertThat((List<?>) fields)
                    .hasToString(
                        "[\"query\",\"top_k\",\"mode\",\"group_by\",\"document_ids[0]\",\"patient_id\"]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"101", "-1", "\"many\"", "1.5", "99999999999"})
  void aTopKOutOfRangeIsRefused(String topK) {
    http.post()
        .uri("/rag/search")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"query\": \"pain\", \"top_k\": " + topK + "}")
        .exchange()
        .expectStatus()
        .isEqualTo(422);
  }

  @Test
  void aPatientNobodyKnowsIsNotFound() {
    http.post()
        .uri("/api/v1/rag/search")
        .bodyValue(Map.of("query", "pain", "patient_id", "00000000-0000-0000-0000-000000000000"))
        .exchange()
        .expectStatus()
        .isNotFound();
  }

  @Test
  void theStateOfTheLibraryIsTold() {
    http.get()
        .uri("/rag/stats")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.chunk_size")
        .isEqualTo(800)
        .jsonPath("$.chunk_overlap")
        .isEqualTo(50)
        .jsonPath("$.rag_top_k")
        .isEqualTo(3)
        .jsonPath("$.embedding_model")
        .isNotEmpty()
        .jsonPath("$.pending_documents")
        .isNumber()
        .jsonPath("$.failed_documents")
        .isNumber();
  }

  @Test
  void anEmbeddedDocumentIsSkippedUnlessForced() {
    http.post()
        .uri("/rag/embed_document/" + wheeze)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.skipped")
        .isEqualTo(true)
        .jsonPath("$.embeddings_created")
        .isEqualTo(0)
        .jsonPath("$.existing_embeddings")
        .value(n -> assertThat(((Number) n).intValue()).isPositive());

    http.post()
        .uri("/rag/embed_document/" + wheeze + "?force=true")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.skipped")
        .isEqualTo(false)
        .jsonPath("$.embeddings_created")
        .value(n -> assertThat(((Number) n).intValue()).isPositive());
  }

  @Test
  void embeddingAllASecondTimeDoesNothing() {
    http.post().uri("/rag/embed_all").exchange().expectStatus().isOk();

    http.post()
        .uri("/api/v1/rag/embed_all")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.documents_processed")
        .isEqualTo(0)
        .jsonPath("$.total_embeddings")
        .isEqualTo(0)
        .jsonPath("$.results")
        .isArray();
  }

  @Test
  void anUnknownDocumentCannotBeEmbedded() {
    http.post().uri("/rag/embed_document/999999999").exchange().expectStatus().isNotFound();
    http.post().uri("/rag/embed_document/x").exchange().expectStatus().isBadRequest();
  }

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

  private void embedded() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                http.get()
                    .uri("/api/v1/rag/stats")
                    .exchange()
                    .expectBody()
                    .jsonPath("$.pending_documents")
                    .isEqualTo(0));
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> search(Map<String, Object> body) {
    return (List<Map<String, Object>>)
        http.post()
            .uri("/api/v1/rag/search")
            .bodyValue(body)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody()
            .get("passages");
  }
}
