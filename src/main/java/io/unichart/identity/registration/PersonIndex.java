package io.unichart.identity.registration;

import io.unichart.audit.AuditAction;
import io.unichart.audit.AuditTrail;
import io.unichart.events.Outbox;
import io.unichart.identity.Patient;
import io.unichart.identity.Patient.PatientLink;
import io.unichart.identity.PersonDetails;
import io.unichart.identity.organization.Organizations;
import io.unichart.identity.record.NewPatients;
import io.unichart.identity.record.PatientId;
import io.unichart.identity.record.PatientStore;
import io.unichart.identity.record.PersonRules;
import io.unichart.identity.record.Standardisation;
import io.unichart.platform.Problem;
import io.unichart.platform.ProblemType;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * The index of persons: registers, reads, changes, retires and links records. A change, its audit
 * entry and its event are one transaction.
 */
@Component
@NamedInterface("registration")
public class PersonIndex {

  private static final String ENTITY = "patient";

  private final PatientStore store;
  private final NewPatients newcomers;
  private final PersonRules rules;
  private final DuplicateCheck duplicates;
  private final Organizations organizations;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final TransactionalOperator transaction;
  private final Clock clock;

  PersonIndex(
      PatientStore store,
      NewPatients newcomers,
      PersonRules rules,
      DuplicateCheck duplicates,
      Organizations organizations,
      AuditTrail audit,
      Outbox outbox,
      TransactionalOperator transaction,
      Clock clock) {
    this.store = store;
    this.newcomers = newcomers;
    this.rules = rules;
    this.duplicates = duplicates;
    this.organizations = organizations;
    this.audit = audit;
    this.outbox = outbox;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Registers a person unless it is certain that the person is registered already. */
  public Mono<Patient> register(PersonDetails given) {
    return register(given, OnDuplicate.REJECT);
  }

  /**
   * Registers a person; 422 with all faults, 404 for an unknown managing organisation, 409 with the
   * matches when the person is registered already and that matters. Two registrations of one person
   * at the same moment come one after the other.
   */
  public Mono<Patient> register(PersonDetails given, OnDuplicate onDuplicate) {
    return Mono.defer(
        () -> {
          rules.check(given);
          OffsetDateTime now = now();
          Patient patient =
              new Patient(
                  PatientId.at(now.toInstant()),
                  true,
                  Standardisation.of(given),
                  List.of(),
                  now,
                  now,
                  1);
          return organizationKnown(given)
              .then(duplicates.before(patient, onDuplicate))
              .flatMap(
                  suspects ->
                      newcomers.store(List.of(patient)).then(duplicates.after(patient, suspects)))
              .thenReturn(patient)
              .as(transaction::transactional)
              .onErrorResume(DuplicateCheck.Known.class, duplicates::refused);
        });
  }

  /** Reads a record, and notes that it was read; 404 if there is none. */
  public Mono<Patient> read(UUID id) {
    return existing(store.find(id))
        .flatMap(patient -> record(AuditAction.READ, id, null, null).thenReturn(patient));
  }

  /** Those of the records that are there, in the order of the ids; not noted as read. */
  public Mono<List<Patient>> list(List<UUID> ids) {
    return store
        .findAll(ids)
        .collectMap(Patient::id)
        .map(found -> ids.stream().filter(found::containsKey).map(found::get).toList());
  }

  /**
   * Replaces what is known about a person.
   *
   * @param version the version the caller has seen, or null for whichever there is ({@code *}); 412
   *     if another one is stored
   */
  public Mono<Patient> change(UUID id, @Nullable Integer version, PersonDetails given) {
    return Mono.defer(
        () -> {
          rules.check(given);
          return organizationKnown(given)
              .then(existing(store.lock(id)))
              .flatMap(before -> replace(before, version, given))
              .as(transaction::transactional);
        });
  }

  private Mono<Patient> replace(Patient before, @Nullable Integer version, PersonDetails given) {
    if (version != null && version != before.version()) {
      throw Problem.of(
          ProblemType.STALE_VERSION,
          "the record has version %d; read it again, then change it".formatted(before.version()));
    }
    if (!before.active()) {
      throw Problem.conflict("the record was merged into another; change that one");
    }
    Patient after =
        new Patient(
            before.id(),
            true,
            Standardisation.of(given),
            before.links(),
            before.createdAt(),
            now(),
            before.version() + 1);
    return store
        .update(after)
        .then(record(AuditAction.UPDATE, after.id(), before, after))
        .then(tell("updated", after))
        .thenReturn(after);
  }

  /** Retires a record: it is no longer found, but nothing is erased. */
  public Mono<Void> remove(UUID id) {
    return existing(store.lock(id))
        .flatMap(
            patient ->
                store
                    .delete(id, now())
                    .then(record(AuditAction.DELETE, id, patient, null))
                    .then(tell("deleted", patient)))
        .as(transaction::transactional);
  }

  /** Links two records that are related but stay apart. */
  public Mono<Patient> link(UUID id, UUID other, String type) {
    if (id.equals(other)) {
      return Mono.error(Problem.unprocessable("other_patient_id", "must not be the record itself"));
    }
    return existing(store.lock(id))
        .flatMap(patient -> existing(store.find(other)).thenReturn(patient))
        .flatMap(
            patient ->
                store
                    .link(id, other, type, now())
                    .flatMap(
                        added ->
                            added
                                ? told("linked", AuditAction.LINK, patient, other, type)
                                : Mono.empty()))
        .then(Mono.defer(() -> existing(store.find(id))))
        .as(transaction::transactional);
  }

  /** Removes the links that people made from one record to another; 404 if there is none. */
  public Mono<Void> unlink(UUID id, UUID other) {
    return existing(store.lock(id))
        .flatMap(
            patient ->
                store
                    .unlink(id, other)
                    .flatMap(
                        removed ->
                            removed == 0
                                ? Mono.error(Problem.notFound("there is no such link"))
                                : told("unlinked", AuditAction.UNLINK, patient, other, null)))
        .as(transaction::transactional);
  }

  private Mono<Void> told(
      String event, AuditAction action, Patient patient, UUID other, @Nullable String type) {
    PatientLink link = new PatientLink(other, type == null ? "" : type);
    return record(action, patient.id(), type == null ? link : null, type == null ? null : link)
        .then(
            outbox.add(
                "patient." + event,
                patient.id().toString(),
                Map.of("id", patient.id(), "other_patient_id", other)));
  }

  private Mono<Void> organizationKnown(PersonDetails given) {
    UUID organization = given.managingOrganization();
    return organization == null ? Mono.empty() : organizations.find(organization).then();
  }

  private Mono<Void> record(
      AuditAction action, UUID id, @Nullable Object before, @Nullable Object after) {
    return audit.record(action, ENTITY, id.toString(), id, before, after);
  }

  private Mono<Void> tell(String what, Patient patient) {
    return outbox.add(
        "patient." + what,
        patient.id().toString(),
        Map.of("id", patient.id(), "version", patient.version()));
  }

  private static Mono<Patient> existing(Mono<Patient> found) {
    return found.switchIfEmpty(
        Mono.error(() -> Problem.notFound("there is no patient with this id")));
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MICROS);
  }
}
