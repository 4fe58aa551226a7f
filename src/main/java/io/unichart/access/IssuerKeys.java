package io.unichart.access;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The keys of an OpenID provider, read when they are first needed.
 *
 * <p>A token that names a key we do not know may be the first one after the provider has changed
 * its keys, so they are read again, but not more often than every few seconds: anybody can make up
 * names of keys. Known keys outlast the provider's absence; when they have grown old they are read
 * again beside the requests, so that a key which was withdrawn is not believed for ever.
 */
final class IssuerKeys implements Function<SignedJWT, Flux<JWK>> {

  private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);
  static final Duration OLD = Duration.ofMinutes(15);
  static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private record Known(JWKSet keys, Instant since) {
    boolean has(@Nullable String id) {
      return id == null || keys.getKeyByKeyId(id) != null;
    }
  }

  /** When the keys were read again, and what came of it. */
  private record Attempt(Instant at, boolean failed) {}

  private final Discovery discovery;
  private final @Nullable URI place;
  private final Clock clock;
  private final WebClient http = WebClient.create();
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();
  private final AtomicReference<@Nullable Attempt> last = new AtomicReference<>();
  private final AtomicReference<@Nullable Mono<Known>> asking = new AtomicReference<>();

  /**
   * Of one provider.
   *
   * @param place where they are, or null to read that from the provider's discovery document
   */
  IssuerKeys(URI issuer, @Nullable URI place, Clock clock) {
    this.discovery = new Discovery(issuer);
    this.place = place;
    this.clock = clock;
  }

  /** Those among which the key of this token must be. */
  @Override
  public Flux<JWK> apply(SignedJWT token) {
    return Mono.defer(() -> keysFor(token.getHeader().getKeyID()))
        .flatMapIterable(found -> found.keys().getKeys());
  }

  /** One at a time: between what is known and what is being asked nothing may change. */
  private synchronized Mono<Known> keysFor(@Nullable String id) {
    Mono<Known> running = asking.get();
    Known now = known.get();
    if (now == null) {
      return read();
    }
    if (!now.has(id)) {
      if (running != null) {
        return running;
      }
      Attempt before = last.get();
      if (before != null && clock.instant().isBefore(before.at().plus(PAUSE))) {
        return before.failed() ? Mono.error(new IllegalStateException("away")) : Mono.just(now);
      }
      return again();
    }
    if (clock.instant().isAfter(now.since().plus(OLD))) {
      renew();
    }
    return Mono.just(now);
  }

  /** Reads them anew beside the request, which does not wait. */
  private void renew() {
    Attempt before = last.get();
    if (before == null || clock.instant().isAfter(before.at().plus(PAUSE))) {
      again()
          .subscribe(
              found -> {},
              failure -> log.warn("The issuer's keys cannot be renewed: {}", nameOf(failure)));
    }
  }

  private Mono<Known> again() {
    last.set(new Attempt(clock.instant(), false));
    return read().doOnError(failure -> last.set(new Attempt(clock.instant(), true)));
  }

  /** Asks the provider; who comes while it is being asked waits for the same answer. */
  @SuppressWarnings("NullAway") // never null: what was null is replaced
  private Mono<Known> read() {
    return asking.updateAndGet(
        running ->
            running != null
                ? running
                : place()
                    .flatMap(this::keysAt)
                    .timeout(PATIENCE)
                    .doOnNext(known::set)
                    .doFinally(signal -> asking.set(null))
                    .cache());
  }

  private Mono<Known> keysAt(URI where) {
    return http.get()
        .uri(where)
        .retrieve()
        .bodyToMono(String.class)
        .map(
            text -> {
              try {
                return new Known(JWKSet.parse(text), clock.instant());
              } catch (ParseException e) {
                throw new IllegalStateException("no key set");
              }
            });
  }

  private Mono<URI> place() {
    return place != null
        ? Mono.just(place)
        : discovery.read().map(found -> Discovery.address(found, "jwks_uri"));
  }

  private static String nameOf(Throwable failure) {
    return failure.getClass().getName();
  }
}
