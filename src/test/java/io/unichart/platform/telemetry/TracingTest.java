package io.unichart.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class TracingTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private final List<SpanData> told = new CopyOnWriteArrayList<>();
  private final Tracing spans =
      new Tracing(
          SdkTracerProvider.builder()
              .addSpanProcessor(SimpleSpanProcessor.create(new Kept(told)))
              .build()
              .get("test"));

  private record Kept(List<SpanData> told) implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      told.addAll(spans);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  @Test
  void aStepThatNobodyWaitsForIsToldOnlyWhereItMayStandAlone() {
    spans.around(Step.<Integer>within("select x"), () -> 1);
    spans.around(Step.<Integer>within("select y"), Mono.just(1)).block();
    spans.around(Step.<Integer>within("job z").orAlone(), () -> 1);

    assertThat(told).extracting(SpanData::getName).containsExactly("job z");
  }

  @Test
  void stepsOfAThreadAndOfASubscriberAreNestedAsTheyAreMade() {
    spans.around(
        Step.<Integer>within("job").orAlone(),
        () -> spans.around(Step.<Integer>within("inner"), () -> 1));
    Trace request = spans.begin("GET", null);
    spans
        .around(
            Step.<Integer>within("outer"),
            Flux.just(1, 2)
                .concatMap(i -> spans.around(Step.<Integer>within("part"), Mono.just(i))))
        .contextWrite(context -> context.put(Trace.KEY, request))
        .blockLast();

    assertThat(span("inner").getParentSpanId()).isEqualTo(span("job").getSpanId());
    assertThat(span("part").getParentSpanId()).isEqualTo(span("outer").getSpanId());
    assertThat(span("outer").getParentSpanId()).isEqualTo(request.spanId());
    assertThat(told).extracting(SpanData::getName).containsOnlyOnce("outer");
  }

  @Test
  void aFailureIsToldByItsKindOnly() {
    assertThatThrownBy(
            () ->
                spans
                    .around(
                        Step.<Integer>within("chat").orAlone(),
                        Mono.error(new IllegalStateException("about Mrs Nobody")))
                    .block())
        .isInstanceOf(IllegalStateException.class);

    SpanData failed = span("chat");
    assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(failed.getAttributes().get(AttributeKey.stringKey("error.type")))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(failed.toString()).doesNotContain("Nobody");
  }

  @Test
  void theFirstStepsOfALongJobAreToldAndTheOthersCounted() {
    spans.around(
        Step.<Integer>within("job").orAlone(),
        () -> {
          for (int i = 0; i < Tracing.MOST_STEPS + 50; i++) {
            spans.around(Step.<Integer>within("insert"), () -> 1);
          }
          return 1;
        });

    assertThat(told).hasSize(Tracing.MOST_STEPS + 1);
    assertThat(span("job").getAttributes().get(AttributeKey.longKey("unichart.steps.left_out")))
        .isEqualTo(50);
  }

  @Test
  void aThreadForgetsWhatItWasAt() {
    spans.around(Step.<Integer>within("job").orAlone(), () -> 1);

    assertThat(Trace.present()).isNull();
    assertThat(org.slf4j.MDC.get(io.unichart.platform.LogIds.TRACE)).isNull();
  }

  @Test
  void aCallersTraceIsContinued() {
    SpanContext caller = RequestTraces.caller(CALLER);

    assertThat(caller.getTraceId()).isEqualTo(TRACE);
    assertThat(caller.isSampled()).isTrue();
    assertThat(caller.isRemote()).isTrue();
    assertThat(RequestTraces.caller(CALLER.replace("-01", "-00")).isSampled()).isFalse();
    assertThat(RequestTraces.caller("01" + CALLER.substring(2) + "-later").getTraceId())
        .isEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Quorbelline",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"
      })
  void whatIsNoTraceContextIsNotRead(String header) {
    assertThat(RequestTraces.caller(header)).isNull();
  }

  private SpanData span(String name) {
    return told.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }
}
