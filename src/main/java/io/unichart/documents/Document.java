package io.unichart.documents;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document as it was received.
 *
 * @param id the number under which callers know it
 * @param title what it is called, 1 to 255 characters
 * @param content its text, exactly as received; all offsets point into it
 * @param contentRepaired the same text with broken encodings mended, only where it differs
 * @param createdAt when it was taken in
 * @param updatedAt when title or content last changed
 * @param source the file it came from, relative to its folder
 * @param patientId the person whose chart it belongs to
 * @param patientMatch how that person was found
 */
public record Document(
    long id,
    String title,
    String content,
    @Nullable String contentRepaired,
    OffsetDateTime createdAt,
    OffsetDateTime updatedAt,
    @Nullable String source,
    @Nullable UUID patientId,
    PatientMatch patientMatch) {

  /** The text that people read and models work on. */
  public String readable() {
    return contentRepaired == null ? content : contentRepaired;
  }

  /** Never tells title or text: both may name a patient. */
  @Override
  public String toString() {
    return "Document[id=" + id + "]";
  }
}
