package io.unichart.documents;

import io.unichart.platform.Problem;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The library: every document that was taken in, and its passages. */
@Component
public class Documents {

  private final DocumentStore store;
  private final ObjectProvider<PassageIndex> indexes;
  private final ObjectProvider<PatientFinder> patients;
  private final TransactionalOperator transaction;
  private final Clock clock;

  Documents(
      DocumentStore store,
      ObjectProvider<PassageIndex> indexes,
      ObjectProvider<PatientFinder> patients,
      TransactionalOperator transaction,
      Clock clock) {
    this.store = store;
    this.indexes = indexes;
    this.patients = patients;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Takes in a document: it, its passages and what is indexed of them become visible together. */
  public Mono<Document> add(Draft draft) {
    RepairedText text = RepairedText.of(draft.content());
    return inItsChart(draft)
        .flatMap(placed -> store.insert(placed, repaired(text), now()))
        .flatMap(this::withItsPatient)
        .flatMap(document -> cut(document, text, draft.pageStarts(), draft.embed()))
        .as(transaction::transactional);
  }

  /**
   * Gives a document a new title, a new text, or both, and keeps the former; empty when there is
   * none of this number.
   */
  public Mono<Document> change(long id, @Nullable String title, @Nullable String content) {
    return change(id, title, content, null, true);
  }

  Mono<Document> change(
      long id,
      @Nullable String title,
      @Nullable String content,
      @Nullable List<Integer> pageStarts,
      boolean embed) {
    return store
        .lock(id)
        .flatMap(
            present -> {
              String newTitle = title == null ? present.title() : title;
              String newContent = content == null ? present.content() : content;
              List<Integer> pages =
                  pageStarts != null
                      ? pageStarts
                      : newContent.equals(present.content()) ? present.pageStarts() : List.of();
              RepairedText text = RepairedText.of(newContent);
              boolean sameText = newContent.equals(present.content());
              return store
                  .replace(id, newTitle, newContent, repaired(text), pages, now())
                  .flatMap(written -> sameText ? Mono.just(written) : withItsPatientNow(written))
                  .flatMap(document -> cut(document, text, pages, embed));
            })
        .as(transaction::transactional);
  }

  /** Puts what came in again in the place of a document; a new one if it is gone meanwhile. */
  public Mono<Document> rewrite(long id, Draft draft) {
    return inItsChart(draft)
        .flatMap(
            placed ->
                change(id, draft.title(), draft.content(), draft.pageStarts(), draft.embed())
                    .flatMap(document -> attachedAsSent(document, placed)))
        .switchIfEmpty(Mono.defer(() -> add(draft)))
        .as(transaction::transactional);
  }

  private Mono<Document> attachedAsSent(Document document, Draft draft) {
    UUID patientId = draft.patientId();
    if (patientId == null || patientId.equals(document.patientId())) {
      return Mono.just(document);
    }
    PatientMatch match = new PatientMatch(PatientMatch.Status.ATTACHED, null);
    return store.attach(document.id(), new PatientFinder.Found(patientId, match));
  }

  /** Removes a document and all that was made from it. Tells whether there was one. */
  public Mono<Boolean> remove(long id) {
    PatientFinder finder = patients.getIfAvailable();
    Mono<Void> forgotten = finder == null ? Mono.empty() : finder.removed(id);
    return store
        .delete(id)
        .delayUntil(removed -> removed ? forgotten : Mono.empty())
        .as(transaction::transactional);
  }

  /** A document by its number; empty when there is none. */
  public Mono<Document> find(long id) {
    return store.find(id);
  }

  /** A document by its number, for somebody who reads it: a look into a chart is noted. */
  public Mono<Document> read(long id) {
    return store.find(id).delayUntil(this::noted);
  }

  /** Documents in the order of their numbers, for somebody who reads them. */
  public Flux<Document> readList(long skip, int limit) {
    return store.list(skip, limit).concatMap(document -> noted(document).thenReturn(document));
  }

  private Mono<Void> noted(Document document) {
    PatientFinder finder = patients.getIfAvailable();
    return finder == null || document.patientId() == null ? Mono.empty() : finder.read(document);
  }

  /** A document by its number, locked until the transaction ends; empty when there is none. */
  public Mono<Document> lock(long id) {
    return store.findForUpdate(id);
  }

  /** Puts a document into a patient's chart, or takes it out of any. */
  public Mono<Document> attach(long id, PatientFinder.Found found) {
    return store.attach(id, found);
  }

  /** The documents in a patient's chart, in the order of their numbers. */
  public Flux<Document> ofPatient(UUID patientId, long skip, int limit) {
    return store.ofPatient(patientId, skip, limit);
  }

  /** The patients in whose charts these documents are. */
  public Flux<UUID> patientsOf(Collection<Long> ids) {
    return store.patientsOf(ids);
  }

  /** Moves all documents of one chart into another; tells which. */
  public Flux<Long> move(UUID from, UUID to) {
    return store.move(from, to, null);
  }

  /** Moves those of the documents that are still in one chart into another; tells which. */
  public Flux<Long> move(UUID from, UUID to, List<Long> among) {
    return store.move(from, to, among);
  }

  /** Documents in the order of their numbers. */
  public Flux<Document> list(long skip, int limit) {
    return store.list(skip, limit);
  }

  /** The numbers of all documents, in order. */
  public Flux<Long> ids() {
    return store.ids();
  }

  /** How many documents there are. */
  public Mono<Long> count() {
    return store.count();
  }

  /** The passages of a document, in order; none for an unknown document. */
  public Flux<Passage> passages(long documentId) {
    return store.passages(documentId);
  }

  private Mono<Document> cut(
      Document document, RepairedText text, List<Integer> pageStarts, boolean embed) {
    List<PassageCutter.Cut> cuts = PassageCutter.cut(document.title(), text, pageStarts);
    return store
        .insertPassages(document.id(), cuts)
        .flatMap(
            passages ->
                Flux.fromStream(indexes.orderedStream())
                    .concatMap(index -> index.replaced(document, passages, embed))
                    .then())
        .thenReturn(document);
  }

  /** The draft with the record under which the patient's documents are kept. */
  private Mono<Draft> inItsChart(Draft draft) {
    UUID patientId = draft.patientId();
    if (patientId == null) {
      return Mono.just(draft);
    }
    PatientFinder finder = patients.getIfAvailable();
    Mono<UUID> chart = finder == null ? Mono.empty() : finder.chart(patientId);
    return chart
        .map(draft::of)
        .switchIfEmpty(Mono.error(() -> Problem.notFound("no patient has this patient_id")));
  }

  private Mono<Document> withItsPatient(Document document) {
    PatientFinder finder = patients.getIfAvailable();
    if (finder == null || document.patientId() != null) {
      return Mono.just(document);
    }
    return finder
        .find(document)
        .filter(found -> found.match().status() != PatientMatch.Status.NONE)
        .flatMap(found -> store.attach(document.id(), found))
        .defaultIfEmpty(document);
  }

  /** A new text may be another person's; whom somebody named stays. */
  private Mono<Document> withItsPatientNow(Document document) {
    PatientFinder finder = patients.getIfAvailable();
    if (finder == null || document.patientMatch().isByHand()) {
      return Mono.just(document);
    }
    return finder
        .findAgain(document)
        .flatMap(found -> store.attach(document.id(), found))
        .defaultIfEmpty(document);
  }

  private static @Nullable String repaired(RepairedText text) {
    return text.differs() ? text.text() : null;
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MICROS);
  }
}
