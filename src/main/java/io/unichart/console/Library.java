package io.unichart.console;

import io.unichart.documents.Catalogue;
import io.unichart.documents.Document;
import io.unichart.documents.Documents;
import io.unichart.documents.Passage;
import io.unichart.documents.RepairedText;
import io.unichart.retrieval.EmbeddingStates;
import io.unichart.retrieval.EmbeddingStates.State;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The documents as a person looks through them: a list with states, and one text to read. */
@Component
class Library {

  /** A document's line in the list. */
  record Row(
      long id,
      String title,
      @Nullable String source,
      OffsetDateTime updatedAt,
      int pages,
      int passages,
      String state) {}

  /** Some lines of the list, and whether older ones follow. */
  record Shelf(List<Row> rows, boolean more) {}

  /** One document, laid out. */
  record Reading(Document document, int passages, int pages, List<ReaderText.Block> blocks) {

    /** Its title as people read it. */
    public String title() {
      return RepairedText.of(document.title()).text();
    }

    /** Whether the text shown differs from the text as received. */
    public boolean repaired() {
      return document.contentRepaired() != null;
    }
  }

  private final Catalogue catalogue;
  private final Documents documents;
  private final EmbeddingStates states;

  Library(Catalogue catalogue, Documents documents, EmbeddingStates states) {
    this.catalogue = catalogue;
    this.documents = documents;
    this.states = states;
  }

  Mono<Shelf> shelf(long skip, int limit) {
    return catalogue
        .newest(skip, limit + 1)
        .collectList()
        .flatMap(
            entries ->
                states
                    .of(entries.stream().map(Catalogue.Entry::id).toList())
                    .map(known -> shelf(entries, known, limit)));
  }

  private static Shelf shelf(List<Catalogue.Entry> entries, Map<Long, State> known, int limit) {
    List<Row> rows =
        entries.stream()
            .limit(limit)
            .map(entry -> row(entry, known.getOrDefault(entry.id(), State.WAITING)))
            .toList();
    return new Shelf(rows, entries.size() > limit);
  }

  private static Row row(Catalogue.Entry entry, State state) {
    return new Row(
        entry.id(),
        RepairedText.of(entry.title()).text(),
        entry.source(),
        entry.updatedAt(),
        entry.pages(),
        entry.passages(),
        state.name().toLowerCase(Locale.ROOT));
  }

  /** A document with what a link points at marked; empty for an unknown number. */
  Mono<Reading> read(long id, Highlight highlight) {
    return documents
        .read(id)
        .flatMap(
            document ->
                Mono.zip(documents.passages(id).collectList(), catalogue.pageStarts(id))
                    .map(found -> reading(document, found.getT1(), found.getT2(), highlight)));
  }

  private static Reading reading(
      Document document, List<Passage> passages, List<Integer> pageStarts, Highlight highlight) {
    RepairedText text = RepairedText.of(document.content());
    List<ReaderText.Block> blocks =
        ReaderText.of(
            text.text(),
            highlight.words(text, passages),
            highlight.surroundings(text, passages),
            pageStarts.stream().map(text::toRepaired).toList());
    return new Reading(document, passages.size(), pageStarts.size(), blocks);
  }
}
