package io.unichart.documents;

import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What documents need to know of the patient index. Implemented by the room that joins both. */
public interface PatientFinder {

  /**
   * The record under which this person's documents are kept: the patient's own, or the one it was
   * merged into; empty for a patient nobody knows.
   */
  Mono<UUID> chart(UUID patientId);

  /** The same for somebody who is about to read in the chart, which is noted. */
  Mono<UUID> open(UUID patientId);

  /** Notes that a document of somebody's chart is read; does nothing when it is in no chart. */
  Mono<Void> read(Document document);

  /**
   * Whose note is this? Asked inside the transaction that writes the document.
   *
   * @return the person and how sure it is, or {@link Found#nobody()}
   */
  Mono<Found> find(Document document);

  /**
   * Whose note is this, now that its text is another? Asked inside the transaction that writes the
   * text. What waited for a decision about the former text waits no longer.
   *
   * @param document with the new text, still in the chart that it was in
   */
  Mono<Found> findAgain(Document document);

  /** Passages of these documents are about to be shown; a look into each chart is noted. */
  Mono<Void> shown(Collection<Long> documentIds);

  /** A document goes, inside the transaction that removes it. */
  Mono<Void> removed(long documentId);

  /**
   * The answer to "whose note is this?".
   *
   * @param patientId the person, when it is certain
   * @param match how certain, and what is to happen
   */
  record Found(@Nullable UUID patientId, PatientMatch match) {

    /** No search was made, or it found no person. */
    public static Found nobody() {
      return new Found(null, PatientMatch.NONE);
    }
  }
}
