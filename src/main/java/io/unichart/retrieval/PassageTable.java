package io.unichart.retrieval;

import static io.unichart.platform.database.Nulls.required;

import io.unichart.documents.Passage;
import io.unichart.documents.PatientFinder;
import io.unichart.platform.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads passages as they stand now, and what a search may see of them. */
@Component
class PassageTable {

  private final DatabaseClient database;
  private final ObjectProvider<PatientFinder> patients;

  PassageTable(DatabaseClient database, ObjectProvider<PatientFinder> patients) {
    this.database = database;
    this.patients = patients;
  }

  /**
   * The documents that a search may see.
   *
   * @param documents their numbers; null for all
   */
  record Scope(@Nullable List<Long> documents) {
    boolean isEmpty() {
      return documents != null && documents.isEmpty();
    }
  }

  /** A passage with the title of its document. */
  record Found(Passage passage, String documentTitle) {}

  /** A document and one of its passages. */
  record DocumentPassage(long documentId, long passageId) {}

  /** Decides the scope before anything is ranked. A patient nobody knows is a problem. */
  Mono<Scope> scope(Search search) {
    UUID patient = search.patientId();
    if (patient == null) {
      return Mono.just(new Scope(search.documentIds()));
    }
    PatientFinder finder = patients.getIfAvailable();
    Mono<UUID> chart = finder == null ? Mono.empty() : finder.chart(patient);
    return chart
        .switchIfEmpty(Mono.error(() -> Problem.notFound("no patient has this patient_id")))
        .flatMap(record -> documentsOf(record, search.documentIds()));
  }

  private Mono<Scope> documentsOf(UUID patient, @Nullable List<Long> among) {
    Set<Long> allowed = among == null ? null : new HashSet<>(among);
    return database
        .sql("select id from document where patient_id = :patient order by id")
        .bind("patient", patient)
        .map(row -> required(row, "id", Long.class))
        .all()
        .filter(id -> allowed == null || allowed.contains(id))
        .collectList()
        .map(Scope::new);
  }

  /** The passages that are still there, by their numbers. */
  Mono<Map<Long, Found>> read(List<Long> ids) {
    return database
        .sql(
            """
            select p.id, p.document_id, p.index, p.text, p.context, p.start_offset, p.end_offset,
              p.page, p.header, d.title
            from passage p join document d on d.id = p.document_id
            where p.id = any(:ids::bigint[])
            """)
        .bind("ids", ids.toArray(Long[]::new))
        .map(
            row ->
                new Found(
                    new Passage(
                        required(row, "id", Long.class),
                        required(row, "document_id", Long.class),
                        required(row, "index", Integer.class),
                        required(row, "text", String.class),
                        required(row, "context", String.class),
                        required(row, "start_offset", Integer.class),
                        required(row, "end_offset", Integer.class),
                        row.get("page", Integer.class),
                        required(row, "header", Boolean.class)),
                    required(row, "title", String.class)))
        .all()
        .collectMap(found -> found.passage().id());
  }

  /** Of passages in an order, the first of each document, in the same order. */
  Mono<List<Long>> firstOfEachDocument(List<Long> ids) {
    return database
        .sql("select id, document_id from passage where id = any(:ids::bigint[])")
        .bind("ids", ids.toArray(Long[]::new))
        .map(
            row ->
                new DocumentPassage(
                    required(row, "document_id", Long.class), required(row, "id", Long.class)))
        .all()
        .collectMap(DocumentPassage::passageId, DocumentPassage::documentId)
        .map(
            documents -> {
              Set<Long> seen = new HashSet<>();
              List<Long> first = new ArrayList<>();
              for (long id : ids) {
                Long document = documents.get(id);
                if (document != null && seen.add(document)) {
                  first.add(id);
                }
              }
              return first;
            });
  }
}
