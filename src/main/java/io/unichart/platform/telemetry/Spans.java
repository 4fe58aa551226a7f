package io.unichart.platform.telemetry;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells a trace what a request or a job does, step by step. Where no collector is configured it
 * hands the work back as it came.
 */
public interface Spans {

  /** Tells nobody anything. */
  Spans UNTOLD = new Untold();

  /** Whether anybody is told. */
  boolean told();

  /** Work that blocks; it belongs to what the thread is at. */
  <T> T around(Step<T> step, Supplier<T> work);

  /** Work that is waited for; it belongs to what its subscriber is at. */
  <T> Mono<T> around(Step<T> step, Mono<T> work);

  /** The same with many results. */
  default <T> Flux<T> around(Step<T> step, Flux<T> work) {
    return around(step, failed -> work);
  }

  /** The same, where a result may fail after it has come: the work is given whom to tell. */
  <T> Flux<T> around(Step<T> step, Function<Consumer<Throwable>, Flux<T>> work);
}
