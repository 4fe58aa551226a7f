package io.unichart.platform.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;

/** Sends log lines, and counts those that nobody took. */
record CountedLines(LogRecordExporter collector, LostTelemetry lost) implements LogRecordExporter {

  @Override
  public CompletableResultCode export(Collection<LogRecordData> lines) {
    CompletableResultCode result = collector.export(lines);
    int count = lines.size();
    result.whenComplete(
        () -> {
          if (!result.isSuccess()) {
            lost.lines(count);
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
