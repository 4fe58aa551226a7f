package io.unichart.audit;

import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit trail for those who work beside the service, on its database: its start and its
 * commands. An entry is written in the transaction of what it tells.
 */
public final class CommandTrail {

  private static final String RECORD =
      """
      insert into audit_entry (user_id, action, entity_type, entity_id, old_values, new_values)
      values (:user, :action, :type, :id, cast(:old as jsonb), cast(:new as jsonb))
      """;

  private final NamedParameterJdbcTemplate jdbc;
  private final JsonMapper json = JsonMapper.builder().build();

  /** The trail of a database. */
  public CommandTrail(DataSource source) {
    this.jdbc = new NamedParameterJdbcTemplate(source);
  }

  /** Records one act; the values before and after it may be absent. */
  public void record(
      String user,
      AuditAction action,
      String entityType,
      String entityId,
      @Nullable Map<String, ?> before,
      @Nullable Map<String, ?> after) {
    jdbc.update(
        RECORD,
        new MapSqlParameterSource()
            .addValue("user", user)
            .addValue("action", action.word())
            .addValue("type", entityType)
            .addValue("id", entityId)
            .addValue("old", text(before))
            .addValue("new", text(after)));
  }

  private @Nullable String text(@Nullable Map<String, ?> values) {
    return values == null ? null : json.writeValueAsString(values);
  }
}
