package io.unichart.access;

import static io.unichart.platform.database.Nulls.bind;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Logins of the console: a random token in a cookie, its hash in the database. */
@Component
class Sessions {

  private final DatabaseClient database;
  private final Clock clock;
  private final AccessProperties properties;
  private final BriefMemory<Caller> memory;

  Sessions(DatabaseClient database, Clock clock, AccessProperties properties) {
    this.database = database;
    this.clock = clock;
    this.properties = properties;
    this.memory = new BriefMemory<>(clock);
  }

  /**
   * Begins one, and clears away those that have ended.
   *
   * @param key the key it was begun with; it ends with it
   * @return the token for the cookie
   */
  Mono<String> begin(Caller caller, @Nullable UUID key) {
    String token = Secrets.random();
    OffsetDateTime now = OffsetDateTime.now(clock);
    GenericExecuteSpec statement =
        database
            .sql(
                """
                insert into console_session
                  (hash, caller, roles, role_limit, key_id, created_at, expires_at)
                values (:hash, :caller, :roles, :limit, :key, :now, :expires)
                """)
            .bind("hash", Secrets.hash(token))
            .bind("caller", caller.name())
            .bind("roles", words(caller.roles()))
            .bind("now", now)
            .bind("expires", now.plus(properties.sessionLifetime()));
    Set<Role> limit = caller.limit();
    statement = bind(statement, "limit", limit == null ? null : words(limit), String[].class);
    statement = bind(statement, "key", key, UUID.class);
    return clearAway(now).then(statement.then()).thenReturn(token);
  }

  private Mono<Void> clearAway(OffsetDateTime now) {
    return database
        .sql("delete from console_session where expires_at < :now")
        .bind("now", now)
        .then();
  }

  /** Ends one. */
  Mono<Void> end(String token) {
    return database
        .sql("delete from console_session where hash = :hash")
        .bind("hash", Secrets.hash(token))
        .then()
        .doOnSuccess(gone -> memory.forget(token));
  }

  /** Whose login it is, if it is still one. */
  Mono<Caller> caller(String token) {
    return memory.get(
        token,
        database
            .sql(
                """
                select session.caller, session.roles, session.role_limit
                from console_session session
                left join api_key key on key.id = session.key_id
                where session.hash = :hash and session.expires_at > :now
                  and (session.key_id is null or key.revoked_at is null
                    and (key.expires_at is null or key.expires_at > :now))
                """)
            .bind("hash", Secrets.hash(token))
            .bind("now", OffsetDateTime.now(clock))
            .map(row -> caller(row))
            .one());
  }

  private static Caller caller(Readable row) {
    boolean limited = row.get("role_limit", String[].class) != null;
    return new Caller(
        String.valueOf(row.get("caller", String.class)),
        ApiKeys.roles(row, "roles"),
        limited ? ApiKeys.roles(row, "role_limit") : null);
  }

  private static String[] words(Set<Role> roles) {
    return roles.stream().sorted().map(Role::word).toArray(String[]::new);
  }
}
