package io.unichart.identity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * A person's record as the index keeps and shows it.
 *
 * @param active false once it was merged into another record
 * @param version counts the changes, from 1
 */
public record Patient(
    UUID id,
    boolean active,
    @JsonUnwrapped PersonDetails details,
    List<PatientLink> links,
    OffsetDateTime createdAt,
    OffsetDateTime updatedAt,
    int version) {

  public Patient {
    links = List.copyOf(links);
  }

  /**
   * A relation to another record.
   *
   * @param type replaced-by, replaces, refer or seealso
   */
  public record PatientLink(UUID otherPatientId, String type) {}

  @Override
  public String toString() {
    return "Patient[id=" + id + ", version=" + version + ", active=" + active + "]";
  }
}
