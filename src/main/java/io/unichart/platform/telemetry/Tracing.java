package io.unichart.platform.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes the spans.
 *
 * <p>A request or a job tells its first {@value #MOST_STEPS} steps and counts the others: an import
 * of a million lines would otherwise be a trace of millions.
 */
final class Tracing implements Spans {

  static final int MOST_STEPS = 200;

  private static final String LEFT_OUT = "unichart.steps.left_out";
  private static final String FAULT = "error.type";

  private final Tracer tracer;

  Tracing(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public boolean told() {
    return true;
  }

  /** A request begins, as a part of the caller's trace if it named one. */
  Trace begin(String name, @Nullable SpanContext caller) {
    Context parent = caller == null ? Context.root() : Context.root().with(Span.wrap(caller));
    return Trace.begun(
        tracer.spanBuilder(name).setParent(parent).setSpanKind(SpanKind.SERVER).startSpan());
  }

  /** It ends. */
  static void end(Trace request) {
    leftOut(request);
    request.span().end();
  }

  private static void leftOut(Trace whole) {
    int more = whole.steps().get() - MOST_STEPS;
    if (more > 0) {
      whole.span().setAttribute(LEFT_OUT, more);
    }
  }

  @Override
  public <T> T around(Step<T> step, Supplier<T> work) {
    Trace before = Trace.present();
    Trace now = begin(step, before);
    if (now == null) {
      return work.get();
    }
    Trace.set(now);
    try {
      T result = work.get();
      told(step, now).accept(result);
      return result;
    } catch (RuntimeException | Error e) {
      failed(step, now.span(), e);
      throw e;
    } finally {
      Trace.set(before);
      end(now, before);
    }
  }

  @Override
  public <T> Mono<T> around(Step<T> step, Mono<T> work) {
    return Mono.deferContextual(
        context -> {
          Trace before = Trace.present(context);
          Trace now = begin(step, before);
          return now == null
              ? work
              : work.doOnNext(told(step, now))
                  .doOnError(failure -> failed(step, now.span(), failure))
                  .doFinally(signal -> end(now, before))
                  .contextWrite(inner -> inner.put(Trace.KEY, now));
        });
  }

  @Override
  public <T> Flux<T> around(Step<T> step, Function<Consumer<Throwable>, Flux<T>> work) {
    return Flux.deferContextual(
        context -> {
          Trace before = Trace.present(context);
          Trace now = begin(step, before);
          if (now == null) {
            return work.apply(failure -> {});
          }
          Consumer<Throwable> failed = failure -> failed(step, now.span(), failure);
          return work.apply(failed)
              .doOnNext(told(step, now))
              .doOnError(failed)
              .doFinally(signal -> end(now, before))
              .contextWrite(inner -> inner.put(Trace.KEY, now));
        });
  }

  /** Writes what a result tells into the span of its step. */
  private static <T> Consumer<T> told(Step<T> step, Trace now) {
    return result ->
        step.found().accept(result, (key, number) -> now.span().setAttribute(key, number));
  }

  private @Nullable Trace begin(Step<?> step, @Nullable Trace before) {
    if (before == null ? !step.alone() : notTold(before)) {
      return null;
    }
    var builder =
        tracer
            .spanBuilder(step.name())
            .setParent(before == null ? Context.root() : before.context())
            .setSpanKind(step.outward() ? SpanKind.CLIENT : SpanKind.INTERNAL);
    step.told().forEach(builder::setAttribute);
    Span span = builder.startSpan();
    return before == null ? Trace.begun(span) : before.at(span);
  }

  private static boolean notTold(Trace whole) {
    return !whole.sampled() || whole.steps().incrementAndGet() > MOST_STEPS;
  }

  /** A failure is told by its kind: its message may hold what a caller sent. */
  private static void failed(Step<?> step, Span span, Throwable failure) {
    failed(span, step.fault().apply(failure));
  }

  static void failed(Span span, String fault) {
    span.setStatus(StatusCode.ERROR).setAttribute(FAULT, fault);
  }

  private static void end(Trace step, @Nullable Trace before) {
    if (before == null) {
      leftOut(step);
    }
    step.span().end();
  }
}
