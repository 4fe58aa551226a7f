package io.unichart.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.unichart.platform.ServiceTest;
import io.unichart.platform.telemetry.Spans;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The relay against a real broker, where one is named ({@code .ci/run kafka} starts one). */
@ServiceTest
@EnabledIfEnvironmentVariable(named = "TEST_KAFKA", matches = ".+")
class KafkaBrokerTest {

  @Autowired EventLog events;
  @Autowired Outbox outbox;
  @Autowired DatabaseClient database;
  @Autowired TransactionalOperator transaction;
  @Autowired JsonMapper json;

  private final String topic = "t-" + UUID.randomUUID();
  private final KafkaProperties settings =
      new KafkaProperties(System.getenv("TEST_KAFKA"), topic, null);

  @Test
  void eachEventArrivesOnceAsACloudEventAndThoseOfAPersonInTheirOrder() {
    List<String> people = Stream.generate(() -> UUID.randomUUID().toString()).limit(5).toList();
    int each = 40;
    Flux.range(0, each)
        .concatMap(
            n ->
                Flux.fromIterable(people)
                    .concatMap(
                        person ->
                            outbox.add(
                                "patient.updated", person, Map.of("id", person, "version", n))))
        .then()
        .block();
    KafkaRelay relay =
        new KafkaRelay(
            events,
            database,
            transaction,
            json,
            topic,
            () ->
                new KafkaProducer<>(
                    KafkaConfiguration.settings(settings),
                    new StringSerializer(),
                    new ByteArraySerializer()),
            new KafkaMetrics(new SimpleMeterRegistry()),
            Spans.UNTOLD);
    relay.start();

    List<ConsumerRecord<String, byte[]>> arrived = arrived(people, people.size() * each);
    relay.stop();

    for (String person : people) {
      assertThat(arrived.stream().filter(record -> record.key().equals(person)))
          .extracting(record -> read(record).at("/data/version").asInt())
          .containsExactlyElementsOf(IntStream.range(0, each).boxed().toList());
    }
    assertThat(arrived.stream().map(record -> read(record).get("id").asString()))
        .doesNotHaveDuplicates();
    assertThat(arrived)
        .allSatisfy(
            record -> {
              JsonNode event = read(record);
              assertThat(event.get("specversion").asString()).isEqualTo("1.0");
              assertThat(event.get("type").asString()).isEqualTo("io.unichart.patient.updated");
              assertThat(event.get("source").asString()).isEqualTo("/unichart");
              assertThat(event.get("subject").asString()).isEqualTo(record.key());
              assertThat(event.get("datacontenttype").asString()).isEqualTo("application/json");
              assertThat(OffsetDateTime.parse(event.get("time").asString())).isNotNull();
              assertThat(record.headers().lastHeader("content-type").value())
                  .asString(StandardCharsets.US_ASCII)
                  .isEqualTo("application/cloudevents+json; charset=UTF-8");
            });
  }

  private List<ConsumerRecord<String, byte[]>> arrived(List<String> people, int count) {
    Properties asked = new Properties();
    asked.put("bootstrap.servers", System.getenv("TEST_KAFKA"));
    asked.put("group.id", topic);
    asked.put("auto.offset.reset", "earliest");
    List<ConsumerRecord<String, byte[]>> arrived = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(asked, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        record -> {
                          if (people.contains(record.key())) {
                            arrived.add(record);
                          }
                        });
                return arrived.size() >= count;
              });
    }
    return arrived;
  }

  private JsonNode read(ConsumerRecord<String, byte[]> record) {
    return json.readTree(record.value());
  }
}
