package io.unichart.retrieval.answer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.unichart.platform.ServiceTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.json.JsonMapper;

/** Answers drafted by a chat model that we put words into the mouth of. */
@ServiceTest
class DraftedAnswerApiTest {

  private static final String PATH = "/api/v1/rag/answer_question";
  private static final String QUESTION = "Which drug was Rosa Lindgren started on?";
  private static final WireMockServer MODEL = new WireMockServer(wireMockConfig().dynamicPort());

  private static long note;

  @Autowired WebTestClient http;

  @DynamicPropertySource
  static void model(DynamicPropertyRegistry registry) {
    MODEL.start();
    registry.add("openai.api-key", () -> "sk-test");
    registry.add("openai.base-url", () -> MODEL.baseUrl() + "/v1");
    registry.add("openai.models", () -> "gpt-4o");
  }

  @AfterAll
  static void stop() {
    MODEL.stop();
  }

  @BeforeEach
  void aNoteIsThere() {
    MODEL.resetAll();
    if (note == 0) {
      Map<?, ?> added =
          http.post()
              .uri("/api/v1/documents")
              .bodyValue(
                  Map.of(
                      "title",
                      "Visit of Lindgren",
                      "content",
                      """
                      SOAP Note - Encounter Date: 2025-01-20
                      Patient: Rosa Lindgren

                      A:
                      Hypertension. No diabetes.

                      P:
                      Start lisinopril 10 mg PO daily. Recheck in 4 weeks.
                      """))
              .exchange()
              .expectStatus()
              .isCreated()
              .expectBody(Map.class)
              .returnResult()
              .getResponseBody();
      note = ((Number) added.get("id")).longValue();
    }
  }

  private static void says(String text) {
    String body =
        JsonMapper.shared()
            .writeValueAsString(
                Map.of(
                    "id",
                    "1",
                    "object",
                    "chat.completion",
                    "created",
                    1,
                    "model",
                    "gpt-4o-mini",
                    "choices",
                    List.of(
                        Map.of(
                            "index",
                            0,
                            "finish_reason",
                            "stop",
                            "message",
                            Map.of("role", "assistant", "content", text))),
                    "usage",
                    Map.of("prompt_tokens", 90, "completion_tokens", 10, "total_tokens", 100)));
    MODEL.stubFor(
        post(urlEqualTo("/v1/chat/completions"))
            .willReturn(aResponse().withHeader("Content-Type", "application/json").withBody(body)));
  }

  private static void fails(int status) {
    MODEL.stubFor(
        post(urlEqualTo("/v1/chat/completions")).willReturn(aResponse().withStatus(status)));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> ask(String question) {
    return http.post()
        .uri(PATH)
        .bodyValue(new HashMap<>(Map.of("question", question)))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody();
  }

  @Test
  void aDraftIsSentWithItsUsageWhereItsSourcesSupportIt() {
    says("She was started on lisinopril 10 mg daily [1].");

    assertThat(ask(QUESTION))
        .containsEntry("answered", true)
        .containsEntry("model_used", "gpt-4o-mini")
        .containsEntry("answer", "She was started on lisinopril 10 mg daily [1]")
        .extracting("token_usage")
        .isEqualTo(Map.of("prompt_tokens", 90, "completion_tokens", 10, "total_tokens", 100));
  }

  @Test
  void whatItsSourcesDoNotSupportIsDropped() {
    says(
        "She was started on lisinopril 10 mg daily [1]. The dose is 40 mg [1]. She takes"
            + " metformin [1]. She has diabetes [1]. Recheck in 4 weeks [7]. Drink water.");

    assertThat(ask(QUESTION))
        .containsEntry("answer", "She was started on lisinopril 10 mg daily [1]");
  }

  @Test
  void whereNothingIsLeftTheAnswerIsTakenFromTheText() {
    says("The patient was given penicillin 500 mg [1].");

    assertThat(ask(QUESTION))
        .containsEntry("model_used", "extractive")
        .containsKey("fallback")
        .hasEntrySatisfying("answer", answer -> assertThat((String) answer).contains("lisinopril"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Which drug was Rosa Lindgren started on, and what is her blood type? | what is her blood type?",
        "Which drug was Rosa Lindgren started on, and who is her employer? | who is her employer?",
        "Which drug was Rosa Lindgren started on, and when is she to be rechecked? | when is she to be rechecked?"
      })
  void aPartThatTheDraftLeavesOpenIsNamed(String question, String open) {
    says("She was started on lisinopril 10 mg daily [1].");

    assertThat(ask(question))
        .containsEntry("answer", "She was started on lisinopril 10 mg daily [1]")
        .containsEntry("unanswered", List.of(open));
  }

  @Test
  void aDraftThatAnswersEveryPartLeavesNothingOpen() {
    says("She was started on lisinopril 10 mg daily [1]. Recheck in 4 weeks [1].");

    assertThat(ask("Which drug was Rosa Lindgren started on, and when is she to be rechecked?"))
        .containsEntry("unanswered", List.of());
  }

  @Test
  void aModelMaySayThatTheSourcesDoNotAnswer() {
    says("NO_ANSWER");

    assertThat(ask(QUESTION)).containsEntry("answered", false).containsEntry("sources", List.of());
  }

  @Test
  void aFailedModelGivesWayToTheTextUnlessItWasNamed() {
    fails(500);

    assertThat(ask(QUESTION)).containsEntry("model_used", "extractive").containsKey("fallback");
    http.post()
        .uri(PATH)
        .bodyValue(Map.of("question", QUESTION, "model", "gpt-4o"))
        .exchange()
        .expectStatus()
        .isEqualTo(502);
  }

  @Test
  void aDraftStreamsSentenceBySentenceOnceChecked() {
    String chunk =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n";
    MODEL.stubFor(
        post(urlEqualTo("/v1/chat/completions"))
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "text/event-stream")
                    .withBody(
                        chunk.formatted("She was started on lisi")
                            + chunk.formatted("nopril 10 mg [1")
                            + chunk.formatted("]. The dose is 80 mg [1].")
                            + "data: [DONE]\n\n")));

    String events =
        http.post()
            .uri(PATH)
            .accept(MediaType.TEXT_EVENT_STREAM)
            .bodyValue(Map.of("question", QUESTION))
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();

    assertThat(events)
        .containsSubsequence("event:sources", "event:token", "event:sentence", "event:done")
        .contains("She was started on lisinopril 10 mg")
        .doesNotContain("80 mg");
  }
}
