package io.unichart.identity;

import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Something that is derived from patients' records and must never lag behind them: the words that a
 * search finds them by, the keys that a match finds them by. {@link PatientStore} calls it inside
 * the transaction of the change.
 */
public interface PatientProjection {

  /**
   * Follows records that were just written.
   *
   * @param patients in their new state; an inactive one was merged into another and is found no
   *     more
   * @param fresh whether the records are new, so that nothing is kept of them yet
   */
  Mono<Void> follow(List<Patient> patients, boolean fresh);

  /** Follows the removal of a record. */
  Mono<Void> forget(UUID patient);
}
