package io.unichart.chart;

import io.unichart.audit.AuditAction;
import io.unichart.audit.AuditTrail;
import io.unichart.documents.Document;
import io.unichart.documents.Documents;
import io.unichart.documents.PatientFinder;
import io.unichart.documents.PatientMatch;
import io.unichart.identity.Patient;
import io.unichart.identity.registration.PersonIndex;
import io.unichart.identity.review.ReviewQueue;
import io.unichart.platform.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The charts of patients: puts documents into them, takes them out, and lists them. A change and
 * its audit entries are one transaction; the entries hold both states, so that every attachment can
 * be undone by making the former one.
 */
@Component
class Charts {

  /** By a person, hence without a score. */
  private static final PatientMatch ATTACHED = new PatientMatch(PatientMatch.Status.ATTACHED, null);

  private static final String DOCUMENT = "document";
  private static final String PATIENT = "patient";

  /** A chain of merges is followed so far; longer ones do not occur. */
  private static final int LONGEST_CHAIN = 50;

  private final Documents documents;
  private final PersonIndex persons;
  private final ReviewQueue reviews;
  private final Refusals refusals;
  private final AuditTrail audit;
  private final TransactionalOperator transaction;

  Charts(
      Documents documents,
      PersonIndex persons,
      ReviewQueue reviews,
      Refusals refusals,
      AuditTrail audit,
      TransactionalOperator transaction) {
    this.documents = documents;
    this.persons = persons;
    this.reviews = reviews;
    this.refusals = refusals;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** The documents of a patient, over merged records; 404 for a patient nobody knows. */
  Flux<Document> documents(UUID patientId, long offset, int limit) {
    return known(patientId)
        .delayUntil(this::noteRead)
        .flatMapMany(chart -> documents.ofPatient(chart, offset, limit));
  }

  private Mono<Void> noteRead(UUID chart) {
    return audit.record(AuditAction.READ, PATIENT, chart.toString(), chart, null, null);
  }

  /** Puts a document into a patient's chart, out of whichever it is in; 404 if one is unknown. */
  Mono<Document> attach(long documentId, UUID patientId) {
    return reviews
        .withdraw(documentId)
        .then(confirm(documentId, patientId))
        .as(transaction::transactional);
  }

  /** The same when it answers a question of the review queue, which therefore stays. */
  Mono<Document> confirm(long documentId, UUID patientId) {
    return known(patientId)
        .flatMap(chart -> place(documentId, chart, ATTACHED))
        .delayUntil(document -> refusals.forget(documentId))
        .as(transaction::transactional);
  }

  /**
   * Takes a document out of its chart, which holds until its header changes; 404 if the document is
   * unknown.
   */
  Mono<Document> detach(long documentId) {
    return reviews
        .withdraw(documentId)
        .then(place(documentId, null, PatientMatch.NONE))
        .delayUntil(refusals::keep)
        .as(transaction::transactional);
  }

  /** Nobody is to be asked about a document that is gone, or whose text is another now. */
  Mono<Void> withdraw(long documentId) {
    return reviews.withdraw(documentId);
  }

  /** Whether a person said of this note, with this header, that it is nobody's known. */
  Mono<Boolean> isRefused(Document document) {
    return refusals
        .stands(document)
        .delayUntil(stands -> stands ? Mono.empty() : refusals.forget(document.id()));
  }

  /** A look into every chart that one of the documents is in is noted. */
  Mono<Void> noteShown(Collection<Long> documentIds) {
    return documents
        .patientsOf(documentIds)
        .map(patient -> new AuditTrail.Act(patient, null, null))
        .collectList()
        .flatMap(acts -> audit.recordAll(AuditAction.READ, acts));
  }

  /** Nobody is to be asked any more until the header changes; the document is in no chart. */
  Mono<Document> unmatched(long documentId) {
    PatientMatch match = new PatientMatch(PatientMatch.Status.UNMATCHED, null);
    return documents
        .lock(documentId)
        .filter(document -> document.patientMatch().status() == PatientMatch.Status.REVIEW)
        .flatMap(document -> documents.attach(documentId, new PatientFinder.Found(null, match)))
        .delayUntil(refusals::keep)
        .as(transaction::transactional);
  }

  private Mono<Document> place(long documentId, @Nullable UUID chart, PatientMatch match) {
    return documents
        .lock(documentId)
        .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no document " + documentId)))
        .flatMap(before -> place(before, chart, match));
  }

  private Mono<Document> place(Document before, @Nullable UUID chart, PatientMatch match) {
    if (Objects.equals(before.patientId(), chart) && before.patientMatch().equals(match)) {
      return Mono.just(before);
    }
    return documents
        .attach(before.id(), new PatientFinder.Found(chart, match))
        .delayUntil(after -> noteMove(before, after));
  }

  private Mono<Void> noteMove(Document before, Document after) {
    UUID from = before.patientId();
    UUID to = after.patientId();
    Mono<Void> left =
        from == null || from.equals(to)
            ? Mono.empty()
            : note(AuditAction.UNLINK, from, before, after);
    Mono<Void> entered = to == null ? Mono.empty() : note(AuditAction.LINK, to, before, after);
    return left.then(entered);
  }

  private Mono<Void> note(AuditAction action, UUID patient, Document before, Document after) {
    return audit.record(
        action,
        DOCUMENT,
        String.valueOf(after.id()),
        patient,
        attachment(before),
        attachment(after));
  }

  private static Map<String, Object> attachment(Document document) {
    Map<String, Object> attachment = new LinkedHashMap<>();
    if (document.patientId() != null) {
      attachment.put("patient_id", document.patientId());
    }
    attachment.put("patient_match", document.patientMatch());
    return attachment;
  }

  private Mono<UUID> known(UUID patientId) {
    return chart(patientId)
        .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no patient with this id")));
  }

  /** The record that stands for this person now; empty for a patient nobody knows. */
  Mono<UUID> chart(UUID patientId) {
    return chart(patientId, LONGEST_CHAIN);
  }

  private Mono<UUID> chart(UUID patientId, int steps) {
    return persons
        .list(List.of(patientId))
        .filter(found -> !found.isEmpty())
        .flatMap(
            found -> {
              UUID survivor = steps == 0 ? null : survivor(found.get(0));
              return survivor == null ? Mono.just(patientId) : chart(survivor, steps - 1);
            });
  }

  private static @Nullable UUID survivor(Patient patient) {
    if (patient.active()) {
      return null;
    }
    return patient.links().stream()
        .filter(link -> link.type().equals("replaced-by"))
        .map(Patient.PatientLink::otherPatientId)
        .findFirst()
        .orElse(null);
  }
}
