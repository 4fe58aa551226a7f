package io.unichart.language;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.unichart.platform.telemetry.Spans;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A chat model that says what a test tells it to, over real HTTP; and the way to ask it. */
public final class StubbedModel implements AutoCloseable {

  public static final String NAME = "gpt-4o-mini";

  private static final String PATH = "/v1/chat/completions";
  private static final JsonMapper JSON = new JsonMapper();

  private final WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());

  public StubbedModel() {
    server.start();
  }

  /** A service's door to this model; each has its own circuit breaker. */
  public Chat chat(Duration timeout) {
    OpenAiProperties properties =
        new OpenAiProperties(
            "sk-test", server.baseUrl() + "/v1", NAME, "gpt-4o", 1.0, timeout, null);
    return new Chat(
        properties,
        new OpenAiChat(properties, new ModelMetrics(new SimpleMeterRegistry()), Spans.UNTOLD));
  }

  public Chat chat() {
    return chat(Duration.ofSeconds(20));
  }

  public void forget() {
    server.resetAll();
  }

  /** A turn in which the model wants to use a tool. */
  public record Wants(String tool, String arguments) {}

  /** Says these in turn, and the last for ever; each is a text or {@link Wants}. */
  public void says(Object... contents) {
    for (int i = 0; i < contents.length; i++) {
      boolean last = i == contents.length - 1;
      server.stubFor(
          post(urlEqualTo(PATH))
              .inScenario("talk")
              .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "turn " + i)
              .willReturn(
                  aResponse()
                      .withHeader("Content-Type", "application/json")
                      .withBody(body(contents[i])))
              .willSetStateTo(
                  last ? (i == 0 ? Scenario.STARTED : "turn " + i) : "turn " + (i + 1)));
    }
  }

  /** Says this after a while. */
  public void saysSlowly(String content, Duration delay) {
    answers(
        aResponse()
            .withHeader("Content-Type", "application/json")
            .withBody(body(content))
            .withFixedDelay((int) delay.toMillis()));
  }

  public void fails(int status) {
    answers(aResponse().withStatus(status).withHeader("Retry-After", "30").withBody("{}"));
  }

  public void answers(ResponseDefinitionBuilder response) {
    server.stubFor(post(urlEqualTo(PATH)).willReturn(response));
  }

  public List<LoggedRequest> requests() {
    return server.findAll(postRequestedFor(urlEqualTo(PATH)));
  }

  private static Map<String, Object> message(Object content) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("role", "assistant");
    message.put("content", content instanceof Wants ? null : content);
    if (content instanceof Wants wants) {
      message.put(
          "tool_calls",
          List.of(
              Map.of(
                  "id",
                  "call_1",
                  "type",
                  "function",
                  "function",
                  Map.of("name", wants.tool(), "arguments", wants.arguments()))));
    }
    return message;
  }

  private static String body(Object content) {
    return JSON.writeValueAsString(
        Map.of(
            "id",
            "chatcmpl-1",
            "object",
            "chat.completion",
            "created",
            1764000000,
            "model",
            NAME,
            "choices",
            List.of(Map.of("index", 0, "finish_reason", "stop", "message", message(content))),
            "usage",
            Map.of("prompt_tokens", 100, "completion_tokens", 20, "total_tokens", 120)));
  }

  @Override
  public void close() {
    server.stop();
  }
}
