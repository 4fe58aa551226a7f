package io.unichart.platform.telemetry;

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
  <T> Flux<T> around(Step<T> step, Flux<T> work);
}
