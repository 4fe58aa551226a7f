package io.unichart.chart;

import io.unichart.audit.AuditAction;
import io.unichart.audit.AuditTrail;
import io.unichart.documents.Document;
import io.unichart.documents.PatientFinder;
import io.unichart.documents.PatientMatch.Status;
import io.unichart.identity.NoteAttachment;
import io.unichart.identity.PatientMatch;
import io.unichart.identity.match.PersonMatching;
import io.unichart.identity.review.ReviewQueue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * A note finds its patient. The header is matched against the index: a certain and unrivalled match
 * is attached, a likely one is put before a steward, none leaves the note to be registered. Who
 * attaches a wrong note harms two patients, who asks once too often costs a minute: when in doubt,
 * it asks.
 */
@Component
class NotePatients implements PatientFinder, NoteAttachment {

  /** Enough to see a rival. */
  private static final int LOOKED_AT = 3;

  private static final String CERTAIN = "certain";

  private final PersonMatching matching;
  private final ObjectProvider<ReviewQueue> reviews;
  private final ObjectProvider<Charts> charts;
  private final AuditTrail audit;

  NotePatients(
      PersonMatching matching,
      ObjectProvider<ReviewQueue> reviews,
      ObjectProvider<Charts> charts,
      AuditTrail audit) {
    this.matching = matching;
    this.reviews = reviews;
    this.charts = charts;
    this.audit = audit;
  }

  @Override
  public Mono<UUID> chart(UUID patientId) {
    return charts.getObject().chart(patientId);
  }

  @Override
  public Mono<UUID> open(UUID patientId) {
    return chart(patientId)
        .delayUntil(
            chart ->
                audit.record(AuditAction.READ, "patient", chart.toString(), chart, null, null));
  }

  @Override
  public Mono<Void> read(Document document) {
    return audit.record(
        AuditAction.READ,
        "document",
        String.valueOf(document.id()),
        document.patientId(),
        null,
        null);
  }

  @Override
  public Mono<Found> find(Document document) {
    return Mono.defer(
        () -> {
          NoteHeader header = NoteHeader.of(document.readable());
          return header.saysWho()
              ? matching
                  .find(header.person(), LOOKED_AT)
                  .defaultIfEmpty(List.of())
                  .flatMap(matches -> decide(document, header, matches))
              : Mono.just(Found.nobody());
        });
  }

  @Override
  public Mono<Found> findAgain(Document document) {
    return charts
        .getObject()
        .withdraw(document.id())
        .then(Mono.defer(() -> charts.getObject().isRefused(document)))
        .flatMap(refused -> refused ? Mono.just(asItIs(document)) : find(document))
        .delayUntil(found -> left(document, found));
  }

  private static Found asItIs(Document document) {
    return new Found(document.patientId(), document.patientMatch());
  }

  @Override
  public Mono<Void> shown(Collection<Long> documentIds) {
    return documentIds.isEmpty() ? Mono.empty() : charts.getObject().noteShown(documentIds);
  }

  @Override
  public Mono<Void> removed(long documentId) {
    return charts.getObject().withdraw(documentId);
  }

  /** Notes that a document is no longer in the chart that it was in. */
  private Mono<Void> left(Document document, Found found) {
    UUID former = document.patientId();
    if (former == null || former.equals(found.patientId())) {
      return Mono.empty();
    }
    return audit.record(
        AuditAction.UNLINK,
        "document",
        String.valueOf(document.id()),
        former,
        Map.of("patient_id", former, "patient_match", document.patientMatch()),
        Map.of("patient_match", found.match()));
  }

  private Mono<Found> decide(Document document, NoteHeader header, List<PatientMatch> matches) {
    if (matches.isEmpty()) {
      return Mono.just(found(null, Status.UNMATCHED, null));
    }
    PatientMatch best = matches.get(0);
    boolean rivalled = matches.size() > 1 && matches.get(1).quality().equals(CERTAIN);
    if (best.quality().equals(CERTAIN)
        && header.saysEnough()
        && !header.contradictory()
        && !rivalled) {
      return attached(document, best);
    }
    return reviews
        .getObject()
        .ask(document.id(), best)
        .thenReturn(found(null, Status.REVIEW, best.score()));
  }

  private Mono<Found> attached(Document document, PatientMatch best) {
    UUID patient = best.patient().id();
    Found found = found(patient, Status.ATTACHED, best.score());
    if (patient.equals(document.patientId())) {
      return Mono.just(found);
    }
    return audit
        .record(
            AuditAction.LINK,
            "document",
            String.valueOf(document.id()),
            patient,
            null,
            Map.of("patient_id", patient, "patient_match", found.match()))
        .thenReturn(found);
  }

  private static Found found(@Nullable UUID patient, Status status, @Nullable Double score) {
    return new Found(patient, new io.unichart.documents.PatientMatch(status, score));
  }

  @Override
  public Mono<Void> attach(long documentId, UUID patientId) {
    return charts.getObject().confirm(documentId, patientId).then();
  }

  @Override
  public Mono<Void> reject(long documentId, UUID patientId) {
    return charts.getObject().unmatched(documentId).then();
  }
}
