package io.unichart.platform.telemetry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** A collector that reads what it is sent as real ones do, and answers as a test wants. */
public final class Collector
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final int REMEMBERED = 3_000;
  private static final WireMockServer SERVER =
      new WireMockServer(options().dynamicPort().maxRequestJournalEntries(REMEMBERED));

  static {
    SERVER.start();
    answers(aResponse().withStatus(200));
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    // the settings that follow from others are settled already
    TestPropertyValues.of("otlp.endpoint=" + SERVER.baseUrl(), "unichart.traced=true")
        .applyTo(context);
  }

  static void answers(ResponseDefinitionBuilder answer) {
    SERVER.resetMappings();
    SERVER.stubFor(any(anyUrl()).willReturn(answer));
  }

  static List<ExportTraceServiceRequest> traces() {
    return bodies("/v1/traces").map(Collector::traces).toList();
  }

  static List<Span> spans() {
    return traces().stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  static List<LogRecord> lines() {
    return bodies("/v1/logs")
        .map(Collector::logs)
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .toList();
  }

  /** Everything that it was told of traces, as text. */
  public static String toldOfTraces() {
    return String.join("\n", traces().stream().map(Object::toString).toList());
  }

  /** Everything that it was told of the log, as text. */
  public static String toldOfTheLog() {
    return String.join(
        "\n", bodies("/v1/logs").map(Collector::logs).map(Object::toString).toList());
  }

  private static Stream<byte[]> bodies(String path) {
    return SERVER.findAll(postRequestedFor(urlEqualTo(path))).stream()
        .map(request -> unpacked(request.getBody()));
  }

  private static ExportTraceServiceRequest traces(byte[] body) {
    try {
      return ExportTraceServiceRequest.parseFrom(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ExportLogsServiceRequest logs(byte[] body) {
    try {
      return ExportLogsServiceRequest.parseFrom(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] unpacked(byte[] body) {
    if (body.length < 2 || body[0] != (byte) 0x1f || body[1] != (byte) 0x8b) {
      return body;
    }
    try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return packed.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
