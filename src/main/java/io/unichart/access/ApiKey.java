package io.unichart.access;

import io.unichart.platform.Actor;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as it may be shown: everything but the secret.
 *
 * @param name who calls with it; unique among the keys in force
 * @param createdBy who made it
 * @param expiresAt when it ends by itself
 * @param lastUsedAt when it was last seen, to about a minute
 * @param revokedAt when it was withdrawn
 */
public record ApiKey(
    UUID id,
    String name,
    List<String> roles,
    OffsetDateTime createdAt,
    String createdBy,
    @Nullable OffsetDateTime expiresAt,
    @Nullable OffsetDateTime lastUsedAt,
    @Nullable OffsetDateTime revokedAt) {

  static final String COLUMNS =
      "id, name, roles, created_at, created_by, expires_at, last_used_at, revoked_at";

  static final String INSERT =
      """
      insert into api_key (id, name, roles, hash, created_at, created_by, expires_at)
      values (:id, :name, :roles, :hash, :now, :by, :expires)
      """;

  /** Waits for whoever else is changing administrators; the transaction's end lets go. */
  static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(190)";

  public ApiKey {
    roles = List.copyOf(roles);
  }

  /** Whether a name means something else already where callers are named. */
  public static boolean isTaken(String name) {
    return name.equalsIgnoreCase(Actor.ANONYMOUS)
        || name.equalsIgnoreCase(Actor.SYSTEM.userId())
        || name.equalsIgnoreCase("bootstrap");
  }
}
