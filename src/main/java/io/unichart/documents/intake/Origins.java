package io.unichart.documents.intake;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Remembers what came in under which key, so that nothing comes in twice. */
@Component
class Origins {

  /** Whose keys they are. */
  enum Kind {
    FILE,
    EXTERNAL
  }

  /**
   * What is known of a key.
   *
   * @param hash of what came in last; null before the first time
   * @param documentId what became of it; null when it was removed, or never came in
   */
  record Origin(byte @Nullable [] hash, @Nullable Long documentId) {

    boolean isOf(byte[] other) {
      return hash != null && Arrays.equals(hash, other);
    }
  }

  private final DatabaseClient database;

  Origins(DatabaseClient database) {
    this.database = database;
  }

  Mono<Origin> find(Kind kind, String key) {
    return read(
        "select content_hash, document_id from document_origin where kind = :kind and key = :key",
        kind,
        key);
  }

  /** Takes the key for this transaction; who else wants it waits. */
  Mono<Origin> claim(Kind kind, String key) {
    Mono<Long> ensure =
        database
            .sql(
                """
                insert into document_origin (kind, key)
                values (:kind, :key)
                on conflict do nothing
                """)
            .bind("kind", kind.name())
            .bind("key", key)
            .fetch()
            .rowsUpdated();
    return ensure.then(
        read(
            """
            select content_hash, document_id
            from document_origin
            where kind = :kind and key = :key
            for update
            """,
            kind,
            key));
  }

  Mono<Void> remember(Kind kind, String key, byte[] hash, long documentId) {
    return database
        .sql(
            """
            update document_origin
            set content_hash = :hash, document_id = :document
            where kind = :kind and key = :key
            """)
        .bind("kind", kind.name())
        .bind("key", key)
        .bind("hash", hash)
        .bind("document", documentId)
        .then();
  }

  private Mono<Origin> read(String sql, Kind kind, String key) {
    return database
        .sql(sql)
        .bind("kind", kind.name())
        .bind("key", key)
        .map(
            row ->
                new Origin(
                    row.get("content_hash", byte[].class), row.get("document_id", Long.class)))
        .one();
  }
}
