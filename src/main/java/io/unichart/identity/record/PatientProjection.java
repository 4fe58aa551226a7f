package io.unichart.identity.record;

import io.unichart.identity.Patient;
import io.unichart.platform.database.Writes;
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
   * Takes new records in, of which nothing is kept yet.
   *
   * @param patients that are about to be stored, all active
   * @param together the statement that stores them, which carries what is kept of them too
   */
  Mono<Void> begin(List<Patient> patients, Writes together);

  /**
   * Follows records that were just changed.
   *
   * @param patients in their new state; an inactive one was merged into another and is found no
   *     more
   */
  Mono<Void> follow(List<Patient> patients);

  /** Follows the removal of a record. */
  Mono<Void> forget(UUID patient);
}
