package io.unichart.identity.match;

import io.unichart.identity.Patient;
import io.unichart.identity.record.PatientStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes into the match index what is not in it as it should be: records that were stored before
 * there was an index, or by other means than the service, and rows that older rules made.
 */
@Component
class MatchIndexing {

  private static final Logger log = LoggerFactory.getLogger(MatchIndexing.class);
  private static final int BATCH = 500;

  private final MatchIndex index;
  private final PatientStore patients;
  private final DatabaseClient database;
  private final TransactionalOperator transaction;

  MatchIndexing(
      MatchIndex index,
      PatientStore patients,
      DatabaseClient database,
      TransactionalOperator transaction) {
    this.index = index;
    this.patients = patients;
    this.database = database;
    this.transaction = transaction;
  }

  /** How many records were taken in. */
  Mono<Long> run() {
    return missing()
        .flatMap(ids -> inBatches(ids, true))
        .flatMap(added -> outdated().flatMap(ids -> inBatches(ids, false)).map(n -> added + n))
        .doOnNext(MatchIndexing::tell);
  }

  private static void tell(long taken) {
    if (taken > 0) {
      log.info("The match index has taken in {} patients", taken);
    }
  }

  private Mono<List<UUID>> missing() {
    return ids(
        """
        select p.id from patient p
        where p.active and p.deleted_at is null
          and not exists (select from patient_view v where v.patient_id = p.id)
        """);
  }

  private Mono<List<UUID>> outdated() {
    return ids(
        "select patient_id as id from patient_view where rules < %d".formatted(PersonView.RULES));
  }

  private Mono<List<UUID>> ids(String sql) {
    return database
        .sql(sql)
        .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
        .all()
        .collectList();
  }

  private Mono<Long> inBatches(List<UUID> ids, boolean fresh) {
    List<List<UUID>> batches = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += BATCH) {
      batches.add(ids.subList(from, Math.min(ids.size(), from + BATCH)));
    }
    return Flux.fromIterable(batches)
        .concatMap(batch -> batch(batch, fresh))
        .then(Mono.just((long) ids.size()));
  }

  /** The records are locked, so that no change slips between their reading and their rows. */
  private Mono<Void> batch(List<UUID> ids, boolean fresh) {
    return database
        .sql("select id from patient where id = any (:ids) order by id for share")
        .bind("ids", ids.toArray(UUID[]::new))
        .then()
        .thenMany(patients.findAll(ids))
        .filter(Patient::active)
        .collectList()
        .flatMap(found -> fresh ? index.add(found) : index.follow(found))
        .as(transaction::transactional);
  }
}
