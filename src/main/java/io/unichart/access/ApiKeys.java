package io.unichart.access;

import static io.unichart.platform.database.Nulls.bind;

import io.r2dbc.spi.Readable;
import io.unichart.audit.AuditAction;
import io.unichart.audit.AuditTrail;
import io.unichart.platform.Actor;
import io.unichart.platform.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The keys as requests see and change them; each change stands in the audit trail. */
@Component
class ApiKeys {

  /** A key in force, as a request that brought it is judged by. */
  record Holder(UUID id, Caller caller) {}

  /** A key just made, with the secret that is told once. */
  record Made(ApiKey key, String secret) {}

  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final AuditTrail audit;
  private final Clock clock;

  ApiKeys(
      DatabaseClient database, TransactionalOperator transaction, AuditTrail audit, Clock clock) {
    this.database = database;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  Flux<ApiKey> all() {
    return database
        .sql("select " + ApiKey.COLUMNS + " from api_key order by created_at, id")
        .map(ApiKeys::key)
        .all();
  }

  Mono<ApiKey> find(UUID id) {
    return database
        .sql("select " + ApiKey.COLUMNS + " from api_key where id = :id")
        .bind("id", id)
        .map(ApiKeys::key)
        .one()
        .switchIfEmpty(Mono.error(() -> Problem.notFound("no key has this id")));
  }

  Mono<Made> create(String name, Set<Role> roles, @Nullable OffsetDateTime expires) {
    String secret = Secrets.KEY_MARK + Secrets.random();
    UUID id = UUID.randomUUID();
    return Actor.current()
        .flatMap(actor -> insert(id, name, roles, secret, actor.userId(), expires))
        .then(Mono.defer(() -> find(id)))
        .flatMap(key -> noted(AuditAction.CREATE, key).thenReturn(new Made(key, secret)))
        .as(transaction::transactional)
        .onErrorMap(
            DuplicateKeyException.class,
            e -> Problem.conflict("a key in force has this name; revoke it, or choose another"));
  }

  private Mono<Void> insert(
      UUID id,
      String name,
      Set<Role> roles,
      String secret,
      String by,
      @Nullable OffsetDateTime expires) {
    GenericExecuteSpec statement =
        database
            .sql(ApiKey.INSERT)
            .bind("id", id)
            .bind("name", name)
            .bind("roles", roles.stream().sorted().map(Role::word).toArray(String[]::new))
            .bind("hash", Secrets.hash(secret))
            .bind("now", OffsetDateTime.now(clock))
            .bind("by", by);
    return bind(statement, "expires", expires, OffsetDateTime.class).then();
  }

  /** Withdraws a key; a key that is withdrawn already stays so. */
  Mono<Void> revoke(UUID id) {
    return database
        .sql(ApiKey.ONE_AT_A_TIME)
        .then()
        .then(Mono.defer(() -> find(id)))
        .filter(key -> key.revokedAt() == null)
        .flatMap(this::revoke)
        .as(transaction::transactional);
  }

  private Mono<Void> revoke(ApiKey key) {
    return Actor.current()
        .flatMap(
            actor ->
                database
                    .sql(
                        """
                        update api_key set revoked_at = :now, revoked_by = :by
                        where id = :id
                          and ('administrator' <> all(roles) or exists (
                            select from api_key other
                            where other.id <> :id and 'administrator' = any(other.roles)
                              and other.revoked_at is null and other.expires_at is null))
                        """)
                    .bind("id", key.id())
                    .bind("now", OffsetDateTime.now(clock))
                    .bind("by", actor.userId())
                    .fetch()
                    .rowsUpdated())
        .flatMap(
            changed ->
                changed > 0
                    ? noted(AuditAction.DELETE, key)
                    : Mono.error(
                        Problem.conflict(
                            "no other administrator's key would be left; make one first")));
  }

  private Mono<Void> noted(AuditAction action, ApiKey key) {
    Map<String, Object> told = Map.of("name", key.name(), "roles", key.roles());
    return action == AuditAction.CREATE
        ? audit.record(action, "key", key.id().toString(), null, null, told)
        : audit.record(action, "key", key.id().toString(), null, told, null);
  }

  /** Whose key it is, if it is one in force; its use is noted about once a minute. */
  Mono<Holder> holder(String secret) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return database
        .sql(
            """
            select id, name, roles, last_used_at
            from api_key
            where hash = :hash and revoked_at is null and (expires_at is null or expires_at > :now)
            """)
        .bind("hash", Secrets.hash(secret))
        .bind("now", now)
        .map(row -> seen(row, now))
        .one()
        .flatMap(this::noteUse);
  }

  private record Seen(Holder holder, boolean longAgo) {}

  private static Seen seen(Readable row, OffsetDateTime now) {
    OffsetDateTime last = row.get("last_used_at", OffsetDateTime.class);
    Caller caller = new Caller(text(row, "name"), roles(row, "roles"));
    return new Seen(
        new Holder(required(row.get("id", UUID.class)), caller),
        last == null || last.isBefore(now.minus(USE_NOTED_EVERY)));
  }

  private Mono<Holder> noteUse(Seen seen) {
    if (!seen.longAgo()) {
      return Mono.just(seen.holder());
    }
    return database
        .sql("update api_key set last_used_at = :now where id = :id")
        .bind("now", OffsetDateTime.now(clock))
        .bind("id", seen.holder().id())
        .then()
        .thenReturn(seen.holder());
  }

  static Set<Role> roles(Readable row, String column) {
    String[] words = row.get(column, String[].class);
    return words == null
        ? Set.of()
        : java.util.Arrays.stream(words)
            .map(Role::of)
            .filter(java.util.Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static ApiKey key(Readable row) {
    return new ApiKey(
        required(row.get("id", UUID.class)),
        text(row, "name"),
        List.of(required(row.get("roles", String[].class))),
        required(row.get("created_at", OffsetDateTime.class)),
        text(row, "created_by"),
        row.get("expires_at", OffsetDateTime.class),
        row.get("last_used_at", OffsetDateTime.class),
        row.get("revoked_at", OffsetDateTime.class));
  }

  private static String text(Readable row, String column) {
    return required(row.get(column, String.class));
  }

  private static <T> T required(@Nullable T value) {
    return java.util.Objects.requireNonNull(value);
  }
}
