package io.unichart.retrieval;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds passages by their meaning: those whose vectors are nearest to the question's. */
interface DenseLeg {

  /**
   * A passage and how near it is.
   *
   * @param rankedBy what the leg ranks by: nearness to the centred question
   * @param cosine the cosine of question and passage
   */
  record Near(long passageId, double rankedBy, double cosine) {}

  /** The nearest passages, best first; of some documents only, unless these are null. */
  Mono<List<Near>> nearest(Question question, int k, @Nullable List<Long> documents);

  /** How near given passages are, in no order; nothing for one that has no vector. */
  Mono<List<Near>> nearness(Question question, List<Long> passages);
}
