package io.unichart.platform.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/**
 * Writes of several capabilities that reach the database as one statement: one round trip, where
 * each alone would cost one. PostgreSQL carries out all of them in one snapshot, so none sees what
 * another one wrote, and checks foreign keys when all are done.
 */
public final class Writes {

  private final List<String> tables = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * Adds a write.
   *
   * @param table common table expressions, separated by commas, each with a name of its own
   * @param bound what its parameters stand for, each with a name of its own
   */
  public Writes add(String table, Map<String, ?> bound) {
    tables.add(table.strip());
    bound.forEach(
        (name, value) -> {
          if (values.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("two writes have a parameter " + name);
          }
        });
    return this;
  }

  /** Carries out all of them. */
  public Mono<Void> run(DatabaseClient database) {
    if (tables.isEmpty()) {
      return Mono.empty();
    }
    GenericExecuteSpec statement =
        database.sql("with " + String.join(",\n", tables) + "\nselect 1");
    for (Map.Entry<String, Object> value : values.entrySet()) {
      statement = statement.bind(value.getKey(), value.getValue());
    }
    return statement.then();
  }
}
