package io.unichart.language;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.unichart.language.ModelFailure.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEmbedderTest {

  private static final String EMBEDDINGS = "/v1/embeddings";

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

  private Embedder embedder(Duration timeout) {
    OpenAiProperties properties =
        new OpenAiProperties(
            "sk-test", server.baseUrl() + "/v1", "gpt-4o-mini", null, 1.0, timeout, "proj-7");
    return new OpenAiEmbedder(properties, "text-embedding-3-small", 2, new ModelMetrics(meters));
  }

  private Embedder embedder() {
    return embedder(Duration.ofSeconds(20));
  }

  private static void answers(ResponseDefinitionBuilder response) {
    server.stubFor(post(urlEqualTo(EMBEDDINGS)).willReturn(response));
  }

  private static ResponseDefinitionBuilder vectors(String data) {
    return aResponse()
        .withHeader("Content-Type", "application/json")
        .withBody(
            """
            {"object":"list","data":[%s],"model":"text-embedding-3-small",
             "usage":{"prompt_tokens":4,"total_tokens":4}}
            """
                .formatted(data));
  }

  @Test
  void everyTextGetsItsOwnVectorInWhateverOrderTheyCome() {
    answers(
        vectors(
            """
            {"object":"embedding","index":1,"embedding":[0.0,2.0]},
            {"object":"embedding","index":0,"embedding":[3.0,4.0]}
            """));

    List<float[]> found = embedder().passages(List.of("fever", "cough"));

    assertThat(found).hasSize(2);
    assertThat(found.get(0)).as("made as long as one").containsExactly(0.6f, 0.8f);
    assertThat(found.get(1)).containsExactly(0f, 1f);
    server.verify(
        postRequestedFor(urlEqualTo(EMBEDDINGS))
            .withHeader("Authorization", equalTo("Bearer sk-test"))
            .withHeader("OpenAI-Project", equalTo("proj-7"))
            .withRequestBody(matchingJsonPath("$.model", equalTo("text-embedding-3-small")))
            .withRequestBody(matchingJsonPath("$.input[1]", equalTo("cough"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"object\":\"embedding\",\"index\":0,\"embedding\":[1.0,2.0,3.0]}",
        "{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.0,0.0]}",
        "{\"object\":\"embedding\",\"index\":7,\"embedding\":[1.0,2.0]}",
        ""
      })
  void vectorsThatCannotBeRightAreRefused(String data) {
    answers(vectors(data));

    assertThat(failure(embedder()).kind()).isEqualTo(Kind.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({"429, RATE_LIMIT", "503, OVERLOADED", "500, SERVER", "401, REFUSED"})
  void whatTheEndpointSaysIsTold(int status, Kind kind) {
    answers(
        aResponse()
            .withStatus(status)
            .withHeader("Content-Type", "application/json")
            .withHeader("Retry-After", "0.1")
            .withBody("{\"error\":{\"message\":\"no\",\"type\":\"x\",\"code\":null}}"));

    assertThat(failure(embedder()).kind()).isEqualTo(kind);
    assertThat(
            meters
                .get("unichart.model.errors")
                .tag("kind", kind.name().toLowerCase(java.util.Locale.ROOT))
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void rubbishIsNotTakenForVectors() {
    answers(aResponse().withHeader("Content-Type", "application/json").withBody("<html>"));

    assertThat(failure(embedder()).kind()).isEqualTo(Kind.MALFORMED);
  }

  @Test
  void nobodyWaitsLongerThanIsConfigured() {
    answers(vectors("").withFixedDelay(5_000));

    assertThat(failure(embedder(Duration.ofMillis(300))).kind()).isEqualTo(Kind.TIMEOUT);
  }

  private static ModelFailure failure(Embedder embedder) {
    return catchThrowableOfType(ModelFailure.class, () -> embedder.query("fever"));
  }
}
