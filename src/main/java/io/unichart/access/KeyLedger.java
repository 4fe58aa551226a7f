package io.unichart.access;

import io.unichart.audit.AuditAction;
import io.unichart.audit.CommandTrail;
import io.unichart.platform.StartRefused;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys for those who work beside the service: its start, and the command {@code keys}. What
 * they do stands in the audit trail like what is done over HTTP.
 */
public final class KeyLedger {

  private static final String BOOTSTRAP = "bootstrap";
  private static final String SYSTEM = "system";
  private static final String ENTITY = "key";

  /** Below this a secret could be guessed from its hash. */
  private static final int SHORTEST = 12;

  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final CommandTrail audit;
  private final Clock clock;

  /** The keys of a database. */
  public KeyLedger(DataSource source, Clock clock) {
    this.jdbc = new NamedParameterJdbcTemplate(source);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    this.audit = new CommandTrail(source);
    this.clock = clock;
  }

  /** The first administrator's key as an environment gives it, by value or by file; or null. */
  public static @Nullable String bootstrapKey(@Nullable String value, @Nullable Path file) {
    return Secrets.given(value, file, "SECURITY_BOOTSTRAP_KEY_FILE");
  }

  /**
   * Makes a key.
   *
   * @return the secret, which cannot be asked for again; null when the name is in use
   */
  public @Nullable String create(
      String name, Collection<Role> roles, @Nullable OffsetDateTime expires, String by) {
    String secret = Secrets.KEY_MARK + Secrets.random();
    List<String> words = roles.stream().sorted().map(Role::word).toList();
    try {
      transaction.executeWithoutResult(status -> insert(name, words, secret, by, expires));
      return secret;
    } catch (DuplicateKeyException e) {
      return null;
    }
  }

  /** All keys, oldest first. */
  public List<ApiKey> all() {
    return jdbc.query(
        "select " + ApiKey.COLUMNS + " from api_key order by created_at, id",
        Map.of(),
        (row, n) -> key(row));
  }

  /** Withdraws the key of that name; whether there was one in force. */
  public boolean revoke(String name, String by) {
    return Boolean.TRUE.equals(transaction.execute(status -> withdraw(name, by)));
  }

  private boolean withdraw(String name, String by) {
    List<ApiKey> withdrawn =
        jdbc.query(
            """
            update api_key set revoked_at = :now, revoked_by = :by
            where name = :name and revoked_at is null
            returning
            """
                + ApiKey.COLUMNS,
            Map.of("now", now(), "by", by, "name", name),
            (row, n) -> key(row));
    for (ApiKey key : withdrawn) {
      audit.record(by, AuditAction.DELETE, ENTITY, key.id().toString(), told(key), null);
    }
    return !withdrawn.isEmpty();
  }

  private static Map<String, Object> told(ApiKey key) {
    return Map.of("name", key.name(), "roles", key.roles());
  }

  /**
   * Sees to it that somebody can administer the service.
   *
   * @param key the first administrator's key, if the operator gives one
   * @throws StartRefused when there is none, and no administrator's key is in force either
   */
  void bootstrap(@Nullable String key, boolean modeGiven) {
    if (key != null && key.length() < SHORTEST) {
      throw new StartRefused(
          "SECURITY_BOOTSTRAP_KEY has fewer than "
              + SHORTEST
              + " characters; make one with: openssl rand -base64 32");
    }
    transaction.executeWithoutResult(
        status -> {
          jdbc.query(ApiKey.ONE_AT_A_TIME, Map.of(), row -> {});
          if (key != null) {
            putInForce(key);
          }
          if (!administered()) {
            throw new StartRefused(missing(key, modeGiven));
          }
        });
  }

  private static String missing(@Nullable String key, boolean modeGiven) {
    if (key != null) {
      return "the key in SECURITY_BOOTSTRAP_KEY was revoked, and no other administrator's key is in"
          + " force; give a new one";
    }
    return (modeGiven
            ? "SECURITY_MODE=api-key needs SECURITY_BOOTSTRAP_KEY at the first start: the first"
                + " administrator's key"
            : "SECURITY_MODE is not set, so callers need keys, and SECURITY_BOOTSTRAP_KEY (the"
                + " first administrator's) is missing")
        + "; make one with: openssl rand -base64 32";
  }

  /** A key that an administrator revoked stays so; one that a newer one replaced may come back. */
  private void putInForce(String key) {
    byte[] hash = Secrets.hash(key);
    Map<String, Object> parameters = Map.of("hash", hash);
    List<String> revokedBy =
        jdbc.queryForList(
            "select coalesce(revoked_by, '') from api_key where hash = :hash",
            parameters,
            String.class);
    if (revokedBy.isEmpty() || revokedBy.contains(SYSTEM)) {
      withdraw(BOOTSTRAP, SYSTEM);
    }
    if (revokedBy.isEmpty()) {
      insert(BOOTSTRAP, List.of(Role.ADMINISTRATOR.word()), key, SYSTEM, null);
    } else if (revokedBy.contains(SYSTEM)) {
      comeBack(parameters);
    }
  }

  private void comeBack(Map<String, Object> parameters) {
    List<ApiKey> back =
        jdbc.query(
            "update api_key set revoked_at = null, revoked_by = null where hash = :hash returning "
                + ApiKey.COLUMNS,
            parameters,
            (row, n) -> key(row));
    for (ApiKey key : back) {
      audit.record(SYSTEM, AuditAction.CREATE, ENTITY, key.id().toString(), null, told(key));
    }
  }

  private boolean administered() {
    Boolean found =
        jdbc.queryForObject(
            """
            select exists (
              select from api_key
              where 'administrator' = any(roles) and revoked_at is null
                and (expires_at is null or expires_at > :now))
            """,
            Map.of("now", now()),
            Boolean.class);
    return Boolean.TRUE.equals(found);
  }

  private void insert(
      String name, List<String> roles, String secret, String by, @Nullable OffsetDateTime expires) {
    UUID id = UUID.randomUUID();
    jdbc.update(
        ApiKey.INSERT
            .replace(":roles", "cast(:roles as text[])")
            .replace(":expires", "cast(:expires as timestamptz)"),
        new MapSqlParameterSource()
            .addValue("id", id)
            .addValue("name", name)
            .addValue("roles", "{" + String.join(",", roles) + "}")
            .addValue("hash", Secrets.hash(secret))
            .addValue("now", now())
            .addValue("by", by)
            .addValue("expires", expires));
    audit.record(
        by, AuditAction.CREATE, ENTITY, id.toString(), null, Map.of("name", name, "roles", roles));
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    Array roles = row.getArray("roles");
    return new ApiKey(
        row.getObject("id", UUID.class),
        row.getString("name"),
        List.of((String[]) roles.getArray()),
        row.getObject("created_at", OffsetDateTime.class),
        row.getString("created_by"),
        row.getObject("expires_at", OffsetDateTime.class),
        row.getObject("last_used_at", OffsetDateTime.class),
        row.getObject("revoked_at", OffsetDateTime.class));
  }
}
