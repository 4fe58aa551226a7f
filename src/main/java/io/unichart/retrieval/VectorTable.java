package io.unichart.retrieval;

import io.r2dbc.spi.Readable;
import io.unichart.retrieval.DenseLeg.Near;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares a question with given passages, exactly, in the database. The question's vector stands
 * in a subquery of its own, or the server would read its text again for every passage.
 */
final class VectorTable {

  private final DatabaseClient database;

  VectorTable(DatabaseClient database) {
    this.database = database;
  }

  Mono<List<Near>> nearness(Question question, List<Long> passages) {
    return passages.isEmpty() ? Mono.just(List.of()) : rows(question, passages).collectList();
  }

  private Flux<Near> rows(Question question, List<Long> passages) {
    double length = question.centredLength();
    return database
        .sql(
            """
            select passage_id,
              1 - (embedding <=> (select (:centred::text)::real[]::vector)) as centred,
              1 - (embedding <=> (select (:asked::text)::real[]::vector)) as cosine
            from passage_embedding
            where model_id = :model and passage_id = any(:passages::bigint[])
            """)
        .bind("centred", Question.literal(question.centred()))
        .bind("asked", Question.literal(question.asked()))
        .bind("model", question.model().id())
        .bind("passages", passages.toArray(Long[]::new))
        .map(row -> near(row, length))
        .all();
  }

  static Near near(Readable row, double centredLength) {
    return new Near(
        value(row, "passage_id").longValue(),
        value(row, "centred").doubleValue() * centredLength,
        value(row, "cosine").doubleValue());
  }

  private static Number value(Readable row, String column) {
    Number value = (Number) row.get(column);
    return value == null ? 0 : value;
  }
}
