package io.unichart.platform.telemetry;

import io.micrometer.context.ContextRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.unichart.platform.LogIds;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import reactor.util.context.ContextView;

/**
 * Where in which trace the present work stands. It travels in the Reactor context and, where a
 * thread works, beside that thread; log lines name it.
 *
 * @param span the span that further steps are parts of
 * @param steps how many steps the request or job has had
 */
record Trace(Span span, AtomicInteger steps) {

  /** In the Reactor context. */
  static final String KEY = "unichart.trace";

  private static final ThreadLocal<@Nullable Trace> PRESENT = new ThreadLocal<>();

  /** The beginning of a request or a job. */
  static Trace begun(Span span) {
    return new Trace(span, new AtomicInteger());
  }

  /** A step of it. */
  Trace at(Span inner) {
    return new Trace(inner, steps);
  }

  String id() {
    return span.getSpanContext().getTraceId();
  }

  String spanId() {
    return span.getSpanContext().getSpanId();
  }

  Context context() {
    return Context.root().with(span);
  }

  boolean sampled() {
    return span.getSpanContext().isSampled();
  }

  static @Nullable Trace present() {
    return PRESENT.get();
  }

  static @Nullable Trace present(ContextView context) {
    return context.getOrDefault(KEY, null);
  }

  /** Sets what this thread is at. */
  static void set(@Nullable Trace trace) {
    if (trace == null) {
      PRESENT.remove();
      MDC.remove(LogIds.TRACE);
      MDC.remove(LogIds.SPAN);
    } else {
      PRESENT.set(trace);
      MDC.put(LogIds.TRACE, trace.id());
      MDC.put(LogIds.SPAN, trace.spanId());
    }
  }

  /** Lets threads that work for a request or a job know what they are at. */
  static void travels() {
    ContextRegistry.getInstance()
        .registerThreadLocalAccessor(KEY, Trace::present, Trace::set, () -> set(null));
  }
}
