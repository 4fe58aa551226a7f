package io.unichart.identity.intake;

import io.unichart.identity.Patient;
import io.unichart.identity.PersonDetails;
import io.unichart.identity.PersonDetails.Identifier;
import io.unichart.identity.record.PatientProjection;
import io.unichart.platform.Sha256;
import io.unichart.platform.database.Writes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Knows whose record a line of an import is about: by the sender's id, by an MRN. The first record
 * that has an MRN owns it here; a second one with the same number is for the duplicate check.
 */
@Component
@Order(30)
class SourceKeys implements PatientProjection {

  /**
   * Who owns a key.
   *
   * @param content what came last under it; null when it never came by an import
   */
  record Owner(UUID patient, @Nullable UUID content) {}

  private final DatabaseClient database;

  SourceKeys(DatabaseClient database) {
    this.database = database;
  }

  /** The key of a line: of its sender's id, else of its first MRN, else of all it says. */
  static UUID key(@Nullable String externalId, PersonDetails person, UUID content) {
    if (externalId != null) {
      return hash("external", externalId);
    }
    List<UUID> numbers = numbers(person);
    return numbers.isEmpty() ? hash("content", content.toString()) : numbers.get(0);
  }

  /** A hash of 128 bits, stable for ever since it is stored. */
  static UUID hash(String kind, String text) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.of(kind + '\0' + text));
    return new UUID(digest.getLong(), digest.getLong());
  }

  private static List<UUID> numbers(PersonDetails person) {
    List<UUID> keys = new ArrayList<>();
    if (person.identifiers() != null) {
      for (Identifier identifier : person.identifiers()) {
        if ("MRN".equals(identifier.type()) && identifier.value() != null) {
          keys.add(hash("mrn", identifier.system() + "|" + identifier.value().strip()));
        }
      }
    }
    return keys;
  }

  /**
   * Claims keys for new records, in the order of the keys so that two imports never wait for each
   * other in a circle; waits for whoever claims the same at the moment.
   *
   * @return who owns each key now
   */
  Mono<Map<UUID, Owner>> claim(Map<UUID, Owner> wanted) {
    Map<UUID, Owner> sorted = new TreeMap<>(wanted);
    return database
        .sql(
            """
            insert into patient_source (key, patient_id, content)
            select key, patient_id, content
            from unnest(:keys::uuid[], :patients::uuid[], :contents::uuid[])
              as given (key, patient_id, content)
            on conflict (key) do nothing
            returning key
            """)
        .bind("keys", sorted.keySet().toArray(UUID[]::new))
        .bind("patients", sorted.values().stream().map(Owner::patient).toArray(UUID[]::new))
        .bind("contents", sorted.values().stream().map(Owner::content).toArray(UUID[]::new))
        .map(row -> Objects.requireNonNull(row.get("key", UUID.class)))
        .all()
        .collectList()
        .flatMap(claimed -> owners(sorted, claimed));
  }

  private Mono<Map<UUID, Owner>> owners(Map<UUID, Owner> wanted, List<UUID> claimed) {
    Map<UUID, Owner> owners = new LinkedHashMap<>(wanted);
    claimed.forEach(owners::remove);
    return find(owners.keySet())
        .map(
            others -> {
              Map<UUID, Owner> all = new LinkedHashMap<>();
              claimed.forEach(key -> all.put(key, Objects.requireNonNull(wanted.get(key))));
              all.putAll(others);
              return all;
            });
  }

  private Mono<Map<UUID, Owner>> find(Collection<UUID> keys) {
    return keys.isEmpty()
        ? Mono.just(Map.of())
        : database
            .sql("select key, patient_id, content from patient_source where key = any(:keys)")
            .bind("keys", keys.toArray(UUID[]::new))
            .map(
                row ->
                    Map.entry(
                        Objects.requireNonNull(row.get("key", UUID.class)),
                        new Owner(
                            Objects.requireNonNull(row.get("patient_id", UUID.class)),
                            row.get("content", UUID.class))))
            .all()
            .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** Notes what came last under keys, and for whom. */
  Mono<Void> note(Map<UUID, Owner> came) {
    return came.isEmpty()
        ? Mono.empty()
        : database
            .sql(
                """
                update patient_source s
                set patient_id = given.patient_id, content = given.content
                from unnest(:keys::uuid[], :patients::uuid[], :contents::uuid[])
                  as given (key, patient_id, content)
                where s.key = given.key
                """)
            .bind("keys", came.keySet().toArray(UUID[]::new))
            .bind("patients", came.values().stream().map(Owner::patient).toArray(UUID[]::new))
            .bind("contents", came.values().stream().map(Owner::content).toArray(UUID[]::new))
            .then();
  }

  @Override
  public Mono<Void> begin(List<Patient> patients, Writes together) {
    Map<UUID, UUID> keys = new TreeMap<>();
    for (Patient patient : patients) {
      if (patient.active()) {
        numbers(patient.details()).forEach(key -> keys.putIfAbsent(key, patient.id()));
      }
    }
    if (!keys.isEmpty()) {
      together.add(
          """
          owned as (
            insert into patient_source (key, patient_id)
            select key, patient_id
            from unnest(:source_keys::uuid[], :owners::uuid[]) as given (key, patient_id)
            on conflict (key) do nothing
          )
          """,
          Map.of(
              "source_keys", keys.keySet().toArray(UUID[]::new),
              "owners", keys.values().toArray(UUID[]::new)));
    }
    return Mono.empty();
  }

  @Override
  public Mono<Void> follow(List<Patient> patients) {
    Writes alone = new Writes();
    return begin(patients, alone).then(Mono.defer(() -> alone.run(database)));
  }

  @Override
  public Mono<Void> forget(UUID patient) {
    return Flux.just(patient)
        .concatMap(
            id ->
                database
                    .sql("delete from patient_source where patient_id = :id")
                    .bind("id", id)
                    .then())
        .then();
  }
}
