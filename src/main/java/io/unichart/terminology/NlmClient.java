package io.unichart.terminology;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.unichart.platform.telemetry.Spans;
import io.unichart.platform.telemetry.Step;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks NLM Clinical Tables for ICD-10-CM and RxNav for RxNorm. Each request has a time-out and is
 * repeated once after a passing failure; each service has a circuit breaker, so that one that is
 * away costs nothing after a few attempts. A refusal for the rate of requests (403, 429) opens the
 * breaker at once: asking on would prolong it.
 */
final class NlmClient {

  /** A code that a service offers for a phrase. */
  record Offer(String code, String display, String method) {}

  /** The kinds of failure, as they are counted. */
  enum Failure {
    TIMEOUT,
    AWAY,
    RATE,
    REFUSED,
    MALFORMED,
    OPEN
  }

  /** No answer that could be used. Carries neither phrase nor answer. */
  static final class Unanswered extends RuntimeException {
    private final Failure failure;

    Unanswered(Failure failure) {
      super("NLM gave no usable answer: " + failure, null, false, false);
      this.failure = failure;
    }

    Failure failure() {
      return failure;
    }

    boolean mayPass() {
      return failure == Failure.TIMEOUT || failure == Failure.AWAY;
    }
  }

  private static final int MOST = 20;
  private static final int LARGEST_ANSWER = 1 << 20;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Pattern ICD10CM = Pattern.compile("[A-Z]\\d[0-9A-Z](?:\\.[0-9A-Z]{1,4})?");
  private static final Pattern RXCUI = Pattern.compile("\\d{1,8}");

  private final WebClient web =
      WebClient.builder()
          .exchangeStrategies(
              ExchangeStrategies.builder()
                  .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
                  .build())
          .build();
  private final JsonMapper json = JsonMapper.builder().build();
  private final String icd10cm;
  private final String rxnorm;
  private final Duration timeout;
  private final Map<CodeSystem, CircuitBreaker> breakers;
  private final Spans spans;

  NlmClient(TerminologyProperties properties, Duration stayOpen, Spans spans) {
    this.spans = spans;
    this.icd10cm = properties.nlmIcd10cmUrl().replaceFirst("/+$", "");
    this.rxnorm = properties.nlmRxnormUrl().replaceFirst("/+$", "");
    this.timeout = properties.nlmTimeout();
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .slidingWindowType(SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(10)
            .minimumNumberOfCalls(4)
            .failureRateThreshold(50)
            .waitDurationInOpenState(stayOpen)
            .permittedNumberOfCallsInHalfOpenState(1)
            .build();
    this.breakers =
        Map.of(
            CodeSystem.ICD10CM, CircuitBreaker.of("nlm-icd10cm", config),
            CodeSystem.RXNORM, CircuitBreaker.of("nlm-rxnorm", config));
  }

  /** What the service offers for a phrase; an {@link Unanswered} when it gives no usable answer. */
  Mono<List<Offer>> ask(CodeSystem system, String phrase) {
    return switch (system) {
      case ICD10CM -> conditions(phrase);
      case RXNORM -> drugs(phrase);
      case LOINC -> Mono.just(List.of());
    };
  }

  /** {@code [total, [codes], null, [[code, name], …]]}. */
  private Mono<List<Offer>> conditions(String phrase) {
    URI uri =
        UriComponentsBuilder.fromUriString(icd10cm + "/search")
            .queryParam("sf", "code,name")
            .queryParam("df", "code,name")
            .queryParam("maxList", MOST)
            .queryParam("terms", "{terms}")
            .build(phrase);
    return get(CodeSystem.ICD10CM, "search", uri).map(NlmClient::conditions);
  }

  private static List<Offer> conditions(JsonNode answer) {
    JsonNode rows = answer.isArray() && answer.size() >= 4 ? answer.get(3) : null;
    if (rows == null || !rows.isArray()) {
      throw new Unanswered(Failure.MALFORMED);
    }
    List<Offer> offers = new ArrayList<>();
    for (JsonNode row : rows) {
      String code = row.isArray() && row.size() >= 2 ? text(row.get(0)) : null;
      String name = row.isArray() && row.size() >= 2 ? text(row.get(1)) : null;
      if (code == null || name == null) {
        throw new Unanswered(Failure.MALFORMED);
      }
      if (ICD10CM.matcher(code).matches()) {
        offers.add(new Offer(code, name, "NLM Clinical Tables"));
      }
    }
    return offers;
  }

  /** By its exact (or normalised) name first, then by the most alike. */
  private Mono<List<Offer>> drugs(String phrase) {
    URI exact =
        UriComponentsBuilder.fromUriString(rxnorm + "/rxcui.json")
            .queryParam("search", 2)
            .queryParam("name", "{name}")
            .build(phrase);
    return get(CodeSystem.RXNORM, "rxcui", exact)
        .map(NlmClient::exactIds)
        .flatMap(ids -> ids.isEmpty() ? approximately(phrase) : named(ids, "RxNav, exact name"));
  }

  /** {@code {"idGroup": {"rxnormId": ["861007"]}}}; without the list when there is none. */
  private static List<String> exactIds(JsonNode answer) {
    JsonNode group = answer.get("idGroup");
    if (group == null || !group.isObject()) {
      throw new Unanswered(Failure.MALFORMED);
    }
    List<String> ids = new ArrayList<>();
    JsonNode list = group.get("rxnormId");
    if (list != null && list.isArray()) {
      list.forEach(id -> keep(ids, id));
    }
    return ids;
  }

  /** {@code {"approximateGroup": {"candidate": [{"rxcui": …, "rank": …, "name": …}]}}}. */
  private Mono<List<Offer>> approximately(String phrase) {
    URI uri =
        UriComponentsBuilder.fromUriString(rxnorm + "/approximateTerm.json")
            .queryParam("maxEntries", 5)
            .queryParam("option", 1)
            .queryParam("term", "{term}")
            .build(phrase);
    return get(CodeSystem.RXNORM, "approximateTerm", uri)
        .flatMap(
            answer -> {
              JsonNode group = answer.get("approximateGroup");
              if (group == null || !group.isObject()) {
                return Mono.error(new Unanswered(Failure.MALFORMED));
              }
              List<String> ids = new ArrayList<>();
              JsonNode list = group.get("candidate");
              if (list != null && list.isArray()) {
                list.forEach(candidate -> keep(ids, candidate.get("rxcui")));
              }
              return named(ids.stream().distinct().limit(5).toList(), "RxNav, approximate");
            });
  }

  private static void keep(List<String> ids, @Nullable JsonNode id) {
    String text = id == null ? null : text(id);
    if (text == null || !RXCUI.matcher(text).matches()) {
      throw new Unanswered(Failure.MALFORMED);
    }
    ids.add(text);
  }

  /** Gives the numbers their RxNorm names; one that has none any more is left out. */
  private Mono<List<Offer>> named(List<String> ids, String method) {
    return Flux.fromIterable(ids)
        .concatMap(
            id ->
                get(
                        CodeSystem.RXNORM,
                        "properties",
                        URI.create(rxnorm + "/rxcui/" + id + "/properties.json"))
                    .mapNotNull(NlmClient::name)
                    .map(name -> new Offer(id, name, method)))
        .collectMap(Offer::code, offer -> offer, LinkedHashMap::new)
        .map(offers -> List.copyOf(offers.values()));
  }

  private static @Nullable String name(JsonNode answer) {
    JsonNode properties = answer.get("properties");
    return properties == null || !properties.isObject() ? null : text(properties.get("name"));
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node != null && node.isString() && !node.asString().isBlank()
        ? node.asString().strip()
        : null;
  }

  private Mono<JsonNode> get(CodeSystem system, String what, URI uri) {
    CircuitBreaker breaker = breaker(system);
    Mono<JsonNode> once =
        web.get()
            .uri(uri)
            .header("Accept", "application/json")
            .exchangeToMono(this::read)
            .timeout(timeout, Mono.error(() -> new Unanswered(Failure.TIMEOUT)))
            .onErrorMap(e -> e instanceof Unanswered ? e : new Unanswered(Failure.AWAY));
    return spans
        .around(step(system, what, uri), once)
        .retryWhen(
            Retry.backoff(1, PAUSE)
                .filter(e -> e instanceof Unanswered unanswered && unanswered.mayPass())
                .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
        .doOnError(e -> restIfRefused(breaker, e))
        .transformDeferred(CircuitBreakerOperator.of(breaker))
        .onErrorMap(CallNotPermittedException.class, e -> new Unanswered(Failure.OPEN));
  }

  /** Which question a service is asked; the phrase stands in the URI, which is not told. */
  private static Step<JsonNode> step(CodeSystem system, String what, URI uri) {
    return Step.<JsonNode>within("GET " + system.slug() + " " + what)
        .elsewhere()
        .with("http.request.method", "GET")
        .with("server.address", String.valueOf(uri.getHost()))
        .failing(
            e ->
                e instanceof Unanswered unanswered
                    ? unanswered.failure().name().toLowerCase(Locale.ROOT)
                    : e.getClass().getName());
  }

  private CircuitBreaker breaker(CodeSystem system) {
    CircuitBreaker breaker = breakers.get(system);
    if (breaker == null) {
      throw new IllegalArgumentException("NLM is not asked for " + system);
    }
    return breaker;
  }

  private static void restIfRefused(CircuitBreaker breaker, Throwable e) {
    if (e instanceof Unanswered unanswered && unanswered.failure() == Failure.RATE) {
      breaker.transitionToOpenState();
    }
  }

  private Mono<JsonNode> read(ClientResponse response) {
    HttpStatusCode status = response.statusCode();
    if (!status.is2xxSuccessful()) {
      Failure failure =
          status.value() == 403 || status.value() == 429
              ? Failure.RATE
              : status.is5xxServerError() ? Failure.AWAY : Failure.REFUSED;
      return response.releaseBody().then(Mono.error(new Unanswered(failure)));
    }
    return response.bodyToMono(String.class).defaultIfEmpty("").map(this::parsed);
  }

  private JsonNode parsed(String body) {
    try {
      JsonNode answer = json.readTree(body);
      if (answer.isContainer()) {
        return answer;
      }
    } catch (JacksonException e) {
      // said below, without the text
    }
    throw new Unanswered(Failure.MALFORMED);
  }
}
