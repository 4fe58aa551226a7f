package io.unichart.language;

import static io.unichart.language.ModelFailure.Kind.MALFORMED;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.unichart.language.Chat.Token;
import io.unichart.platform.telemetry.Spans;
import io.unichart.platform.telemetry.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Asks an OpenAI-compatible endpoint.
 *
 * <p>A question is safe to repeat, so what may pass by itself (a dropped connection, a server
 * error, a rate limit that ends within seconds) is asked once more; a time-out is not, for the
 * caller has waited long enough. After repeated failures a circuit breaker leaves the endpoint
 * alone for a while.
 */
final class OpenAiChat {

  /** The client's own time-out comes first and cleans up; this one is for what it misses. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final int ROUNDS = 4;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final ChatModel model;
  private final OpenAiProperties properties;
  private final ModelMetrics metrics;
  private final Spans spans;
  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "chat",
          CircuitBreakerConfig.custom()
              .slidingWindowSize(20)
              .minimumNumberOfCalls(20)
              .failureRateThreshold(80)
              .waitDurationInOpenState(ModelFailures.LEFT_ALONE)
              .permittedNumberOfCallsInHalfOpenState(2)
              .recordException(OpenAiChat::countsAgainstTheEndpoint)
              .build());

  OpenAiChat(OpenAiProperties properties, ModelMetrics metrics, Spans spans) {
    this.properties = properties;
    this.metrics = metrics;
    this.spans = spans;
    this.model =
        OpenAiChatModel.builder()
            .options(
                OpenAiChatOptions.builder()
                    .baseUrl(properties.baseUrl())
                    .apiKey(properties.apiKey())
                    .model(properties.defaultModel())
                    .temperature(properties.temperature())
                    .timeout(properties.timeout())
                    .maxRetries(0)
                    .customHeaders(headers(properties))
                    .build())
            .build();
  }

  private static Map<String, String> headers(OpenAiProperties properties) {
    String project = properties.apiProject();
    return project == null || project.isBlank() ? Map.of() : Map.of("OpenAI-Project", project);
  }

  Mono<Reply> ask(Prompt prompt) {
    return turn(prompt, beginning(prompt))
        .map(turn -> new Reply(turn.text(), turn.model(), turn.usage()));
  }

  /**
   * Asks with tools at hand: what the model wants to know is computed and told, until it answers.
   * After so many rounds it gets no more tools and must answer.
   */
  Mono<Reply> ask(Prompt prompt, List<Tool> tools) {
    return talk(prompt, tools, beginning(prompt), ROUNDS, TokenUsage.NONE)
        .timeout(properties.timeout().multipliedBy(2))
        .onErrorMap(ModelFailures::of);
  }

  private Mono<Reply> talk(
      Prompt prompt, List<Tool> tools, List<Message> said, int rounds, TokenUsage spent) {
    return turn(prompt, said, rounds > 0 ? tools : List.of())
        .flatMap(
            turn -> {
              TokenUsage usage = spent.plus(turn.usage());
              if (!turn.message().hasToolCalls() || rounds == 0) {
                return Mono.just(new Reply(turn.text(), turn.model(), usage));
              }
              return Mono.fromCallable(() -> told(turn.message(), tools))
                  .subscribeOn(Schedulers.boundedElastic())
                  .flatMap(
                      results -> {
                        List<Message> next = new ArrayList<>(said);
                        next.add(turn.message());
                        next.add(results);
                        return talk(prompt, tools, next, rounds - 1, usage);
                      });
            });
  }

  private static Message told(AssistantMessage asking, List<Tool> tools) {
    List<ToolResponseMessage.ToolResponse> results =
        asking.getToolCalls().stream()
            .map(
                call ->
                    new ToolResponseMessage.ToolResponse(
                        call.id(), call.name(), Tool.run(tools, call.name(), call.arguments())))
            .toList();
    return ToolResponseMessage.builder().responses(results).build();
  }

  /** One answer of the model, which may be that it wants to use a tool. */
  private record Turn(AssistantMessage message, String text, String model, TokenUsage usage) {}

  private Mono<Turn> turn(Prompt prompt, List<Message> said, List<Tool> tools) {
    Mono<Turn> once =
        Mono.fromCallable(() -> model.call(request(prompt, said, tools, false)))
            .subscribeOn(Schedulers.boundedElastic())
            .map(response -> turn(prompt, response))
            .timeout(properties.timeout().plus(GRACE))
            .onErrorMap(ModelFailures::of);
    Step<Turn> step = step(prompt);
    return spans
        .around(step.finding((turn, into) -> told(turn.usage(), into)), once)
        .transformDeferred(CircuitBreakerOperator.of(breaker))
        .onErrorMap(ModelFailures::of)
        .retryWhen(onceMore())
        .doOnNext(turn -> metrics.answered(turn.usage()))
        .doOnError(ModelFailure.class, metrics::failed);
  }

  private Mono<Turn> turn(Prompt prompt, List<Message> said) {
    return turn(prompt, said, List.of());
  }

  private static List<Message> beginning(Prompt prompt) {
    return List.of(new SystemMessage(prompt.system()), new UserMessage(prompt.user()));
  }

  Flux<Token> stream(Prompt prompt) {
    Flux<Token> once =
        Flux.defer(() -> model.stream(request(prompt, beginning(prompt), List.of(), true)))
            .subscribeOn(Schedulers.boundedElastic())
            .timeout(properties.timeout().plus(GRACE))
            .map(OpenAiChat::token)
            .onErrorMap(ModelFailures::of);
    Step<Token> step = step(prompt);
    return spans
        .around(step.finding((token, into) -> told(token.usage(), into)), once)
        .transformDeferred(CircuitBreakerOperator.of(breaker))
        .onErrorMap(ModelFailures::of)
        .doOnNext(
            token -> {
              TokenUsage usage = token.usage();
              if (usage != null) {
                metrics.answered(usage);
              }
            })
        .doOnError(ModelFailure.class, metrics::failed);
  }

  private static <T> Step<T> step(Prompt prompt) {
    return Step.<T>within("chat " + prompt.model())
        .orAlone()
        .elsewhere()
        .with("gen_ai.operation.name", "chat")
        .with("gen_ai.provider.name", "openai")
        .with("gen_ai.request.model", prompt.model())
        .failing(ModelFailure::nameOf);
  }

  private static void told(@Nullable TokenUsage usage, ObjLongConsumer<String> into) {
    if (usage != null) {
      into.accept("gen_ai.usage.input_tokens", usage.promptTokens());
      into.accept("gen_ai.usage.output_tokens", usage.completionTokens());
    }
  }

  private org.springframework.ai.chat.prompt.Prompt request(
      Prompt prompt, List<Message> said, List<Tool> tools, boolean streaming) {
    OpenAiChatOptions.Builder options =
        OpenAiChatOptions.builder()
            .baseUrl(properties.baseUrl())
            .apiKey(properties.apiKey())
            .timeout(properties.timeout())
            .maxRetries(0)
            .model(prompt.model())
            .temperature(properties.temperature())
            .maxTokens(prompt.maxTokens());
    if (streaming) {
      options.streamUsage(true);
    }
    if (!tools.isEmpty()) {
      options.toolCallbacks(tools.stream().map(Tool::callback).toList());
    }
    return new org.springframework.ai.chat.prompt.Prompt(said, options.build());
  }

  private static Turn turn(Prompt prompt, ChatResponse response) {
    String text = text(response);
    AssistantMessage message =
        response.getResults().isEmpty()
            ? new AssistantMessage("")
            : response.getResults().get(0).getOutput();
    if (text.isBlank() && !message.hasToolCalls()) {
      throw new ModelFailure(MALFORMED, null, null);
    }
    String name = response.getMetadata().getModel();
    return new Turn(
        message,
        text,
        name == null || name.isBlank() ? prompt.model() : name,
        usage(response.getMetadata()));
  }

  private static String text(ChatResponse response) {
    if (response.getResults().isEmpty()) {
      return "";
    }
    String text = response.getResults().get(0).getOutput().getText();
    return text == null ? "" : text;
  }

  private static Token token(ChatResponse response) {
    TokenUsage usage = usage(response.getMetadata());
    return new Token(text(response), usage.totalTokens() == 0 ? null : usage);
  }

  private static TokenUsage usage(ChatResponseMetadata metadata) {
    Usage usage = metadata.getUsage();
    return new TokenUsage(
        count(usage.getPromptTokens()),
        count(usage.getCompletionTokens()),
        count(usage.getTotalTokens()));
  }

  private static int count(@Nullable Integer tokens) {
    return tokens == null ? 0 : tokens;
  }

  private static Retry onceMore() {
    return Retry.from(
        signals ->
            signals.concatMap(
                signal -> {
                  Throwable failure = signal.failure();
                  if (signal.totalRetries() == 0
                      && failure instanceof ModelFailure known
                      && mayPass(known)) {
                    Duration told = known.retryAfter();
                    return Mono.delay(told == null || told.compareTo(PAUSE) < 0 ? PAUSE : told);
                  }
                  return Mono.error(failure);
                }));
  }

  private static boolean mayPass(ModelFailure failure) {
    Duration told = failure.retryAfter();
    return switch (failure.kind()) {
      case CONNECTION, SERVER -> true;
      case OVERLOADED -> told == null || told.compareTo(LONGEST_PAUSE) <= 0;
      case RATE_LIMIT -> told != null && told.compareTo(LONGEST_PAUSE) <= 0;
      case TIMEOUT, CIRCUIT_OPEN, REFUSED, MALFORMED -> false;
    };
  }

  /** What says that the endpoint is unwell, not that a request or an answer is odd. */
  private static boolean countsAgainstTheEndpoint(Throwable failure) {
    return failure instanceof ModelFailure known
        && switch (known.kind()) {
          case TIMEOUT, CONNECTION, OVERLOADED, SERVER -> true;
          case RATE_LIMIT, CIRCUIT_OPEN, REFUSED, MALFORMED -> false;
        };
  }
}
