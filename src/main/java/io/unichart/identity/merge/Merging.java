package io.unichart.identity.merge;

import io.unichart.audit.AuditAction;
import io.unichart.audit.AuditTrail;
import io.unichart.events.Outbox;
import io.unichart.identity.MergeFollower;
import io.unichart.identity.MergeRecord;
import io.unichart.identity.Patient;
import io.unichart.identity.PersonDetails;
import io.unichart.identity.record.PatientStore;
import io.unichart.platform.Actor;
import io.unichart.platform.Problem;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes two records one, and two of one again. Both records are locked, in the order of their ids
 * so that two merges never wait for each other; rows, audit entries and event are one transaction.
 */
@Component
public class Merging {

  /** What a merge or its reversal answers. */
  public record Outcome(MergeRecord mergeRecord, Patient masterPatient) {}

  private final PatientStore patients;
  private final MergeStore merges;
  private final List<MergeFollower> followers;
  private final Survivorship survivorship;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final TransactionalOperator transaction;
  private final Clock clock;

  Merging(
      PatientStore patients,
      MergeStore merges,
      ObjectProvider<MergeFollower> followers,
      Survivorship survivorship,
      AuditTrail audit,
      Outbox outbox,
      TransactionalOperator transaction,
      Clock clock) {
    this.patients = patients;
    this.merges = merges;
    this.followers = followers.orderedStream().toList();
    this.survivorship = survivorship;
    this.audit = audit;
    this.outbox = outbox;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Merges the duplicate into the master. With itself 422, unknown 404, inactive 409.
   *
   * @param score how likely the two are one person, if it was asked
   */
  public Mono<Outcome> merge(
      UUID master, UUID duplicate, @Nullable String reason, @Nullable Double score) {
    if (master.equals(duplicate)) {
      return Mono.error(
          Problem.unprocessable(
              "duplicate_patient_id", "must be another record than master_patient_id"));
    }
    return lockBoth(master, duplicate)
        .zipWith(Actor.current())
        .flatMap(
            both -> join(both.getT1().master, both.getT1().duplicate, reason, score, both.getT2()))
        .as(transaction::transactional);
  }

  private Mono<Outcome> join(
      Patient master,
      Patient duplicate,
      @Nullable String reason,
      @Nullable Double score,
      Actor actor) {
    if (!master.active() || !duplicate.active()) {
      throw Problem.conflict(
          "%s was merged into another record already"
              .formatted(master.active() ? "duplicate_patient_id" : "master_patient_id"));
    }
    OffsetDateTime now = now();
    PersonDetails merged = survivorship.merge(master.details(), duplicate.details());
    MergeRecord merge =
        new MergeRecord(
            UUID.randomUUID(),
            master.id(),
            duplicate.id(),
            "completed",
            actor.userId(),
            reason,
            score,
            now,
            null,
            null,
            null);
    Patient survivor = next(master, true, merged, now);
    Patient retired = next(duplicate, false, duplicate.details(), now);
    return patients
        .update(survivor)
        .then(patients.update(retired))
        .then(
            merges.insert(
                new MergeStore.Snapshot(merge, master.details(), duplicate.details(), merged)))
        .then(merges.link(merge))
        .then(Flux.fromIterable(followers).concatMap(each -> each.merged(merge)).then())
        .then(record(AuditAction.MERGE, master, survivor))
        .then(record(AuditAction.MERGE, duplicate, retired))
        .then(tell("merged", merge))
        .then(Mono.defer(() -> patients.find(master.id())))
        .map(stored -> new Outcome(merge, stored));
  }

  /**
   * Takes a merge back: both records are as they were, with what was edited since. 409 if it was
   * reversed already, if a later merge stands on it, or if an edit stands in the way.
   */
  Mono<Outcome> reverse(UUID id, @Nullable String reason) {
    return merges
        .lock(id)
        .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no merge with this id")))
        .delayUntil(this::refuseIfItCannotBeReversed)
        .zipWith(Actor.current())
        .flatMap(found -> split(found.getT1(), reason, found.getT2()))
        .as(transaction::transactional);
  }

  private Mono<Void> refuseIfItCannotBeReversed(MergeStore.Snapshot snapshot) {
    if (!snapshot.merge().status().equals("completed")) {
      return Mono.error(Problem.conflict("the merge was reversed already"));
    }
    return merges
        .laterStandsOn(snapshot.merge())
        .flatMap(
            stands ->
                stands
                    ? Mono.error(
                        Problem.conflict(
                            "a later merge of the surviving record stands on this one; reverse"
                                + " that one first"))
                    : Mono.empty());
  }

  private Mono<Outcome> split(MergeStore.Snapshot snapshot, @Nullable String reason, Actor actor) {
    MergeRecord merge = snapshot.merge();
    return lockBoth(merge.masterPatientId(), merge.duplicatePatientId())
        .flatMap(both -> restore(snapshot, both, reason, actor));
  }

  private Mono<Outcome> restore(
      MergeStore.Snapshot snapshot, Both both, @Nullable String reason, Actor actor) {
    Survivorship.Separated separated =
        survivorship.separate(
            snapshot.masterBefore(), snapshot.masterAfter(), both.master.details());
    PersonDetails details = separated.restored();
    if (details == null) {
      throw Problem.conflict(
          "edited since the merge, and also changed by it: "
              + String.join(", ", separated.inTheWay())
              + "; set these as the merge left them, or as they shall be on both records by hand");
    }
    OffsetDateTime now = now();
    MergeRecord merge = snapshot.merge();
    Patient master = next(both.master, true, details, now);
    Patient duplicate = next(both.duplicate, true, snapshot.duplicateBefore(), now);
    MergeRecord reversed =
        new MergeRecord(
            merge.id(),
            merge.masterPatientId(),
            merge.duplicatePatientId(),
            "reversed",
            merge.mergedBy(),
            merge.mergeReason(),
            merge.matchScore(),
            merge.mergedAt(),
            actor.userId(),
            reason,
            now);
    return patients
        .update(master)
        .then(patients.update(duplicate))
        .then(merges.reverse(merge.id(), actor.userId(), reason, now))
        .then(Flux.fromIterable(followers).concatMap(each -> each.reversed(merge)).then())
        .then(record(AuditAction.UNMERGE, both.master, master))
        .then(record(AuditAction.UNMERGE, both.duplicate, duplicate))
        .then(tell("unmerged", merge))
        .then(Mono.defer(() -> patients.find(master.id())))
        .map(stored -> new Outcome(reversed, stored));
  }

  private record Both(Patient master, Patient duplicate) {}

  private Mono<Both> lockBoth(UUID master, UUID duplicate) {
    boolean masterFirst = master.compareTo(duplicate) < 0;
    return existing(patients.lock(masterFirst ? master : duplicate))
        .flatMap(
            first ->
                existing(patients.lock(masterFirst ? duplicate : master))
                    .map(
                        second -> masterFirst ? new Both(first, second) : new Both(second, first)));
  }

  private static Mono<Patient> existing(Mono<Patient> found) {
    return found.switchIfEmpty(
        Mono.error(() -> Problem.notFound("there is no patient with this id")));
  }

  private static Patient next(
      Patient patient, boolean active, PersonDetails details, OffsetDateTime at) {
    return new Patient(
        patient.id(),
        active,
        details,
        patient.links(),
        patient.createdAt(),
        at,
        patient.version() + 1);
  }

  private Mono<Void> record(AuditAction action, Patient before, Patient after) {
    return audit.record(action, "patient", after.id().toString(), after.id(), before, after);
  }

  private Mono<Void> tell(String what, MergeRecord merge) {
    return outbox.add(
        "patient." + what,
        merge.masterPatientId().toString(),
        Map.of(
            "id", merge.masterPatientId(),
            "duplicate_patient_id", merge.duplicatePatientId(),
            "merge_id", merge.id()));
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MICROS);
  }
}
