package io.unichart.events;

import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where events are forwarded to.
 *
 * @param bootstrapServers {@code host:port} of one or more brokers, separated by commas; without it
 *     nothing is forwarded ({@code KAFKA_BOOTSTRAP_SERVERS})
 * @param topic the topic that takes the events ({@code KAFKA_TOPIC})
 * @param configFile a properties file of the Kafka client, for TLS and SASL ({@code
 *     KAFKA_CONFIG_FILE})
 */
@Validated
@ConfigurationProperties("kafka")
record KafkaProperties(
    @Nullable String bootstrapServers,
    @DefaultValue("unichart.events") @Pattern(regexp = "[a-zA-Z0-9._-]{1,249}") String topic,
    @Nullable Path configFile) {}
