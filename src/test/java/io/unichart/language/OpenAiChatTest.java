package io.unichart.language;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.unichart.language.ModelFailure.Kind;
import io.unichart.platform.Problem;
import io.unichart.platform.telemetry.Spans;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class OpenAiChatTest {

  private static final String COMPLETIONS = "/v1/chat/completions";
  private static final Prompt PROMPT = new Prompt("gpt-4o-mini", "Be brief.", "Why?", 100);
  private static final String REPLY =
      """
      {"id":"chatcmpl-1","object":"chat.completion","created":1764000000,
       "model":"gpt-4o-mini-2024-07-18",
       "choices":[{"index":0,"message":{"role":"assistant","content":"Because [1].",
         "refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],
       "usage":{"prompt_tokens":12,"completion_tokens":5,"total_tokens":17,
         "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0}},
       "service_tier":"default","system_fingerprint":"fp_1"}
      """;

  private static WireMockServer server;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @BeforeAll
  static void start() {
    server = new WireMockServer(wireMockConfig().dynamicPort());
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @BeforeEach
  void forget() {
    server.resetAll();
  }

  private Chat chat() {
    return chat(Duration.ofSeconds(20));
  }

  private Chat chat(Duration timeout) {
    OpenAiProperties properties =
        new OpenAiProperties(
            "sk-test", server.baseUrl() + "/v1", "gpt-4o-mini", "gpt-4o", 1.0, timeout, "proj-7");
    return new Chat(properties, new OpenAiChat(properties, new ModelMetrics(meters), Spans.UNTOLD));
  }

  private static void answers(ResponseDefinitionBuilder response) {
    server.stubFor(post(urlEqualTo(COMPLETIONS)).willReturn(response));
  }

  private static ResponseDefinitionBuilder json(String body) {
    return aResponse().withHeader("Content-Type", "application/json").withBody(body);
  }

  private static int requests() {
    return server.findAll(postRequestedFor(urlEqualTo(COMPLETIONS))).size();
  }

  private void failsWith(Kind kind) {
    failsWith(kind, chat());
  }

  private void failsWith(Kind kind, Chat chat) {
    StepVerifier.create(chat.ask(PROMPT))
        .expectErrorSatisfies(
            thrown -> {
              assertThat(thrown).isInstanceOf(ModelFailure.class);
              assertThat(((ModelFailure) thrown).kind()).isEqualTo(kind);
            })
        .verify(Duration.ofSeconds(30));
    assertThat(meters.get("unichart.model.errors").tag("kind", kind.label()).counter().count())
        .isEqualTo(1);
  }

  @Test
  void aReplyCarriesTextModelAndUsage() {
    answers(json(REPLY));

    Reply reply = chat().ask(PROMPT).block();

    assertThat(reply)
        .isEqualTo(new Reply("Because [1].", "gpt-4o-mini-2024-07-18", new TokenUsage(12, 5, 17)));
    assertThat(meters.get("unichart.model.tokens").tag("kind", "prompt").counter().count())
        .isEqualTo(12);
    server.verify(
        postRequestedFor(urlEqualTo(COMPLETIONS))
            .withHeader("Authorization", equalTo("Bearer sk-test"))
            .withHeader("OpenAI-Project", equalTo("proj-7"))
            .withRequestBody(matchingJsonPath("$.model", equalTo("gpt-4o-mini")))
            .withRequestBody(matchingJsonPath("$.messages[0].role", equalTo("system")))
            .withRequestBody(matchingJsonPath("$.messages[1].content", equalTo("Why?"))));
  }

  @Test
  void aServerErrorIsAskedAgainOnce() {
    server.stubFor(
        post(urlEqualTo(COMPLETIONS))
            .inScenario("mends itself")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withStatus(500))
            .willSetStateTo("well"));
    server.stubFor(
        post(urlEqualTo(COMPLETIONS))
            .inScenario("mends itself")
            .whenScenarioStateIs("well")
            .willReturn(json(REPLY)));

    assertThat(chat().ask(PROMPT).block()).isNotNull();
    assertThat(requests()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"500,SERVER", "502,SERVER", "503,OVERLOADED", "401,REFUSED", "400,REFUSED"})
  void anErrorStatusIsAFailureOfItsKind(int status, Kind kind) {
    answers(aResponse().withStatus(status).withBody("{\"error\":{\"message\":\"no\"}}"));

    failsWith(kind);
  }

  @Test
  void aLongRateLimitIsNotWaitedForAndItsEndIsToldToTheCaller() {
    answers(aResponse().withStatus(429).withHeader("Retry-After", "17").withBody("{}"));

    StepVerifier.create(chat().ask(PROMPT))
        .expectErrorSatisfies(
            thrown -> {
              Problem problem = ((ModelFailure) thrown).problem();
              assertThat(problem.status().value()).isEqualTo(503);
              assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(17));
            })
        .verify(Duration.ofSeconds(30));
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void aSlowModelIsATimeout() {
    answers(json(REPLY).withFixedDelay(4000));

    failsWith(Kind.TIMEOUT, chat(Duration.ofSeconds(1)));
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void aBrokenConnectionIsAConnectionFailure() {
    answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    failsWith(Kind.CONNECTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>busy</html>",
        "{}",
        "{\"choices\":[]}",
        "[1,2]",
        "{\"choices\":\"none\"}",
        "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":"
            + "[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
            + "{\"role\":\"assistant\",\"content\":null}}]}",
        "{\"id\":\"1\",\"choices\":[{\"message\":{\"content\":\" \"}}]}"
      })
  void anAnswerThatCannotBeUsedIsMalformed(String body) {
    answers(json(body));

    failsWith(Kind.MALFORMED);
  }

  @Test
  void afterRepeatedFailuresTheEndpointIsLeftAlone() {
    answers(aResponse().withStatus(500));
    Chat chat = chat();

    for (int i = 0; i < 12; i++) {
      chat.ask(PROMPT).onErrorResume(e -> Mono.empty()).block();
    }
    int before = requests();

    StepVerifier.create(chat.ask(PROMPT))
        .expectErrorSatisfies(
            thrown -> assertThat(((ModelFailure) thrown).kind()).isEqualTo(Kind.CIRCUIT_OPEN))
        .verify();
    assertThat(requests()).isEqualTo(before);
  }

  @Test
  void aStreamHandsOnPiecesAndEndsWithTheUsage() {
    String chunk =
        """
        data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"gpt-4o-mini",\
        "choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":%s}]}

        """;
    String usage =
        """
        data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"gpt-4o-mini",\
        "choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}

        data: [DONE]

        """;
    answers(
        aResponse()
            .withHeader("Content-Type", "text/event-stream")
            .withBody(
                chunk.formatted("Becau", "null")
                    + chunk.formatted("se.", "null")
                    + chunk.formatted("", "\"stop\"")
                    + usage));

    List<Chat.Token> tokens = chat().stream(PROMPT).collectList().block();

    assertThat(tokens.stream().map(Chat.Token::text).reduce("", String::concat))
        .isEqualTo("Because.");
    assertThat(tokens.stream().map(Chat.Token::usage).filter(u -> u != null))
        .containsExactly(new TokenUsage(3, 2, 5));
  }

  @Test
  void aStreamThatIsRefusedIsAFailureToo() {
    answers(aResponse().withStatus(500));

    StepVerifier.create(chat().stream(PROMPT)).expectError(ModelFailure.class).verify();
  }

  @Test
  void onlyAllowedModelsAreSupported() {
    assertThat(chat().choose(null)).isEqualTo(new ModelChoice("gpt-4o-mini", false));
    assertThat(chat().choose("gpt-4o")).isEqualTo(new ModelChoice("gpt-4o", true));
    assertThat(chat().choose("extractive").local()).isTrue();
    assertThatThrownBy(() -> chat().choose("gpt-9")).isInstanceOf(Problem.class);
  }

  @Test
  void aFailedModelGivesWayToTheLocalAnswerUnlessItWasNamed() {
    answers(aResponse().withStatus(500));
    Chat chat = chat();

    Mono<String> unnamed = answer(chat, null);
    Mono<String> named = answer(chat, "gpt-4o");

    StepVerifier.create(unnamed).expectNext("local: the model's endpoint failed").verifyComplete();
    StepVerifier.create(named)
        .expectErrorSatisfies(
            thrown -> assertThat(((Problem) thrown).status().value()).isEqualTo(502))
        .verify();
  }

  private static Mono<String> answer(Chat chat, String model) {
    return chat.answer(
        chat.choose(model),
        name -> chat.ask(new Prompt(name, "s", "u", 10)).map(Reply::text),
        why -> Mono.just("local: " + why));
  }

  @Test
  void withoutAKeyOnlyTheLocalAnswerIsSupported() {
    OpenAiProperties keyless =
        new OpenAiProperties(
            null, "http://localhost", "gpt-4o-mini", null, 1, Duration.ofSeconds(1), null);
    Chat chat = new Chat(keyless, null);

    assertThat(chat.available()).isFalse();
    assertThat(chat.choose(null)).isEqualTo(new ModelChoice("extractive", false));
    assertThatThrownBy(() -> chat.choose("gpt-4o-mini")).isInstanceOf(Problem.class);
  }
}
