package io.unichart.platform;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Who acts, and from where. It travels in the Reactor context and is read here only.
 *
 * @param userId {@code anonymous} in open mode, {@code system} for the service's own jobs
 * @param address the caller's network address
 * @param userAgent the caller's program as it names itself
 */
public record Actor(String userId, @Nullable String address, @Nullable String userAgent) {

  /** Who has shown no credential. */
  public static final String ANONYMOUS = "anonymous";

  /** The service itself, in jobs. */
  public static final Actor SYSTEM = new Actor("system", null, null);

  /** The actor of the present request, {@link #SYSTEM} outside of one. */
  public static Mono<Actor> current() {
    return Mono.deferContextual(
        context -> Mono.just(context.hasKey(Actor.class) ? context.get(Actor.class) : SYSTEM));
  }

  /** Puts this actor into a context. */
  public Context in(Context context) {
    return context.put(Actor.class, this);
  }
}
