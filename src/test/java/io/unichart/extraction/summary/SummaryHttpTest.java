package io.unichart.extraction.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.documents.Documents;
import io.unichart.extraction.Notes;
import io.unichart.language.StubbedModel;
import io.unichart.platform.Problem;
import io.unichart.platform.ServiceTest;
import io.unichart.terminology.Terminology;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class SummaryHttpTest {

  private static final String NOTE =
      "S: Cough for 3 days. Denies fever.\nO: BP 118/76\nA: Acute bronchitis\n"
          + "P: Start benzonatate 100 mg PO TID. Visit number %s.\n";
  private static final JsonMapper JSON = new JsonMapper();
  private static final StubbedModel MODEL = new StubbedModel();

  @Autowired private WebTestClient client;
  @Autowired private Notes notes;
  @Autowired private Terminology terminology;
  @Autowired private Documents documents;
  @Autowired private SummaryStore store;
  @Autowired private SummaryMetrics metrics;

  @AfterAll
  static void stop() {
    MODEL.close();
  }

  @BeforeEach
  void forget() {
    MODEL.forget();
  }

  private static String note() {
    return NOTE.formatted(System.nanoTime());
  }

  private JsonNode post(String path, Object body, int status) {
    WebTestClient.RequestBodySpec request = client.post().uri(path);
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
    }
    return JSON.readTree(
        request
            .exchange()
            .expectStatus()
            .isEqualTo(status)
            .expectBody()
            .returnResult()
            .getResponseBody());
  }

  private Summaries withModel(Duration timeout) {
    return new Summaries(notes, terminology, documents, MODEL.chat(timeout), store, metrics);
  }

  private Summaries withModel() {
    return withModel(Duration.ofSeconds(20));
  }

  @Test
  void aNoteIsSummarisedOnceWithoutAModel() {
    Map<String, String> body = Map.of("text", note());

    JsonNode first = post("/llm/summarize_note", body, 200);
    JsonNode second = post("/api/v1/llm/summarize_note/", body, 200);

    assertThat(first.at("/summary").asString()).contains("Assessment: Acute bronchitis");
    assertThat(first.at("/model_used").asString()).isEqualTo("extractive");
    assertThat(first.at("/from_cache").booleanValue()).isFalse();
    assertThat(first.at("/token_usage/total_tokens").intValue()).isZero();
    assertThat(second.at("/from_cache").booleanValue()).isTrue();
    assertThat(second.at("/processing_time_ms").longValue()).isZero();
    assertThat(second.at("/summary")).isEqualTo(first.at("/summary"));
  }

  @Test
  void aDocumentIsSummarisedAnewWhenItChanges() {
    String id =
        post("/documents", Map.of("title", "Visit", "content", note()), 201).at("/id").asString();
    String path = "/llm/summarize_document/" + id;

    assertThat(post(path, null, 200).at("/from_cache").booleanValue()).isFalse();
    assertThat(post(path, null, 200).at("/from_cache").booleanValue()).isTrue();
    client
        .put()
        .uri("/documents/" + id)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(Map.of("content", note().replace("bronchitis", "sinusitis")))
        .exchange()
        .expectStatus()
        .isOk();
    JsonNode changed = post(path, null, 200);

    assertThat(changed.at("/from_cache").booleanValue()).isFalse();
    assertThat(changed.at("/summary").asString()).contains("sinusitis");
    post(path + "?model=gpt-9", null, 422);
    client.delete().uri("/documents/" + id).exchange().expectStatus().isOk();
    post(path, null, 404);
  }

  @Test
  void whatIsWrongIsToldAllAtOnce() {
    assertThat(post("/llm/summarize_note", Map.of("text", "short", "model", 5), 422).at("/errors"))
        .hasSize(2);
    post("/llm/summarize_note", Map.of("text", note(), "model", "gpt-9"), 422);
    post("/llm/summarize_note", "{", 400);
    post("/llm/summarize_document/99999999", null, 404);
    post("/llm/summarize_document/x", null, 400);
  }

  @Test
  void concurrentRequestsComputeItOnce() {
    MODEL.saysSlowly("Assessment: Acute bronchitis", Duration.ofMillis(700));
    String text = note();
    List<Summaries> pods = List.of(withModel(), withModel());

    List<Summary> answers =
        Flux.range(0, 12)
            .flatMap(
                i -> pods.get(i % 2).ofText(text, null).subscribeOn(Schedulers.boundedElastic()),
                12)
            .collectList()
            .block(Duration.ofSeconds(60));

    assertThat(answers).hasSize(12);
    assertThat(answers.stream().filter(answer -> !answer.fromCache())).hasSize(1);
    assertThat(answers).extracting(Summary::summary).containsOnly("Assessment: Acute bronchitis");
    assertThat(MODEL.requests()).hasSize(1);
  }

  @Nested
  class WithAModel {

    @Test
    void onlyWhatTheNoteSupportsIsKept() {
      MODEL.says(
          "Complaint: Cough for 3 days; fever of 39\nAssessment: Acute bronchitis; pneumonia\n"
              + "Plan: Start benzonatate 100 mg PO TID; start warfarin 5 mg\nEnjoy your day!");

      Summary summary = withModel().ofText(note(), null).block();

      assertThat(summary.summary())
          .isEqualTo(
              "Complaint: Cough for 3 days\nAssessment: Acute bronchitis\n"
                  + "Plan: Start benzonatate 100 mg PO TID");
      assertThat(summary.modelUsed()).isEqualTo(StubbedModel.NAME);
      assertThat(summary.tokenUsage().totalTokens()).isEqualTo(120);
    }

    @ParameterizedTest
    @CsvSource({"429,503", "500,502", "503,503"})
    void aFailureIsAnErrorOnlyForWhoNamedTheModel(int status, int told) {
      MODEL.fails(status);
      String text = note();

      Summary unnamed = withModel().ofText(text, null).block();
      Throwable named =
          withModel()
              .ofText(text, "gpt-4o")
              .map(Object.class::cast)
              .onErrorResume(reactor.core.publisher.Mono::just)
              .cast(Throwable.class)
              .block();

      assertThat(unnamed.modelUsed()).isEqualTo("extractive");
      assertThat(unnamed.fallback()).isNotBlank();
      assertThat(((Problem) named).status().value()).isEqualTo(told);
    }

    @Test
    void aLocalAnswerThatStoodInIsNotKept() {
      MODEL.fails(500);
      String text = note();
      withModel().ofText(text, null).block();
      MODEL.forget();
      MODEL.says("Assessment: Acute bronchitis");

      Summary later = withModel().ofText(text, null).block();

      assertThat(later.modelUsed()).isEqualTo(StubbedModel.NAME);
      assertThat(later.fromCache()).isFalse();
    }

    @Test
    void aSlowModelGivesWay() {
      MODEL.saysSlowly("Assessment: Acute bronchitis", Duration.ofSeconds(4));

      Summary summary = withModel(Duration.ofSeconds(1)).ofText(note(), null).block();

      assertThat(summary.fallback()).contains("in time");
    }

    @Test
    void anUnsupportedModelIsRefusedAlsoWhenASummaryIsCached() {
      String text = note();
      MODEL.says("Assessment: Acute bronchitis");
      withModel().ofText(text, null).block();

      org.assertj.core.api.Assertions.assertThatThrownBy(() -> withModel().ofText(text, "gpt-9"))
          .isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @MethodSource("io.unichart.extraction.text.MachineOrdersTest#injections")
    void aModelThatObeysTheNoteReachesNobody(String order) {
      MODEL.says(
          "Assessment: lung cancer; schizophrenia; Acute bronchitis\nMedications: warfarin\n"
              + order
              + "\n");

      Summary summary =
          withModel().ofText(note() + "\n" + order + "\n", null).block(Duration.ofSeconds(30));

      assertThat(summary.summary().toLowerCase())
          .contains("bronchitis")
          .doesNotContain("lung cancer", "schizophrenia", "warfarin", "ignore", "prompt", "system");
    }
  }
}
