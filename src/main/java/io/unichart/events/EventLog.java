package io.unichart.events;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events in their order. A relay on every pod gives committed events their positions (one pod
 * at a time does it, see the function {@code event_place}) and then wakes this pod's subscribers,
 * who read from the table themselves: a slow subscriber costs nobody anything, and one that comes
 * back misses nothing.
 */
@Component
class EventLog implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(EventLog.class);
  private static final Duration BEAT = Duration.ofMillis(200);
  private static final int PAGE = 500;

  private final DatabaseClient database;
  private final JsonMapper json;
  private final Sinks.Many<Long> newest = Sinks.many().replay().latest();
  private final Disposable.Swap relay = Disposables.swap();
  private volatile boolean running;

  EventLog(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /** The last position that has been given, 0 before the first. */
  Mono<Long> last() {
    return database
        .sql("select position from event_cursor where name = 'placed'")
        .map(row -> Objects.requireNonNull(row.get("position", Long.class)))
        .one();
  }

  /** The events after a position, oldest first, at most so many. */
  Mono<List<CloudEvent>> after(long position, int limit) {
    return database
        .sql(
            """
            select position, event_id, type, subject, at, data from event
            where position > :position order by position limit :limit
            """)
        .bind("position", position)
        .bind("limit", limit)
        .map(this::event)
        .all()
        .collectList();
  }

  /** The events after a position, and those to come, until the subscriber leaves. */
  Flux<CloudEvent> stream(long position) {
    return Flux.defer(
        () -> {
          long[] seen = {position};
          return newest
              .asFlux()
              .startWith(Long.MAX_VALUE)
              .onBackpressureLatest()
              .filter(last -> last > seen[0])
              .concatMap(last -> pages(seen), 1);
        });
  }

  private Flux<CloudEvent> pages(long[] seen) {
    return after(seen[0], PAGE)
        .expand(page -> page.size() < PAGE ? Mono.empty() : after(lastOf(page), PAGE))
        .concatMapIterable(page -> page)
        .doOnNext(event -> seen[0] = event.position());
  }

  private static long lastOf(List<CloudEvent> page) {
    return page.get(page.size() - 1).position();
  }

  private Mono<Void> place() {
    return database
        .sql(
            "select event_place(1000) as placed where exists (select from event where position is null)")
        .map(row -> Objects.requireNonNull(row.get("placed", Integer.class)))
        .one()
        .defaultIfEmpty(0)
        .then(last())
        .doOnNext(newest::tryEmitNext)
        .then();
  }

  private CloudEvent event(Readable row) {
    return new CloudEvent(
        Objects.requireNonNull(row.get("position", Long.class)),
        CloudEvent.SPEC,
        Objects.requireNonNull(row.get("event_id", UUID.class)),
        CloudEvent.SOURCE,
        Objects.requireNonNull(row.get("type", String.class)),
        Objects.requireNonNull(row.get("subject", String.class)),
        Objects.requireNonNull(row.get("at", OffsetDateTime.class)),
        "application/json",
        json.readTree(Objects.requireNonNull(row.get("data", Json.class)).asArray()));
  }

  @Override
  public void start() {
    running = true;
    relay.update(
        Mono.defer(this::place)
            .repeatWhen(done -> done.delayElements(BEAT))
            .retryWhen(
                Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500))
                    .maxBackoff(Duration.ofSeconds(5))
                    .doBeforeRetry(
                        again -> {
                          if (again.totalRetriesInARow() == 0) {
                            log.warn("The event relay waits for the database");
                          }
                        })
                    .transientErrors(true))
            .subscribe());
  }

  @Override
  public void stop() {
    running = false;
    relay.dispose();
    newest.tryEmitComplete();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
