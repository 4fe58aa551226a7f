package io.unichart.audit;

import static io.unichart.platform.database.Nulls.bind;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.unichart.platform.Actor;
import io.unichart.platform.database.Writes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what happened into the audit trail. A change calls it inside its own transaction, so that
 * there is no change without its entry and no entry without its change. Who acts is read from the
 * Reactor context ({@link Actor}).
 */
@Component
public class AuditTrail {

  private static final String RECORD =
      """
      insert into audit_entry
        (user_id, action, entity_type, entity_id, patient_id, old_values, new_values,
         ip_address, user_agent)
      values
        (:user, :action, :entityType, :entityId, :patient, :old, :new, :address, :agent)
      """;

  private static final String RECORD_ALL =
      """
      audited as (
        insert into audit_entry
          (user_id, action, entity_type, entity_id, patient_id, old_values, new_values,
           ip_address, user_agent)
        select :audit_user, :audit_action, 'patient', id::text, id, old::jsonb, new::jsonb,
               :audit_address::text, :audit_agent::text
        from unnest(:audit_ids::uuid[], :audit_old::text[], :audit_new::text[])
          as act (id, old, new)
      )
      """;

  private final DatabaseClient database;
  private final JsonMapper json;

  AuditTrail(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /**
   * Records one act.
   *
   * @param entityType what was touched: {@code patient}, {@code document}, {@code organization}
   * @param entityId its id
   * @param patient whose chart it belongs to, if any
   * @param before its values before the act, or null
   * @param after its values after the act, or null
   */
  public Mono<Void> record(
      AuditAction action,
      String entityType,
      String entityId,
      @Nullable UUID patient,
      @Nullable Object before,
      @Nullable Object after) {
    return Actor.current()
        .flatMap(
            actor -> {
              GenericExecuteSpec statement =
                  database
                      .sql(RECORD)
                      .bind("user", actor.userId())
                      .bind("action", action.word())
                      .bind("entityType", entityType)
                      .bind("entityId", entityId);
              statement = bind(statement, "patient", patient, UUID.class);
              statement = bind(statement, "old", values(before), Json.class);
              statement = bind(statement, "new", values(after), Json.class);
              statement = bind(statement, "address", actor.address(), String.class);
              statement = bind(statement, "agent", clean(actor.userAgent()), String.class);
              return statement.then();
            });
  }

  /**
   * One of many acts of one kind.
   *
   * @param id what was touched, and whose chart it belongs to
   */
  public record Act(UUID id, @Nullable Object before, @Nullable Object after) {}

  /** Records many acts of one kind on patients, in one statement. */
  public Mono<Void> recordAll(AuditAction action, List<Act> acts) {
    Writes writes = new Writes();
    return recordAll(action, acts, writes).then(Mono.defer(() -> writes.run(database)));
  }

  /** Records many acts of one kind on patients together with what they did. */
  public Mono<Void> recordAll(AuditAction action, List<Act> acts, Writes together) {
    return acts.isEmpty()
        ? Mono.empty()
        : Actor.current()
            .doOnNext(
                actor ->
                    together.add(
                        RECORD_ALL,
                        Map.of(
                            "audit_user",
                            actor.userId(),
                            "audit_action",
                            action.word(),
                            "audit_ids",
                            acts.stream().map(Act::id).toArray(UUID[]::new),
                            "audit_old",
                            acts.stream().map(act -> text(act.before())).toArray(String[]::new),
                            "audit_new",
                            acts.stream().map(act -> text(act.after())).toArray(String[]::new),
                            "audit_address",
                            orNull(actor.address()),
                            "audit_agent",
                            orNull(clean(actor.userAgent())))))
            .then();
  }

  /**
   * Notes that somebody was shown these patients' records: found, matched, or put up for review.
   */
  public Mono<Void> seen(Collection<UUID> patients) {
    return recordAll(
        AuditAction.READ, patients.stream().distinct().map(id -> new Act(id, null, null)).toList());
  }

  /** A text as a parameter, which knows its type even where there is none. */
  private static Parameter orNull(@Nullable String text) {
    return text == null ? Parameters.in(String.class) : Parameters.in(text);
  }

  private @Nullable String text(@Nullable Object object) {
    return object == null ? null : json.writeValueAsString(object);
  }

  private @Nullable Json values(@Nullable Object object) {
    return object == null ? null : Json.of(json.writeValueAsBytes(object));
  }

  private static @Nullable String clean(@Nullable String agent) {
    return agent == null
        ? null
        : agent.replace("\0", "").substring(0, Math.min(300, agent.length()));
  }
}
