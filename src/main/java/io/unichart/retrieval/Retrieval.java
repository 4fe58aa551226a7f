package io.unichart.retrieval;

import reactor.core.publisher.Mono;

/** Finds passages. */
public interface Retrieval {

  /** The passages that fit best, best first; none when nothing in the scope fits at all. */
  Mono<Hits> search(Search search);
}
