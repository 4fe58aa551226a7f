package io.unichart.identity.search;

import io.unichart.identity.Patient;
import io.unichart.identity.record.PatientProjection;
import io.unichart.platform.database.Writes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps what patients are searched by in step with their records. A merged record leaves: whoever
 * looks for it finds the survivor, which has its names, numbers and addresses.
 */
@Component
@Order(20)
class SearchProjection implements PatientProjection {

  private static final String STORE =
      """
      worded as (
        insert into patient_search (patient_id, label, words)
        select id, label, words::tsvector
        from unnest(:search_ids::uuid[], :labels::text[], :vectors::text[]) as f(id, label, words)
        on conflict (patient_id) do update set label = excluded.label, words = excluded.words
      )
      """;

  private final DatabaseClient database;
  private final Vocabulary vocabulary;

  SearchProjection(DatabaseClient database, Vocabulary vocabulary) {
    this.database = database;
    this.vocabulary = vocabulary;
  }

  @Override
  public Mono<Void> begin(List<Patient> patients, Writes together) {
    List<UUID> ids = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<String> vectors = new ArrayList<>();
    Set<String> spelt = new TreeSet<>();
    for (Patient patient : patients) {
      SearchWords words = SearchWords.of(patient.details());
      ids.add(patient.id());
      labels.add(SearchWords.label(patient.details()));
      vectors.add(words.vector());
      spelt.addAll(words.vocabulary());
    }
    together.add(
        STORE,
        Map.of(
            "search_ids", ids.toArray(UUID[]::new),
            "labels", labels.toArray(String[]::new),
            "vectors", vectors.toArray(String[]::new)));
    return vocabulary.add(spelt);
  }

  @Override
  public Mono<Void> follow(List<Patient> patients) {
    List<Patient> present = patients.stream().filter(Patient::active).toList();
    List<UUID> gone =
        patients.stream().filter(patient -> !patient.active()).map(Patient::id).toList();
    Writes alone = new Writes();
    return leave(gone)
        .then(Mono.defer(() -> present.isEmpty() ? Mono.empty() : begin(present, alone)))
        .then(Mono.defer(() -> alone.run(database)));
  }

  private Mono<Void> leave(List<UUID> ids) {
    return ids.isEmpty()
        ? Mono.empty()
        : database
            .sql("delete from patient_search where patient_id = any(:ids)")
            .bind("ids", ids.toArray(UUID[]::new))
            .then();
  }

  @Override
  public Mono<Void> forget(UUID patient) {
    return leave(List.of(patient));
  }
}
