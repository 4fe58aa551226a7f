package io.unichart.events;

import io.unichart.platform.telemetry.Spans;
import io.unichart.platform.telemetry.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import tools.jackson.databind.json.JsonMapper;

/**
 * Forwards events to a topic, at least once and in order for each person (whose id is the key).
 *
 * <p>A round locks the cursor (so one process forwards at a time), sends the next events, waits
 * until the broker has acknowledged all of them, and moves the cursor. When one cannot be delivered
 * the producer is closed at once, from the thread that would send the next: nothing overtakes. The
 * next round begins at the cursor again, with a new producer. While the broker is away nothing is
 * lost and nobody waits: the events stand in the database.
 */
final class KafkaRelay implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(KafkaRelay.class);
  private static final Duration BEAT = Duration.ofMillis(200);
  private static final int PAGE = 500;
  private static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

  private final EventLog events;
  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final JsonMapper json;
  private final String topic;
  private final Supplier<Producer<String, byte[]>> producers;
  private final KafkaMetrics metrics;
  private final Spans spans;
  private final Scheduler sender = Schedulers.newSingle("kafka-relay", true);
  private final Disposable.Swap work = Disposables.swap();
  private volatile @Nullable Producer<String, byte[]> producer;
  private volatile boolean running;

  KafkaRelay(
      EventLog events,
      DatabaseClient database,
      TransactionalOperator transaction,
      JsonMapper json,
      String topic,
      Supplier<Producer<String, byte[]>> producers,
      KafkaMetrics metrics,
      Spans spans) {
    this.events = events;
    this.database = database;
    this.transaction = transaction;
    this.json = json;
    this.topic = topic;
    this.producers = producers;
    this.metrics = metrics;
    this.spans = spans;
  }

  /** Forwards the next events; tells how many, 0 also when another process is at it. */
  Mono<Integer> round() {
    return database
        .sql("select position from event_cursor where name = 'kafka' for update skip locked")
        .map(row -> Objects.requireNonNull(row.get("position", Long.class)))
        .one()
        .flatMap(position -> events.after(position, PAGE))
        .flatMap(next -> next.isEmpty() ? Mono.just(0) : send(next).then(move(next)))
        .as(transaction::transactional)
        .defaultIfEmpty(0)
        .doOnNext(metrics.forwarded::increment)
        .delayUntil(forwarded -> behind());
  }

  private Mono<Integer> move(List<CloudEvent> sent) {
    return database
        .sql("update event_cursor set position = :position where name = 'kafka'")
        .bind("position", sent.get(sent.size() - 1).position())
        .then()
        .thenReturn(sent.size());
  }

  private Mono<Void> behind() {
    return database
        .sql(
            """
            select (select position from event_cursor where name = 'placed')
                 - (select position from event_cursor where name = 'kafka') as behind
            """)
        .map(row -> Objects.requireNonNull(row.get("behind", Long.class)))
        .one()
        .doOnNext(metrics.behind::set)
        .then();
  }

  private Mono<Integer> send(List<CloudEvent> next) {
    Step<Integer> step =
        Step.<Integer>within("send " + topic)
            .orAlone()
            .elsewhere()
            .with("messaging.system", "kafka")
            .with("messaging.operation.type", "send")
            .with("messaging.destination.name", topic)
            .finding((count, into) -> into.accept("messaging.batch.message_count", count));
    return spans.around(
        step,
        Mono.<Void>create(sink -> send(next, sink)).thenReturn(next.size()).subscribeOn(sender));
  }

  private void send(List<CloudEvent> next, MonoSink<Void> sink) {
    Producer<String, byte[]> open = producer;
    if (open == null) {
      open = producers.get();
      producer = open;
    }
    Producer<String, byte[]> own = open;
    AtomicInteger left = new AtomicInteger(next.size());
    AtomicBoolean broken = new AtomicBoolean();
    try {
      for (CloudEvent event : next) {
        if (broken.get()) {
          return;
        }
        own.send(
            message(event),
            (place, failure) -> {
              if (failure != null && broken.compareAndSet(false, true)) {
                close(own);
                sink.error(failure);
              } else if (failure == null && left.decrementAndGet() == 0) {
                sink.success();
              }
            });
      }
      own.flush();
    } catch (RuntimeException e) {
      if (broken.compareAndSet(false, true)) {
        close(own);
        sink.error(e);
      }
    }
  }

  private ProducerRecord<String, byte[]> message(CloudEvent event) {
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(topic, event.subject(), json.writeValueAsBytes(event));
    message.headers().add("content-type", CONTENT_TYPE.getBytes(StandardCharsets.US_ASCII));
    return message;
  }

  private void close(Producer<String, byte[]> open) {
    producer = null;
    open.close(Duration.ZERO);
  }

  @Override
  public void start() {
    running = true;
    work.update(
        Mono.defer(this::round)
            .repeatWhen(
                done ->
                    done.concatMap(
                        any ->
                            metrics.behind.get() > 0
                                ? Mono.just(any)
                                : Mono.just(any).delayElement(BEAT)))
            .doOnError(failure -> metrics.failures.increment())
            .retryWhen(
                Retry.backoff(Long.MAX_VALUE, Duration.ofSeconds(1))
                    .maxBackoff(Duration.ofSeconds(30))
                    .transientErrors(true)
                    .doBeforeRetry(again -> tell(again.totalRetriesInARow(), again.failure())))
            .subscribe());
  }

  private static void tell(long inARow, Throwable failure) {
    if (inARow == 0) {
      log.warn(
          "Events wait for the broker or the database: {}", failure.getClass().getSimpleName());
    }
  }

  @Override
  public void stop() {
    running = false;
    work.dispose();
    Producer<String, byte[]> open = producer;
    if (open != null) {
      close(open);
    }
    sender.dispose();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
