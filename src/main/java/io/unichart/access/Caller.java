package io.unichart.access;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, once that is proved.
 *
 * @param name the key's name or the token's {@code sub}; it stands in audit and events
 * @param roles what the caller is
 * @param limit what the caller's program may do on its behalf (scopes); null when it may do all
 */
record Caller(String name, Set<Role> roles, @Nullable Set<Role> limit) {

  Caller {
    roles = roles.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(roles));
    limit = limit == null ? null : Set.copyOf(limit);
  }

  Caller(String name, Set<Role> roles) {
    this(name, roles, null);
  }

  boolean has(Right right) {
    return right.isOf(roles) && (limit == null || right.isOf(limit));
  }
}
