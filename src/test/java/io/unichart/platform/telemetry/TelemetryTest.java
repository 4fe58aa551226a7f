package io.unichart.platform.telemetry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.google.protobuf.ByteString;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What a collector is told of requests, statements, models and jobs, as it reads it. */
@TracedServiceTest
// another context that starts in between takes the log away from this one's collector
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_CLASS)
class TelemetryTest {

  private static final String CALLERS_SPAN = "00f067aa0ba902b7";
  private static final Pattern LOST =
      Pattern.compile("unichart_telemetry_lost_total\\{signal=\"traces\"} ([0-9.]+)");

  @Autowired WebTestClient http;
  @Autowired DatabaseClient database;
  @LocalManagementPort int managementPort;

  @AfterEach
  void theCollectorIsBack() {
    Collector.answers(aResponse().withStatus(200));
  }

  @Test
  void aRequestItsStatementsAndItsModelAreOneTrace() {
    String trace = trace();
    search(trace, "01").expectStatus().isOk();

    List<Span> told = told(trace, "POST /api/v1/rag/search");
    Span request = named(told, "POST /api/v1/rag/search");
    assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(hex(request.getParentSpanId())).isEqualTo(CALLERS_SPAN);
    assertThat(attributes(request))
        .containsEntry("http.request.method", "POST")
        .containsEntry("http.route", "/api/v1/rag/search")
        .containsEntry("http.response.status_code", "200")
        .hasSize(3);
    assertThat(told)
        .filteredOn(span -> span.getName().startsWith("select "))
        .isNotEmpty()
        .allSatisfy(
            span -> {
              assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
              assertThat(span.getParentSpanId()).isEqualTo(request.getSpanId());
              assertThat(attributes(span))
                  .containsOnlyKeys("db.system.name", "db.operation.name", "db.collection.name");
            });
    assertThat(told)
        .filteredOn(span -> span.getName().startsWith("embeddings "))
        .singleElement()
        .satisfies(span -> assertThat(span.getParentSpanId()).isEqualTo(request.getSpanId()));
  }

  @Test
  void theServiceNamesItself() {
    String trace = trace();
    search(trace, "01").expectStatus().isOk();
    told(trace, "POST /api/v1/rag/search");

    assertThat(Collector.toldOfTraces())
        .contains("service.name", "unichart", "service.version", "service.instance.id");
  }

  @Test
  void aProblemNamesItsTraceAndTellsNoPath() {
    String trace = trace();
    http.get()
        .uri("/api/v1/documents/987654321?why=unknown-word")
        .header("traceparent", "00-" + trace + "-" + CALLERS_SPAN + "-01")
        .exchange()
        .expectStatus()
        .isNotFound()
        .expectBody()
        .jsonPath("$.trace_id")
        .isEqualTo(trace);

    Span request = named(told(trace, "GET /api/v1/documents/{id}"), "GET /api/v1/documents/{id}");
    assertThat(attributes(request)).containsEntry("http.response.status_code", "404");
    assertThat(request.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    assertThat(Collector.toldOfTraces()).doesNotContain("987654321", "unknown-word");
  }

  @Test
  void aCallerThatDoesNotSampleIsFollowed() {
    String silent = trace();
    search(silent, "00").expectStatus().isOk();
    String told = trace();
    search(told, "01").expectStatus().isOk();

    told(told, "POST /api/v1/rag/search");
    assertThat(Collector.spans()).noneMatch(span -> hex(span.getTraceId()).equals(silent));
  }

  @Test
  void aStatementThatFailsIsToldAsOne() {
    Mono<Void> work =
        database
            .sql("select 1 / (count(*) - count(*)) as nothing from document")
            .map(row -> 1)
            .all()
            .then();
    String trace = trace();

    StepVerifier.create(
            work.contextWrite(context -> context.put(Trace.KEY, requestIn(trace)))
                .onErrorResume(failure -> Mono.empty())
                .then(work.contextWrite(context -> context.put(Trace.KEY, requestIn(trace)))))
        .verifyError();

    await().atMost(Duration.ofSeconds(20)).until(() -> spans(trace).size() == 2);
    assertThat(spans(trace))
        .allSatisfy(
            span -> {
              assertThat(span.getName()).isEqualTo("select document");
              assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
              assertThat(attributes(span)).containsEntry("error.type", "22012");
            });
  }

  private static Trace requestIn(String trace) {
    return Trace.begun(
        io.opentelemetry.api.trace.Span.wrap(
            SpanContext.create(
                trace, CALLERS_SPAN, TraceFlags.getSampled(), TraceState.getDefault())));
  }

  @Test
  void probesAreNotTold() {
    http.get().uri("/livez").exchange().expectStatus().isOk();
    http.get().uri("/health/db").exchange().expectStatus().isOk();
    String trace = trace();
    search(trace, "01").expectStatus().isOk();
    told(trace, "POST /api/v1/rag/search");

    assertThat(Collector.spans()).noneMatch(span -> span.getName().contains("health"));
  }

  @Test
  void aJobAndItsStatementsAreOneTrace() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              List<Span> spans = Collector.spans();
              Span job = named(spans, "job take-patients-into-match-index");
              assertThat(job.getParentSpanId().isEmpty()).isTrue();
              assertThat(spans)
                  .anySatisfy(
                      span -> {
                        assertThat(span.getParentSpanId()).isEqualTo(job.getSpanId());
                        assertThat(attributes(span)).containsKey("db.operation.name");
                      });
            });
  }

  @Test
  void theLogIsToldWithTheIdsOfItsRequestAndWithoutMessagesOfExceptions() {
    Logger log = LoggerFactory.getLogger("io.unichart.told");
    String trace = trace();
    try {
      MDC.put("request_id", "r-1");
      MDC.put("trace_id", trace);
      MDC.put("span_id", CALLERS_SPAN);
      log.warn("something is {}", "odd", new IllegalStateException("of Nobody Inparticular"));
    } finally {
      MDC.clear();
    }

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Collector.lines().stream().anyMatch(TelemetryTest::odd));
    LogRecord line = Collector.lines().stream().filter(TelemetryTest::odd).findAny().orElseThrow();
    assertThat(line.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
    assertThat(hex(line.getTraceId())).isEqualTo(trace);
    assertThat(line.toString())
        .contains("r-1", "java.lang.IllegalStateException")
        .doesNotContain("Inparticular");
  }

  @Test
  void eachObjectiveIsReadOffABucketOfItsOwn() {
    http.post()
        .uri("/api/v1/rag/answer_question")
        .bodyValue(Map.of("question", "What is measured here?"))
        .exchange()
        .expectStatus()
        .isOk();

    assertThat(metrics().lines())
        .anyMatch(
            line ->
                line.startsWith("http_server_requests_seconds_bucket")
                    && line.contains("/rag/answer_question")
                    && line.contains("le=\"2.0\""))
        .anyMatch(
            line ->
                line.startsWith("unichart_retrieval_seconds_bucket")
                    && line.contains("le=\"0.5\""));
  }

  static Stream<ResponseDefinitionBuilder> troubles() {
    return Stream.of(
        aResponse().withStatus(503),
        aResponse().withStatus(404),
        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void aCollectorInTroubleIsNobodyElsesTrouble(ResponseDefinitionBuilder trouble) {
    Collector.answers(trouble);
    double before = lost();

    search(trace(), "01").expectStatus().isOk();

    await().atMost(Duration.ofSeconds(40)).until(() -> lost() > before);
    http.get().uri("/readyz").exchange().expectStatus().isOk();
  }

  @Test
  void aSlowCollectorSlowsNobody() {
    Collector.answers(aResponse().withStatus(200).withFixedDelay(20_000));
    search(trace(), "01").expectStatus().isOk();

    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      http.get().uri("/api/v1/documents/987654321").exchange().expectStatus().isNotFound();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  private WebTestClient.ResponseSpec search(String trace, String flags) {
    return http.post()
        .uri("/api/v1/rag/search")
        .header("traceparent", "00-" + trace + "-" + CALLERS_SPAN + "-" + flags)
        .bodyValue(Map.of("query", "what was asked in " + trace))
        .exchange();
  }

  /** The spans of a trace, when the one of this name has come: it ends last. */
  private static List<Span> told(String trace, String last) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> spans(trace).stream().anyMatch(span -> span.getName().equals(last)));
    return spans(trace);
  }

  private static List<Span> spans(String trace) {
    return Collector.spans().stream().filter(span -> hex(span.getTraceId()).equals(trace)).toList();
  }

  private static Span named(List<Span> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  private static boolean odd(LogRecord line) {
    return line.getBody().getStringValue().equals("something is odd");
  }

  private static Map<String, String> attributes(Span span) {
    Map<String, String> attributes = new HashMap<>();
    for (KeyValue attribute : span.getAttributesList()) {
      var value = attribute.getValue();
      attributes.put(
          attribute.getKey(),
          value.hasStringValue() ? value.getStringValue() : String.valueOf(value.getIntValue()));
    }
    return attributes;
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static String trace() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private double lost() {
    Matcher found = LOST.matcher(metrics());
    assertThat(found.find()).isTrue();
    return Double.parseDouble(found.group(1));
  }

  private String metrics() {
    return WebTestClient.bindToServer()
        .baseUrl("http://localhost:" + managementPort)
        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(-1))
        .build()
        .get()
        .uri("/actuator/prometheus")
        .exchange()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody();
  }
}
