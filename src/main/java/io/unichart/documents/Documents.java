package io.unichart.documents;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The library: every document that was taken in, and its passages. */
public interface Documents {

  /** Takes in a document: it, its passages and what is indexed of them become visible together. */
  Mono<Document> add(Draft draft);

  /** Gives a document a new title, a new text, or both; empty when there is none of this number. */
  Mono<Document> change(long id, @Nullable String title, @Nullable String content);

  /** Removes a document and all that was made from it. Tells whether there was one. */
  Mono<Boolean> remove(long id);

  /** A document by its number; empty when there is none. */
  Mono<Document> find(long id);

  /** Documents in the order of their numbers. */
  Flux<Document> list(long skip, int limit);

  /** The numbers of all documents, in order. */
  Flux<Long> ids();

  /** How many documents there are. */
  Mono<Long> count();

  /** The passages of a document, in order; none for an unknown document. */
  Flux<Passage> passages(long documentId);
}
