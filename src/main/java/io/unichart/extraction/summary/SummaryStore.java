package io.unichart.extraction.summary;

import static io.unichart.platform.database.Nulls.bind;

import io.unichart.documents.Document;
import io.unichart.documents.Passage;
import io.unichart.documents.PassageIndex;
import io.unichart.language.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps summaries, and sees to it that one is computed once: whoever claims a key first computes.
 * The claim is a row, so that it binds all processes, and no connection is held while a model
 * thinks. A document that changes loses its summaries in the same transaction.
 */
@Component
class SummaryStore implements PassageIndex {

  /** A summary as it was kept. */
  record Kept(String summary, String modelUsed, TokenUsage usage) {

    /** Never tells the text: it is about a patient. */
    @Override
    public String toString() {
      return "Kept[modelUsed=" + modelUsed + "]";
    }
  }

  private final DatabaseClient database;

  SummaryStore(DatabaseClient database) {
    this.database = database;
  }

  /** The summary of this key; empty when there is none yet. */
  Mono<Kept> find(byte[] key) {
    return database
        .sql(
            """
            select summary, model_used, prompt_tokens, completion_tokens, total_tokens
            from summary
            where key = :key and summary is not null
            """)
        .bind("key", key)
        .map(
            row ->
                new Kept(
                    Objects.requireNonNull(row.get("summary", String.class)),
                    Objects.requireNonNull(row.get("model_used", String.class)),
                    new TokenUsage(
                        Objects.requireNonNull(row.get("prompt_tokens", Integer.class)),
                        Objects.requireNonNull(row.get("completion_tokens", Integer.class)),
                        Objects.requireNonNull(row.get("total_tokens", Integer.class)))))
        .one();
  }

  /** Claims a key for a while; false when another has it, or its summary is there. */
  Mono<Boolean> claim(byte[] key, @Nullable Long documentId, UUID claimant, Duration term) {
    var statement =
        database
            .sql(
                """
                insert into summary (key, document_id, claimant, claimed_until)
                values (:key, :document, :claimant, now() + :millis * interval '1 millisecond')
                on conflict (key) do update
                  set claimant = excluded.claimant, claimed_until = excluded.claimed_until
                  where summary.summary is null and summary.claimed_until < now()
                """)
            .bind("key", key)
            .bind("claimant", claimant)
            .bind("millis", term.toMillis());
    return bind(statement, "document", documentId, Long.class)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /** Whether somebody is computing this key now. */
  Mono<Boolean> isClaimed(byte[] key) {
    return database
        .sql("select 1 from summary where key = :key and claimed_until >= now()")
        .bind("key", key)
        .fetch()
        .first()
        .hasElement();
  }

  /** Keeps what was computed, unless the claim is gone: then the text has changed meanwhile. */
  Mono<Void> keep(byte[] key, UUID claimant, Kept kept) {
    return database
        .sql(
            """
            update summary
            set summary = :summary, model_used = :model, prompt_tokens = :prompt,
                completion_tokens = :completion, total_tokens = :total, created_at = now()
            where key = :key and claimant = :claimant
            """)
        .bind("key", key)
        .bind("claimant", claimant)
        .bind("summary", kept.summary())
        .bind("model", kept.modelUsed())
        .bind("prompt", kept.usage().promptTokens())
        .bind("completion", kept.usage().completionTokens())
        .bind("total", kept.usage().totalTokens())
        .then()
        .then(forgetOldTexts());
  }

  private Mono<Void> forgetOldTexts() {
    return database
        .sql(
            """
            delete from summary
            where document_id is null and created_at < now() - interval '7 days'
            """)
        .then();
  }

  /** Gives a claim back, for another to try. */
  Mono<Void> release(byte[] key, UUID claimant) {
    return database
        .sql("delete from summary where key = :key and claimant = :claimant and summary is null")
        .bind("key", key)
        .bind("claimant", claimant)
        .then();
  }

  @Override
  public Mono<Void> replaced(Document document, List<Passage> passages, boolean embed) {
    return database
        .sql("delete from summary where document_id = :document")
        .bind("document", document.id())
        .then();
  }
}
