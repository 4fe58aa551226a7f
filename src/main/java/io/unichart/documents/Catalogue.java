package io.unichart.documents;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What stands in the library, told without the texts: for lists that people look through. */
@Component
public class Catalogue {

  /**
   * A document's line in the catalogue.
   *
   * @param id its number
   * @param title what it is called
   * @param source the file it came from
   * @param updatedAt when title or content last changed
   * @param pages how many pages its source has; 0 where it has none
   * @param passages how many passages it was cut into
   */
  public record Entry(
      long id,
      String title,
      @Nullable String source,
      OffsetDateTime updatedAt,
      int pages,
      int passages) {

    /** Never tells the title: it may name a patient. */
    @Override
    public String toString() {
      return "Entry[id=" + id + "]";
    }
  }

  private final DatabaseClient database;

  Catalogue(DatabaseClient database) {
    this.database = database;
  }

  /** The newest documents first. */
  public Flux<Entry> newest(long skip, int limit) {
    return database
        .sql(
            """
            select id, title, source, updated_at, cardinality(page_starts) as pages,
                   (select count(*)::int from passage where document_id = document.id) as passages
            from document
            order by id desc
            offset :skip
            limit :limit
            """)
        .bind("skip", skip)
        .bind("limit", limit)
        .mapProperties(Entry.class)
        .all();
  }

  /** Where each page of a document begins in its content; empty where its source has no pages. */
  public Mono<List<Integer>> pageStarts(long documentId) {
    return database
        .sql("select page_starts from document where id = :id")
        .bind("id", documentId)
        .mapValue(Integer[].class)
        .one()
        .map(List::of)
        .defaultIfEmpty(List.of());
  }
}
