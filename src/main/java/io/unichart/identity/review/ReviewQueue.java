package io.unichart.identity.review;

import io.unichart.audit.AuditAction;
import io.unichart.audit.AuditTrail;
import io.unichart.identity.NoteAttachment;
import io.unichart.identity.Patient;
import io.unichart.identity.PatientMatch;
import io.unichart.identity.match.Scored;
import io.unichart.identity.merge.Merging;
import io.unichart.identity.record.PatientStore;
import io.unichart.platform.Actor;
import io.unichart.platform.Problem;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.modulith.NamedInterface;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What waits for a steward. A confirmed pair is merged, a rejected pair is two persons for good; a
 * decision, what follows from it and its audit entries are one transaction.
 */
@Component
@NamedInterface("review")
public class ReviewQueue {

  /** A page of reviews. */
  record Page(List<Review> items, long total) {}

  private static final String JOB = "deduplication";

  private final ReviewStore store;
  private final PatientStore patients;
  private final Merging merging;
  private final ObjectProvider<NoteAttachment> notes;
  private final AuditTrail audit;
  private final TransactionalOperator transaction;
  private final Clock clock;

  ReviewQueue(
      ReviewStore store,
      PatientStore patients,
      Merging merging,
      ObjectProvider<NoteAttachment> notes,
      AuditTrail audit,
      TransactionalOperator transaction,
      Clock clock) {
    this.store = store;
    this.patients = patients;
    this.merging = merging;
    this.notes = notes;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Asks a steward whether a note belongs to a patient; a question that waits already is not asked
   * again.
   */
  public Mono<Void> ask(long documentId, PatientMatch match) {
    return store
        .add(
            new Review(
                UUID.randomUUID(),
                "note",
                match.patient().id(),
                null,
                documentId,
                null,
                null,
                match.score(),
                match.quality(),
                match.breakdown(),
                "note",
                Review.PENDING,
                null,
                null,
                null,
                now()),
            null)
        .then();
  }

  /** Asks no longer whose note this is: it was decided otherwise. */
  public Mono<Void> withdraw(long documentId) {
    return store.withdraw(documentId);
  }

  /** Puts a record and those it may duplicate up for review. */
  public Mono<Void> queue(UUID duplicate, List<Scored> suspects, String method) {
    return Flux.fromIterable(suspects)
        .concatMap(suspect -> queue(suspect.id(), duplicate, suspect, method))
        .then();
  }

  /** Puts a pair up for review; whether it was not there before. */
  private Mono<Boolean> queue(UUID master, UUID duplicate, Scored scored, String method) {
    return store.add(pair(master, duplicate, scored, method, Review.PENDING, null), null);
  }

  /** Puts a pair that a job found up for review; whether it was not there before. */
  public Mono<Boolean> queue(UUID master, UUID duplicate, Scored scored, UUID job) {
    return store.add(pair(master, duplicate, scored, JOB, Review.PENDING, null), job);
  }

  /**
   * Merges a pair that a job found, in one transaction with the note that nobody looked at it;
   * false if one of the records was changed meanwhile so that they cannot be merged any more.
   *
   * @param user on whose order the job runs
   */
  public Mono<Boolean> autoMerge(
      UUID master, UUID duplicate, Scored scored, UUID job, String user) {
    Review done = pair(master, duplicate, scored, JOB, "auto_merged", user);
    return store
        .withdraw(master, duplicate)
        .then(Mono.defer(() -> store.add(done, job)))
        .filter(added -> added)
        .flatMap(
            added ->
                merging
                    .merge(master, duplicate, "found by deduplication", scored.score())
                    .thenReturn(true))
        .as(transaction::transactional)
        .onErrorResume(Problem.class, refused -> Mono.just(false))
        .defaultIfEmpty(false);
  }

  private Review pair(
      UUID master,
      UUID duplicate,
      Scored scored,
      String method,
      String status,
      @Nullable String by) {
    OffsetDateTime now = now();
    return new Review(
        UUID.randomUUID(),
        "patients",
        master,
        duplicate,
        null,
        null,
        null,
        scored.score(),
        scored.word(),
        scored.breakdown(),
        method,
        status,
        by,
        by == null ? null : now,
        null,
        now);
  }

  /** Reviews, the likeliest first, with both records as they are now. */
  Mono<Page> list(@Nullable String status, int limit, int offset) {
    return store
        .list(status, limit, offset)
        .collectList()
        .flatMap(this::withRecords)
        .delayUntil(reviews -> audit.seen(patientsOf(reviews)))
        .zipWith(store.count(status), Page::new);
  }

  private Mono<List<Review>> withRecords(List<Review> reviews) {
    return patients
        .findAll(patientsOf(reviews))
        .collectMap(Patient::id)
        .map(known -> reviews.stream().map(r -> with(r, known)).toList());
  }

  private static List<UUID> patientsOf(List<Review> reviews) {
    return reviews.stream()
        .flatMap(r -> Stream.of(r.patientIdA(), r.patientIdB()))
        .filter(id -> id != null)
        .distinct()
        .toList();
  }

  private static Review with(Review review, Map<UUID, Patient> known) {
    UUID b = review.patientIdB();
    return review.with(known.get(review.patientIdA()), b == null ? null : known.get(b));
  }

  /** Decides once and for all: 404 unknown, 409 decided before or one of the records is gone. */
  Mono<Review> decide(UUID id, boolean confirm, @Nullable String reason) {
    return store
        .lock(id)
        .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no review with this id")))
        .doOnNext(ReviewQueue::refuseIfDecided)
        .flatMap(review -> decide(review, confirm, reason))
        .as(transaction::transactional);
  }

  private static void refuseIfDecided(Review review) {
    if (!review.isPending()) {
      throw Problem.conflict("this was decided already: " + review.status());
    }
  }

  private Mono<Review> decide(Review review, boolean confirm, @Nullable String reason) {
    OffsetDateTime now = now();
    String status = confirm ? "confirmed" : "rejected";
    return bothStand(review)
        .then(Actor.current())
        .flatMap(
            actor ->
                follow(review, confirm, reason, now)
                    .then(store.decided(review.id(), status, actor.userId(), reason, now)))
        .then(
            audit.record(
                AuditAction.UPDATE,
                "review",
                review.id().toString(),
                review.patientIdA(),
                Map.of("status", review.status()),
                Map.of("status", status)))
        .then(Mono.defer(() -> store.lock(review.id())))
        .flatMap(decided -> withRecords(List.of(decided)).map(list -> list.get(0)));
  }

  private Mono<Void> bothStand(Review review) {
    List<UUID> ids =
        Stream.of(review.patientIdA(), review.patientIdB()).filter(id -> id != null).toList();
    return patients
        .findAll(ids)
        .filter(Patient::active)
        .count()
        .flatMap(
            standing ->
                standing == ids.size()
                    ? Mono.empty()
                    : Mono.error(
                        Problem.conflict(
                            "one of the records was merged or removed since; there is nothing left"
                                + " to decide")));
  }

  private Mono<Void> follow(
      Review review, boolean confirm, @Nullable String reason, OffsetDateTime now) {
    UUID b = review.patientIdB();
    Long document = review.documentId();
    if (b != null) {
      return confirm
          ? merging.merge(review.patientIdA(), b, reason, review.matchScore()).then()
          : store.keepApart(review.patientIdA(), b, now);
    }
    NoteAttachment attachment = notes.getIfAvailable();
    if (document == null || attachment == null) {
      return Mono.empty();
    }
    return confirm
        ? attachment.attach(document, review.patientIdA())
        : attachment.reject(document, review.patientIdA());
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MICROS);
  }
}
