package io.unichart.identity.record;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import io.unichart.identity.Patient;
import io.unichart.identity.Patient.PatientLink;
import io.unichart.identity.PersonDetails;
import io.unichart.platform.database.Writes;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows behind patients. Every write also keeps the version that it makes, and takes the {@link
 * PatientProjection}s along.
 */
@Component
public class PatientStore {

  private static final String SELECT =
      """
      select p.id, p.version, p.active, p.record, p.created_at, p.updated_at,
             (select coalesce(jsonb_agg(jsonb_build_object(
                       'other_patient_id', l.other_patient_id, 'type', l.type)
                       order by l.created_at, l.other_patient_id, l.type), '[]'::jsonb)
              from patient_link l where l.patient_id = p.id) as links
      from patient p
      where p.deleted_at is null and p.id = \
      """;

  private static final String INSERT =
      """
      stored as (
        insert into patient (id, version, active, record, created_at, updated_at)
        select id, version, active, record::jsonb, :at, :at
        from unnest(:ids::uuid[], :versions::int[], :actives::boolean[], :records::text[])
          as given (id, version, active, record)
        returning id, version, active, record, updated_at
      ), kept as (
        insert into patient_version (patient_id, version, active, record, at)
        select * from stored
      )
      """;

  private static final String UPDATE =
      """
      stored as (
        update patient
        set version = given.version, active = given.active, record = given.record::jsonb,
            updated_at = :at
        from unnest(:ids::uuid[], :versions::int[], :actives::boolean[], :records::text[])
          as given (id, version, active, record)
        where patient.id = given.id
        returning patient.id, patient.version, patient.active, patient.record, updated_at
      ), kept as (
        insert into patient_version (patient_id, version, active, record, at)
        select * from stored
      )
      """;

  private final DatabaseClient database;
  private final JsonMapper json;
  private final List<PatientProjection> projections;

  PatientStore(
      DatabaseClient database, JsonMapper json, ObjectProvider<PatientProjection> projections) {
    this.database = database;
    this.json = json;
    this.projections = projections.orderedStream().toList();
  }

  /** The patient, empty if unknown or deleted. */
  public Mono<Patient> find(UUID id) {
    return database.sql(SELECT + ":id").bind("id", id).map(this::patient).one();
  }

  /** Those of the patients that are there, in any order. */
  public Flux<Patient> findAll(Collection<UUID> ids) {
    return ids.isEmpty()
        ? Flux.empty()
        : database
            .sql(SELECT + "any (:ids)")
            .bind("ids", ids.toArray(UUID[]::new))
            .map(this::patient)
            .all();
  }

  /** The patient, locked until the transaction ends. */
  public Mono<Patient> lock(UUID id) {
    return database.sql(SELECT + ":id for update of p").bind("id", id).map(this::patient).one();
  }

  /** Those of the patients that are there, locked in the order of their ids. */
  public Flux<Patient> lockAll(Collection<UUID> ids) {
    return ids.isEmpty()
        ? Flux.empty()
        : database
            .sql(SELECT + "any (:ids) order by p.id for update of p")
            .bind("ids", ids.toArray(UUID[]::new))
            .map(this::patient)
            .all();
  }

  /** Inserts new patients, each in its first version. */
  Mono<Void> insert(List<Patient> patients, Writes together) {
    return Mono.fromRunnable(() -> together.add(INSERT, values(patients)))
        .thenMany(Flux.fromIterable(projections))
        .concatMap(projection -> projection.begin(patients, together))
        .then();
  }

  /** Changes patients that are locked. */
  public Mono<Void> update(List<Patient> patients, Writes together) {
    together.add(UPDATE, values(patients));
    return together.run(database).then(Mono.defer(() -> follow(patients)));
  }

  private Map<String, Object> values(List<Patient> patients) {
    return Map.of(
        "ids",
        patients.stream().map(Patient::id).toArray(UUID[]::new),
        "versions",
        patients.stream().map(Patient::version).toArray(Integer[]::new),
        "actives",
        patients.stream().map(Patient::active).toArray(Boolean[]::new),
        "records",
        patients.stream()
            .map(patient -> json.writeValueAsString(patient.details()))
            .toArray(String[]::new),
        "at",
        patients.get(0).updatedAt());
  }

  public Mono<Void> update(Patient patient) {
    return update(List.of(patient), new Writes());
  }

  public Mono<Void> delete(UUID id, OffsetDateTime at) {
    return database
        .sql("update patient set deleted_at = :at, updated_at = :at where id = :id")
        .bind("id", id)
        .bind("at", at)
        .then()
        .then(Flux.fromIterable(projections).concatMap(each -> each.forget(id)).then());
  }

  private Mono<Void> follow(List<Patient> patients) {
    return Flux.fromIterable(projections).concatMap(each -> each.follow(patients)).then();
  }

  /** Whether a link was added; false if it was there. */
  public Mono<Boolean> link(UUID from, UUID to, String type, OffsetDateTime at) {
    return database
        .sql(
            """
            insert into patient_link (patient_id, other_patient_id, type, created_at)
            values (:from, :to, :type, :at) on conflict do nothing
            """)
        .bind("from", from)
        .bind("to", to)
        .bind("type", type)
        .bind("at", at)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  /** How many of the links that people made between two records were removed. */
  public Mono<Long> unlink(UUID from, UUID to) {
    return database
        .sql(
            """
            delete from patient_link
            where patient_id = :from and other_patient_id = :to and merge_id is null
            """)
        .bind("from", from)
        .bind("to", to)
        .fetch()
        .rowsUpdated();
  }

  private Patient patient(Readable row) {
    PatientLink[] links =
        json.readValue(
            Objects.requireNonNull(row.get("links", Json.class)).asArray(), PatientLink[].class);
    return new Patient(
        Objects.requireNonNull(row.get("id", UUID.class)),
        Objects.requireNonNull(row.get("active", Boolean.class)),
        json.readValue(
            Objects.requireNonNull(row.get("record", Json.class)).asArray(), PersonDetails.class),
        List.of(links),
        Objects.requireNonNull(row.get("created_at", OffsetDateTime.class)),
        Objects.requireNonNull(row.get("updated_at", OffsetDateTime.class)),
        Objects.requireNonNull(row.get("version", Integer.class)));
  }
}
