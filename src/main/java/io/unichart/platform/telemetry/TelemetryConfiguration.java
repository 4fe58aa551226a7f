package io.unichart.platform.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.unichart.platform.PlatformProperties;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Tells the collector at {@code OTLP_ENDPOINT}. What is told waits in bounded queues and is sent by
 * threads of their own; when the collector is away or slow, what does not fit is dropped, and
 * nobody waits.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "unichart.traced", havingValue = "true")
class TelemetryConfiguration {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final RetryPolicy AGAIN =
      RetryPolicy.builder()
          .setMaxAttempts(3)
          .setInitialBackoff(Duration.ofMillis(500))
          .setMaxBackoff(Duration.ofSeconds(2))
          .build();
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final long FAREWELL_SECONDS = 3;
  private static final int WAITING = 4_096;

  /** Who tells. */
  @Bean
  Resource teller(TelemetryProperties properties, PlatformProperties platform) {
    return Resource.create(
        Attributes.of(
            AttributeKey.stringKey("service.name"), properties.serviceName(),
            AttributeKey.stringKey("service.version"), platform.version(),
            AttributeKey.stringKey("service.instance.id"), UUID.randomUUID().toString(),
            AttributeKey.stringKey("telemetry.sdk.name"), "opentelemetry",
            AttributeKey.stringKey("telemetry.sdk.language"), "java"));
  }

  @Bean(destroyMethod = "")
  SdkTracerProvider tracerProvider(
      Resource teller, TelemetryProperties properties, LostTelemetry lost) {
    return SdkTracerProvider.builder()
        .setResource(teller)
        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(properties.sampling())))
        .addSpanProcessor(
            BatchSpanProcessor.builder(
                    new CountedSpans(
                        OtlpHttpSpanExporter.builder()
                            .setEndpoint(properties.at("/v1/traces"))
                            .setTimeout(PATIENCE)
                            .setRetryPolicy(AGAIN)
                            .setCompression("gzip")
                            .build(),
                        lost))
                .setScheduleDelay(PAUSE)
                .setMaxQueueSize(WAITING)
                .build())
        .build();
  }

  @Bean(destroyMethod = "")
  SdkLoggerProvider loggerProvider(
      Resource teller, TelemetryProperties properties, LostTelemetry lost) {
    return SdkLoggerProvider.builder()
        .setResource(teller)
        .addLogRecordProcessor(
            BatchLogRecordProcessor.builder(
                    new CountedLines(
                        OtlpHttpLogRecordExporter.builder()
                            .setEndpoint(properties.at("/v1/logs"))
                            .setTimeout(PATIENCE)
                            .setRetryPolicy(AGAIN)
                            .setCompression("gzip")
                            .build(),
                        lost))
                .setScheduleDelay(PAUSE)
                .setMaxQueueSize(WAITING)
                .build())
        .build();
  }

  @Bean
  Tracing tracing(SdkTracerProvider provider) {
    Trace.travels();
    return new Tracing(provider.get("io.unichart"));
  }

  @Bean
  RequestTraces requestTraces(Tracing tracing) {
    return new RequestTraces(tracing);
  }

  @Bean
  TraceFilter traceFilter() {
    return new TraceFilter();
  }

  /** At the end the collector is told what still waits, if it takes it soon. */
  @Bean
  AutoCloseable telling(SdkTracerProvider spans, SdkLoggerProvider lines) {
    LogExport log = new LogExport(lines);
    log.begin();
    return () -> {
      log.close();
      var told = List.of(spans.shutdown(), lines.shutdown());
      CompletableResultCode.ofAll(told).join(FAREWELL_SECONDS, TimeUnit.SECONDS);
    };
  }
}
