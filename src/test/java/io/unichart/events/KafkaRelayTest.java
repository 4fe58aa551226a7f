package io.unichart.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.unichart.platform.ServiceTest;
import io.unichart.platform.telemetry.NotedSteps;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class KafkaRelayTest {

  @Autowired EventLog events;
  @Autowired Outbox outbox;
  @Autowired DatabaseClient database;
  @Autowired TransactionalOperator transaction;
  @Autowired JsonMapper json;
  @Autowired ApplicationContext context;

  private final KafkaMetrics metrics = new KafkaMetrics(new SimpleMeterRegistry());
  private final List<MockProducer<String, byte[]>> producers = new ArrayList<>();
  private final String person = UUID.randomUUID().toString();
  private final NotedSteps spans = new NotedSteps();
  private boolean brokerAway;

  @BeforeEach
  void beginAtTheNewestEvent() {
    database
        .sql(
            """
            update event_cursor set position = (select coalesce(max(position), 0) from event)
            where name = 'kafka'
            """)
        .then()
        .block();
  }

  @Test
  void eventsOfAPersonArriveInTheirOrderAsCloudEvents() {
    happened("created", "updated", "merged");

    assertThat(forwarded(relay(), 3)).isTrue();

    List<ProducerRecord<String, byte[]>> sent = ofPerson(producers.get(0));
    assertThat(sent)
        .extracting(record -> read(record).get("type").asString())
        .containsExactly(
            "io.unichart.patient.created",
            "io.unichart.patient.updated",
            "io.unichart.patient.merged");
    assertThat(sent)
        .allSatisfy(
            record -> {
              assertThat(record.topic()).isEqualTo("a-topic");
              assertThat(read(record).get("specversion").asString()).isEqualTo("1.0");
              assertThat(read(record).get("subject").asString()).isEqualTo(person);
              assertThat(record.headers().lastHeader("content-type").value())
                  .asString(StandardCharsets.US_ASCII)
                  .startsWith("application/cloudevents+json");
            });
    assertThat(metrics.forwarded.count()).isGreaterThanOrEqualTo(3);
    assertThat(metrics.behind.get()).isZero();
  }

  @Test
  void aBrokerThatIsAwayOnlyDelays() {
    KafkaRelay relay = relay();
    brokerAway = true;
    happened("created", "updated");
    placed(2);

    assertThat(relay.round().map(n -> "sent").onErrorReturn("failed").block()).isEqualTo("failed");
    assertThat(producers.get(0).closed()).isTrue();

    brokerAway = false;
    assertThat(forwarded(relay, 2)).isTrue();
    assertThat(ofPerson(producers.get(1)))
        .extracting(record -> read(record).get("type").asString())
        .containsExactly("io.unichart.patient.created", "io.unichart.patient.updated");
  }

  @Test
  void aTraceIsToldOfEachBatchAndOfNobodyInIt() {
    KafkaRelay relay = relay();
    brokerAway = true;
    happened("created", "updated");
    placed(2);
    relay.round().onErrorReturn(0).block();
    brokerAway = false;

    assertThat(forwarded(relay, 2)).isTrue();

    assertThat(spans.begun())
        .hasSize(2)
        .allSatisfy(
            step -> {
              assertThat(step.name()).isEqualTo("send a-topic");
              assertThat(step.outward()).isTrue();
              assertThat(step.alone()).isTrue();
              assertThat(step.told().toString()).doesNotContain(person);
            });
    assertThat(spans.faults()).containsExactly(TimeoutException.class.getName());
    assertThat(spans.numbers()).singleElement().asString().startsWith("messaging.batch.message_");
  }

  @Test
  void oneProcessForwardsAtATime() {
    happened("created");
    placed(1);
    KafkaRelay other = relay();

    Integer forwarded =
        database
            .sql("select position from event_cursor where name = 'kafka' for update")
            .map(row -> row.get("position", Long.class))
            .one()
            .flatMap(held -> Mono.fromFuture(other.round().toFuture()))
            .as(transaction::transactional)
            .block(Duration.ofSeconds(20));

    assertThat(forwarded).isZero();
    assertThat(producers).isEmpty();
    assertThat(forwarded(other, 1)).isTrue();
  }

  @Test
  void withoutBrokersNothingOfItRuns() {
    assertThat(context.getBeanNamesForType(KafkaRelay.class)).isEmpty();
  }

  @Test
  void whatAnOperatorSetsIsKeptButNotAtTheCostOfOrder() {
    var settings =
        KafkaConfiguration.settings(new KafkaProperties("a:9092,b:9092", "a-topic", null));

    assertThat(settings)
        .containsEntry("bootstrap.servers", "a:9092,b:9092")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true")
        .containsEntry("max.in.flight.requests.per.connection", "1");
    try (Producer<String, byte[]> producer =
        new org.apache.kafka.clients.producer.KafkaProducer<>(
            KafkaConfiguration.settings(new KafkaProperties("127.0.0.1:1", "a-topic", null)),
            new StringSerializer(),
            new ByteArraySerializer())) {
      assertThat(producer.metrics()).isNotEmpty();
    }
  }

  private void happened(String... what) {
    Flux.fromArray(what)
        .concatMap(each -> outbox.add("patient." + each, person, Map.of("id", person)))
        .then()
        .block();
  }

  private void placed(int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                database
                        .sql("select count(*) as n from event where subject = :s and position > 0")
                        .bind("s", person)
                        .map(row -> row.get("n", Long.class))
                        .one()
                        .block()
                    >= count);
  }

  private boolean forwarded(KafkaRelay relay, int count) {
    placed(count);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              relay.round().block(Duration.ofSeconds(20));
              return !producers.isEmpty()
                  && ofPerson(producers.get(producers.size() - 1)).size() >= count;
            });
    return true;
  }

  private KafkaRelay relay() {
    return new KafkaRelay(
        events, database, transaction, json, "a-topic", this::producer, metrics, spans);
  }

  private Producer<String, byte[]> producer() {
    MockProducer<String, byte[]> producer =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    if (brokerAway) {
      producer.sendException = new TimeoutException("no broker");
    }
    producers.add(producer);
    return producer;
  }

  private List<ProducerRecord<String, byte[]>> ofPerson(MockProducer<String, byte[]> producer) {
    return producer.history().stream().filter(record -> record.key().equals(person)).toList();
  }

  private JsonNode read(ProducerRecord<String, byte[]> record) {
    return json.readTree(record.value());
  }
}
