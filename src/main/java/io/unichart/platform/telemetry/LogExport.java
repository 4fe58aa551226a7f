package io.unichart.platform.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.AppenderBase;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.unichart.platform.LogIds;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The log, once more, to the collector. Of an exception its class and places are told, not its
 * message. What the exporter itself logs stays out, or a collector that is away would be told of
 * it.
 */
final class LogExport extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private static final String EXPORTER = "io.opentelemetry";
  private static final int FRAMES = 12;

  private final LoggerProvider collector;

  LogExport(LoggerProvider collector) {
    this.collector = collector;
    setName("otlp");
  }

  /** From now on every line goes to the collector too. */
  void begin() {
    LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    setContext(logging);
    start();
    logging.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(this);
  }

  @Override
  public void close() {
    LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    logging.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
    stop();
  }

  @Override
  protected void append(ILoggingEvent line) {
    if (line.getLoggerName().startsWith(EXPORTER)) {
      return;
    }
    LogRecordBuilder told =
        collector
            .get(line.getLoggerName())
            .logRecordBuilder()
            .setTimestamp(line.getTimeStamp(), TimeUnit.MILLISECONDS)
            .setSeverity(severity(line.getLevel()))
            .setSeverityText(line.getLevel().toString())
            .setBody(line.getFormattedMessage())
            .setAttribute("thread.name", line.getThreadName());
    Map<String, String> about = line.getMDCPropertyMap();
    told.setContext(place(about.get(LogIds.TRACE), about.get(LogIds.SPAN)));
    String request = about.get(LogIds.REQUEST);
    if (request != null) {
      told.setAttribute(LogIds.REQUEST, request);
    }
    IThrowableProxy thrown = line.getThrowableProxy();
    if (thrown != null) {
      told.setAttribute("exception.type", thrown.getClassName());
      told.setAttribute("exception.stacktrace", places(thrown));
    }
    told.emit();
  }

  private static Context place(@Nullable String trace, @Nullable String span) {
    return trace == null || span == null
        ? Context.root()
        : Context.root()
            .with(
                Span.wrap(
                    SpanContext.create(
                        trace, span, TraceFlags.getSampled(), TraceState.getDefault())));
  }

  private static Severity severity(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> Severity.ERROR;
      case Level.WARN_INT -> Severity.WARN;
      case Level.INFO_INT -> Severity.INFO;
      case Level.DEBUG_INT -> Severity.DEBUG;
      default -> Severity.TRACE;
    };
  }

  private static String places(IThrowableProxy thrown) {
    StringBuilder text = new StringBuilder();
    for (IThrowableProxy t = thrown; t != null; t = t.getCause()) {
      text.append(text.isEmpty() ? "" : "Caused by: ").append(t.getClassName()).append('\n');
      StackTraceElementProxy[] frames = t.getStackTraceElementProxyArray();
      for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
        text.append('\t').append(frames[i].getSTEAsString()).append('\n');
      }
    }
    return text.toString();
  }
}
