package io.unichart.access;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Logins of the console: a random token in a cookie, its hash in the database. */
@Component
class Sessions {

  private final DatabaseClient database;
  private final Clock clock;
  private final BriefMemory<Caller> memory;

  Sessions(DatabaseClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.memory = new BriefMemory<>(clock);
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
            .map(
                row ->
                    new Caller(
                        String.valueOf(row.get("caller", String.class)),
                        ApiKeys.roles(row, "roles"),
                        limit(row.get("role_limit", String[].class), row)))
            .one());
  }

  private static @Nullable Set<Role> limit(String @Nullable [] words, io.r2dbc.spi.Readable row) {
    return words == null ? null : ApiKeys.roles(row, "role_limit");
  }
}
