package io.unichart.platform.telemetry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Does the work and notes what a trace would be told of it. */
public final class NotedSteps implements Spans {

  private final List<Step<?>> begun = new CopyOnWriteArrayList<>();
  private final List<String> numbers = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();

  /** The steps in their order. */
  public List<Step<?>> begun() {
    return begun;
  }

  /** What their results told, as {@code key=number}. */
  public List<String> numbers() {
    return numbers;
  }

  /** How their failures are called. */
  public List<String> faults() {
    return faults;
  }

  @Override
  public boolean told() {
    return true;
  }

  @Override
  public <T> T around(Step<T> step, Supplier<T> work) {
    begun.add(step);
    return work.get();
  }

  @Override
  public <T> Mono<T> around(Step<T> step, Mono<T> work) {
    return Mono.defer(
        () -> {
          begun.add(step);
          return work.doOnNext(result -> found(step, result))
              .doOnError(failure -> faults.add(step.fault().apply(failure)));
        });
  }

  @Override
  public <T> Flux<T> around(Step<T> step, Function<Consumer<Throwable>, Flux<T>> work) {
    begun.add(step);
    return work.apply(failure -> faults.add(step.fault().apply(failure)));
  }

  private <T> void found(Step<T> step, T result) {
    step.found().accept(result, (key, number) -> numbers.add(key + "=" + number));
  }
}
