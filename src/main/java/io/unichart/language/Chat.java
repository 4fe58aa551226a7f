package io.unichart.language;

import io.unichart.platform.Problem;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one door to chat models, and to doing without.
 *
 * <p>A caller first asks who is to answer ({@link #choose}), then lets that one answer ({@link
 * #answer}): a model that fails is an error where the request named it, and otherwise gives way to
 * the local answer, which then says why.
 */
public final class Chat {

  /** The name of the answer that needs no model. */
  public static final String LOCAL = "extractive";

  private final OpenAiProperties properties;
  private final @Nullable OpenAiChat endpoint;

  Chat(OpenAiProperties properties, @Nullable OpenAiChat endpoint) {
    this.properties = properties;
    this.endpoint = endpoint;
  }

  /** Whether a chat model is configured. */
  public boolean available() {
    return endpoint != null;
  }

  /** What besides model and prompt decides an answer; part of the key of whatever keeps one. */
  public String parameters() {
    return "temperature=" + properties.temperature();
  }

  /** The names that a request may give as {@code model}. */
  public Set<String> names() {
    if (endpoint == null) {
      return Set.of(LOCAL);
    }
    Set<String> names = properties.allowed();
    names.add(LOCAL);
    return names;
  }

  /**
   * Who answers a request that names this model, or none.
   *
   * @throws Problem 422 when the model is not supported
   */
  public ModelChoice choose(@Nullable String requested) {
    if (requested == null) {
      return new ModelChoice(endpoint == null ? LOCAL : properties.defaultModel(), false);
    }
    if (!names().contains(requested)) {
      throw Problem.unprocessable(
          "model", "is not supported; supported are " + String.join(", ", names()));
    }
    return new ModelChoice(requested, true);
  }

  /**
   * Lets the chosen one answer.
   *
   * @param remote the answer by the chat model of this name
   * @param local the answer without a model; given is why a model failed, or null when none was
   *     asked
   */
  public <T> Mono<T> answer(
      ModelChoice choice,
      Function<String, Mono<T>> remote,
      Function<@Nullable String, Mono<T>> local) {
    if (choice.local()) {
      return Mono.defer(() -> local.apply(null));
    }
    return Mono.defer(() -> remote.apply(choice.model()))
        .onErrorResume(
            ModelFailure.class,
            failure ->
                choice.named() ? Mono.error(failure.problem()) : local.apply(failure.reason()));
  }

  /** Asks a model; fails with {@link ModelFailure} only. */
  public Mono<Reply> ask(Prompt prompt) {
    return endpoint == null ? Mono.error(absent()) : endpoint.ask(prompt);
  }

  /** Asks a model that may use tools; fails with {@link ModelFailure} only. */
  public Mono<Reply> ask(Prompt prompt, List<Tool> tools) {
    return endpoint == null ? Mono.error(absent()) : endpoint.ask(prompt, tools);
  }

  /**
   * Asks a model and hands on what it says as it says it; the last token carries the usage. Fails
   * with {@link ModelFailure} only.
   */
  public Flux<Token> stream(Prompt prompt) {
    return endpoint == null ? Flux.error(absent()) : endpoint.stream(prompt);
  }

  private static ModelFailure absent() {
    return new ModelFailure(ModelFailure.Kind.CONNECTION, null, null);
  }

  /**
   * A piece of a reply.
   *
   * @param text what comes next; may be empty
   * @param usage what the whole reply cost, on the last piece
   */
  public record Token(String text, @Nullable TokenUsage usage) {

    /** Never tells the text: it may name a patient. */
    @Override
    public String toString() {
      return "Token[usage=" + usage + "]";
    }
  }
}
