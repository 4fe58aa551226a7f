package io.unichart.platform.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;

/**
 * A piece of work as a trace tells it. Its name and what it tells are chosen by the code, never
 * taken from a request: they name kinds, models and tables, not patients.
 *
 * @param name what is done, as {@code select document} or {@code chat gpt-4o-mini}
 * @param alone whether it is told also where no request or job waits for it
 * @param outward whether another service does it: a database, a model's endpoint
 * @param told what is known before
 * @param found what a result adds, in numbers
 * @param fault how a failure is called
 */
public record Step<T>(
    String name,
    boolean alone,
    boolean outward,
    Map<String, String> told,
    BiConsumer<T, ObjLongConsumer<String>> found,
    Function<Throwable, String> fault) {

  /** Work that is told only as a part of a request or a job. */
  public static <T> Step<T> within(String name) {
    return new Step<>(
        name, false, false, Map.of(), (t, into) -> {}, failure -> failure.getClass().getName());
  }

  /** The same, told also when nobody waits for it. */
  public Step<T> orAlone() {
    return new Step<>(name, true, outward, told, found, fault);
  }

  /** The same, done by another service. */
  public Step<T> elsewhere() {
    return new Step<>(name, alone, true, told, found, fault);
  }

  /** The same, with one more thing known before. */
  public Step<T> with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(told);
    more.put(key, value);
    return new Step<>(name, alone, outward, more, found, fault);
  }

  /** The same, with numbers that its result tells. */
  public Step<T> finding(BiConsumer<T, ObjLongConsumer<String>> numbers) {
    return new Step<>(name, alone, outward, told, numbers, fault);
  }

  /** The same, with names for what may go wrong. */
  public Step<T> failing(Function<Throwable, String> names) {
    return new Step<>(name, alone, outward, told, found, names);
  }
}
