package io.unichart.terminology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.postgresql.codec.Json;
import io.unichart.platform.Sha256;
import io.unichart.platform.telemetry.Spans;
import io.unichart.terminology.NlmClient.Offer;
import io.unichart.terminology.NlmClient.Unanswered;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * What NLM's services offer for phrases: in memory for the coders, which cannot wait; in the
 * database for all replicas; from the services when neither knows it. A service that gives no
 * answer is no failure of ours: the local tables answer alone.
 */
@Component
class Nlm {

  /** A phrase in a code system. */
  record Asked(CodeSystem system, String phrase) {}

  private static final int REMEMBERED = 5_000;
  private static final int AT_ONCE = 4;
  private static final int LONGEST = 200;
  private static final Duration STAY_OPEN = Duration.ofSeconds(60);

  /** What a failed service costs a phrase: it is not asked again for so long. */
  private static final Duration FORGET_FAILURE = Duration.ofSeconds(30);

  private record Remembered(List<Offer> offers, OffsetDateTime until) {}

  private final TerminologyProperties properties;
  private final NlmClient client;
  private final DatabaseClient database;
  private final JsonMapper json;
  private final Clock clock;
  private final Counter answered;
  private final Map<NlmClient.Failure, Counter> failures = new EnumMap<>(NlmClient.Failure.class);
  private final Map<Asked, Remembered> memory =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Remembered> eldest) {
          return size() > REMEMBERED;
        }
      };

  Nlm(
      TerminologyProperties properties,
      DatabaseClient database,
      JsonMapper json,
      Clock clock,
      MeterRegistry meters,
      Spans spans) {
    this.properties = properties;
    this.client = new NlmClient(properties, STAY_OPEN, spans);
    this.database = database;
    this.json = json;
    this.clock = clock;
    this.answered =
        Counter.builder("unichart.terminology.nlm.answers")
            .description("Phrases that a service of NLM answered")
            .register(meters);
    for (NlmClient.Failure failure : NlmClient.Failure.values()) {
      failures.put(
          failure,
          Counter.builder("unichart.terminology.nlm.failures")
              .description("Phrases that a service of NLM did not answer, after any repetition")
              .tag("kind", failure.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
  }

  TerminologyProperties.Nlm mode() {
    return properties.nlm();
  }

  /** What is known of a phrase without waiting; null when it was not asked yet. */
  @Nullable List<Offer> known(Asked asked) {
    synchronized (memory) {
      Remembered remembered = memory.get(asked);
      return remembered == null || remembered.until().isBefore(now()) ? null : remembered.offers();
    }
  }

  /** Makes phrases known; never fails, and takes no longer than a few time-outs. */
  Mono<Void> learn(Collection<Asked> phrases) {
    return Flux.fromIterable(phrases)
        .flatMap(this::learn, AT_ONCE)
        .then()
        .timeout(properties.nlmTimeout().multipliedBy(4), Mono.empty());
  }

  private Mono<Void> learn(Asked asked) {
    if (known(asked) != null || asked.phrase().length() > LONGEST) {
      return Mono.empty();
    }
    return stored(asked)
        .onErrorResume(e -> Mono.empty())
        .switchIfEmpty(Mono.defer(() -> ask(asked)))
        .doOnNext(offers -> remember(asked, offers, properties.nlmKeep()))
        .onErrorResume(e -> failed(asked, e))
        .then();
  }

  private Mono<List<Offer>> ask(Asked asked) {
    return client
        .ask(asked.system(), asked.phrase())
        .doOnNext(offers -> answered.increment())
        .delayUntil(offers -> store(asked, offers).onErrorResume(e -> Mono.empty()));
  }

  private Mono<List<Offer>> failed(Asked asked, Throwable e) {
    Counter counter = e instanceof Unanswered why ? failures.get(why.failure()) : null;
    if (counter != null) {
      counter.increment();
    }
    remember(asked, List.of(), FORGET_FAILURE);
    return Mono.empty();
  }

  private void remember(Asked asked, List<Offer> offers, Duration keep) {
    synchronized (memory) {
      memory.put(asked, new Remembered(offers, now().plus(keep)));
    }
  }

  private Mono<List<Offer>> stored(Asked asked) {
    return database
        .sql(
            """
            select candidates from terminology_nlm_answer
            where service = :service and phrase = :phrase and asked_at > :oldest
            """)
        .bind("service", asked.system().slug())
        .bind("phrase", Sha256.of(asked.phrase()))
        .bind("oldest", now().minus(properties.nlmKeep()))
        .map(row -> Objects.requireNonNull(row.get("candidates", Json.class)))
        .one()
        .map(stored -> List.of(json.readValue(stored.asArray(), Offer[].class)));
  }

  private Mono<Void> store(Asked asked, List<Offer> offers) {
    return database
        .sql(
            """
            insert into terminology_nlm_answer (service, phrase, candidates, asked_at)
            values (:service, :phrase, :candidates, :now)
            on conflict (service, phrase) do update
            set candidates = excluded.candidates, asked_at = excluded.asked_at
            """)
        .bind("service", asked.system().slug())
        .bind("phrase", Sha256.of(asked.phrase()))
        .bind("candidates", Json.of(json.writeValueAsBytes(offers)))
        .bind("now", now())
        .then()
        .then(
            database
                .sql("delete from terminology_nlm_answer where asked_at < :oldest")
                .bind("oldest", now().minus(properties.nlmKeep()))
                .then());
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }
}
