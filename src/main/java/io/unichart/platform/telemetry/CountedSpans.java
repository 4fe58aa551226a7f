package io.unichart.platform.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Sends spans, and counts those that nobody took. */
record CountedSpans(SpanExporter collector, LostTelemetry lost) implements SpanExporter {

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = collector.export(spans);
    int count = spans.size();
    result.whenComplete(
        () -> {
          if (!result.isSuccess()) {
            lost.spans(count);
          }
        });
    return result;
  }

  @Override
  public CompletableResultCode flush() {
    return collector.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return collector.shutdown();
  }
}
