package io.unichart.identity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.unichart.identity.PersonDetails.ContactPoint;
import io.unichart.identity.PersonDetails.Identifier;
import io.unichart.identity.PersonDetails.PostalAddress;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A hospital, a practice, a department: whoever keeps records or belongs to one that does. */
public record Organization(
    UUID id, @JsonUnwrapped Details details, OffsetDateTime createdAt, OffsetDateTime updatedAt) {

  /**
   * What a caller says about an organisation.
   *
   * @param partOf the organisation that this one belongs to
   */
  public record Details(
      @Nullable String name,
      @Nullable List<String> type,
      @Nullable List<String> alias,
      @Nullable List<Identifier> identifiers,
      @Nullable List<ContactPoint> telecom,
      @Nullable List<PostalAddress> addresses,
      @Nullable UUID partOf,
      @Nullable Boolean active) {}
}
