package io.unichart.retrieval;

import io.r2dbc.spi.Readable;
import io.unichart.documents.Document;
import io.unichart.documents.Passage;
import io.unichart.retrieval.PassageTable.DocumentPassage;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds passages by their words: exact BM25, computed by the database (V020, V021). A passage is
 * indexed with its context, so that its document's title and patient find it, too.
 */
@Component
class LexicalLeg {

  /** The share of the most that the question's words could bring. */
  private static final double STRONG = 0.5;

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private final DatabaseClient database;

  LexicalLeg(DatabaseClient database) {
    this.database = database;
  }

  /** A passage or a document, and its BM25 score. */
  record Match(long id, double score) {}

  /**
   * How well a passage's words fit a question.
   *
   * @param score its BM25 score
   * @param share that score as a share of the most that any passage could have, 0 to 1
   * @param coverage which share of the question's words it holds at all, by their weight, 0 to 1
   */
  record Fit(long passageId, double score, double share, double coverage) {}

  /** Indexes the words of a document and its passages, in the transaction of the caller. */
  Mono<Void> index(Document document, List<Passage> passages) {
    Mono<Long> ofDocument =
        database
            .sql("delete from document_words where document_id = :document")
            .bind("document", document.id())
            .fetch()
            .rowsUpdated()
            .then(
                database
                    .sql(
                        """
                        insert into document_words (document_id, words, length)
                        select :document, words, word_count(words)
                        from word_vector(:text) as words
                        """)
                    .bind("document", document.id())
                    .bind("text", folded(document.title() + "\n" + document.readable()))
                    .fetch()
                    .rowsUpdated());
    if (passages.isEmpty()) {
      return ofDocument.then();
    }
    Mono<Long> ofPassages =
        database
            .sql(
                """
                insert into passage_words (passage_id, document_id, words, length)
                select id, :document, words, word_count(words)
                from unnest(:ids::bigint[], :texts::text[]) as passage (id, text),
                  word_vector(passage.text) as words
                """)
            .bind("document", document.id())
            .bind("ids", passages.stream().map(Passage::id).toArray(Long[]::new))
            .bind("texts", passages.stream().map(LexicalLeg::words).toArray(String[]::new))
            .fetch()
            .rowsUpdated();
    return ofDocument.then(ofPassages).then();
  }

  /** The best passages, best first. */
  Flux<Match> passages(String question, int k, @Nullable List<Long> documents) {
    return ranked("passage", question, k, documents, 0);
  }

  /**
   * The best passages, best first, without those that hold too little of the question to be worth
   * more than what meaning finds: the last of them are what costs the most to find.
   */
  Flux<Match> strongPassages(String question, int k, @Nullable List<Long> documents) {
    return ranked("passage", question, k, documents, STRONG);
  }

  /** The best documents, each judged as a whole, best first. */
  Flux<Match> documents(String question, int k, @Nullable List<Long> documents) {
    return ranked("document", question, k, documents, 0);
  }

  /** How well the words of given passages fit; none for a passage that is gone. */
  Flux<Fit> fit(String question, List<Long> passages) {
    return database
        .sql(
            "select id, score, share, coverage from weigh_by_words(:question, :passages::bigint[])")
        .bind("question", folded(question))
        .bind("passages", passages.toArray(Long[]::new))
        .map(
            row ->
                new Fit(
                    number(row, "id").longValue(),
                    number(row, "score").doubleValue(),
                    number(row, "share").doubleValue(),
                    Math.min(1, number(row, "coverage").doubleValue())))
        .all();
  }

  /** Of each document the passage that fits best. */
  Flux<DocumentPassage> bestPassages(String question, List<Long> documents) {
    return database
        .sql(
            """
            select distinct on (w.document_id) w.document_id, w.passage_id
            from passage_words w
              join weigh_by_words(:question,
                array(select passage_id from passage_words where document_id = any(:documents::bigint[]))) as fit
                on fit.id = w.passage_id
            order by w.document_id, fit.score desc, w.passage_id
            """)
        .bind("question", folded(question))
        .bind("documents", documents.toArray(Long[]::new))
        .map(
            row ->
                new DocumentPassage(
                    number(row, "document_id").longValue(), number(row, "passage_id").longValue()))
        .all();
  }

  private Flux<Match> ranked(
      String unit, String question, int k, @Nullable List<Long> documents, double atLeast) {
    var sql =
        database
            .sql(
                "select id, score from rank_by_words(:unit, :question, :k, :documents::bigint[], :least)")
            .bind("unit", unit)
            .bind("question", folded(question))
            .bind("k", k)
            .bind("least", atLeast);
    return (documents == null
            ? sql.bindNull("documents", Long[].class)
            : sql.bind("documents", documents.toArray(Long[]::new)))
        .map(LexicalLeg::match)
        .all();
  }

  /** What is indexed of a passage. */
  private static String words(Passage passage) {
    return folded(passage.context() + "\n" + passage.text());
  }

  /** Small letters without accents: so the outcome does not hang on the server's locale. */
  static String folded(String text) {
    return MARKS
        .matcher(Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD))
        .replaceAll("");
  }

  private static Match match(Readable row) {
    return new Match(number(row, "id").longValue(), number(row, "score").doubleValue());
  }

  private static Number number(Readable row, String column) {
    Number value = (Number) row.get(column);
    if (value == null) {
      throw new IllegalStateException("column " + column + " is null");
    }
    return value;
  }
}
