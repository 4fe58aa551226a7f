package io.unichart.chart;

import io.unichart.documents.Documents;
import io.unichart.identity.MergeFollower;
import io.unichart.identity.MergeRecord;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Moves the documents of a merged record into the survivor's chart, and back when the merge is
 * reversed: those that came with it and that nobody has put elsewhere since.
 */
@Component
class DocumentsFollowMerges implements MergeFollower {

  private final Documents documents;
  private final DatabaseClient database;

  DocumentsFollowMerges(Documents documents, DatabaseClient database) {
    this.documents = documents;
    this.database = database;
  }

  @Override
  public Mono<Void> merged(MergeRecord merge) {
    return documents
        .move(merge.duplicatePatientId(), merge.masterPatientId())
        .collectList()
        .filter(moved -> !moved.isEmpty())
        .flatMap(moved -> remember(merge, moved));
  }

  private Mono<Void> remember(MergeRecord merge, List<Long> moved) {
    return database
        .sql(
            """
            insert into chart_move (merge_id, document_id)
            select :merge, id from unnest(:ids::bigint[]) as id
            """)
        .bind("merge", merge.id())
        .bind("ids", moved.toArray(Long[]::new))
        .then();
  }

  @Override
  public Mono<Void> reversed(MergeRecord merge) {
    return database
        .sql("delete from chart_move where merge_id = :merge returning document_id")
        .bind("merge", merge.id())
        .map(row -> Objects.requireNonNull(row.get("document_id", Long.class)))
        .all()
        .collectList()
        .filter(moved -> !moved.isEmpty())
        .flatMapMany(
            moved -> documents.move(merge.masterPatientId(), merge.duplicatePatientId(), moved))
        .then();
  }
}
