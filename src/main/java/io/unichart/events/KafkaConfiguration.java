package io.unichart.events;

import io.unichart.platform.telemetry.Spans;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.json.JsonMapper;

/** The relay to Kafka, where brokers are named; elsewhere none of its classes is loaded. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${kafka.bootstrap-servers:}'.isBlank()")
class KafkaConfiguration {

  @Bean
  KafkaRelay kafkaRelay(
      EventLog events,
      DatabaseClient database,
      TransactionalOperator transaction,
      JsonMapper json,
      KafkaProperties properties,
      KafkaMetrics metrics,
      Spans spans) {
    Properties settings = settings(properties);
    return new KafkaRelay(
        events,
        database,
        transaction,
        json,
        properties.topic(),
        () -> producer(settings),
        metrics,
        spans);
  }

  private static Producer<String, byte[]> producer(Properties settings) {
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /** One request at a time and acknowledged by all replicas: order matters more than speed here. */
  static Properties settings(KafkaProperties properties) {
    Properties settings = new Properties();
    if (properties.configFile() != null) {
      try (Reader file = Files.newBufferedReader(properties.configFile())) {
        settings.load(file);
      } catch (IOException e) {
        throw new IllegalArgumentException("KAFKA_CONFIG_FILE cannot be read", e);
      }
    }
    settings.put(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        Objects.requireNonNull(properties.bootstrapServers()));
    settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "unichart");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
    settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "20000");
    return settings;
  }
}
