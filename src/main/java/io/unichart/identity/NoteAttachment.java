package io.unichart.identity;

import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Attaches a note to the patient whom a steward confirmed; implemented where documents are known.
 */
public interface NoteAttachment {

  /** Attaches the document, inside the transaction of the decision; 404 if it is gone. */
  Mono<Void> attach(long documentId, UUID patientId);

  /** Follows the decision that a note is not this patient's, inside its transaction. */
  Mono<Void> reject(long documentId, UUID patientId);
}
