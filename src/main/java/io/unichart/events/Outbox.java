package io.unichart.events;

import io.r2dbc.postgresql.codec.Json;
import io.unichart.platform.database.Writes;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a capability puts what happened. It is called inside the transaction of the change, so an
 * event is told if and only if the change was made.
 */
@Component
public class Outbox {

  private final DatabaseClient database;
  private final JsonMapper json;

  Outbox(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /**
   * Adds an event.
   *
   * @param type what happened, without the prefix: {@code patient.created}
   * @param subject whom it happened to: the patient's id
   * @param data what a subscriber needs beyond that; ids and versions, no clinical text
   */
  public Mono<Void> add(String type, String subject, Map<String, ?> data) {
    return database
        .sql("insert into event (type, subject, data) values (:type, :subject, :data)")
        .bind("type", "io.unichart." + type)
        .bind("subject", subject)
        .bind("data", Json.of(json.writeValueAsBytes(data)))
        .then();
  }

  /**
   * Adds one event of the same type for each of many subjects, together with what happened.
   *
   * @param told what a subscriber needs to know, by subject
   */
  public void addAll(String type, Map<String, Map<String, ?>> told, Writes together) {
    if (!told.isEmpty()) {
      together.add(
          """
          told_event as (
            insert into event (type, subject, data)
            select :event_type, subject, data::jsonb
            from unnest(:event_subjects::text[], :event_data::text[]) as one (subject, data)
          )
          """,
          Map.of(
              "event_type",
              "io.unichart." + type,
              "event_subjects",
              told.keySet().toArray(String[]::new),
              "event_data",
              told.values().stream().map(json::writeValueAsString).toArray(String[]::new)));
    }
  }
}
