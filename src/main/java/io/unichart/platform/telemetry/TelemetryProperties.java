package io.unichart.platform.telemetry;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The collector, {@code OTLP_...} in the environment.
 *
 * @param endpoint where it takes OTLP over HTTP ({@code http://collector:4318}); {@code /v1/traces}
 *     and {@code /v1/logs} are appended; without it nothing is told
 * @param serviceName the service's name in what it is told
 * @param sampling which share of the requests and jobs is traced, 0 to 1; a caller that names a
 *     trace has decided for its requests
 */
@Validated
@ConfigurationProperties("otlp")
record TelemetryProperties(
    @Nullable String endpoint,
    @DefaultValue("unichart") @NotBlank String serviceName,
    @DefaultValue("1") @DecimalMin("0") @DecimalMax("1") double sampling) {

  /** Where one kind of what is told goes. */
  String at(String path) {
    return String.valueOf(endpoint).strip().replaceFirst("/+$", "") + path;
  }
}
