package io.unichart.identity.organization;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
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
      @Schema(
              description = "Required",
              minLength = 1,
              maxLength = 500,
              example = "Oakton General Hospital")
          @Nullable String name,
      @Schema(description = "What kind of organization it is", example = "[\"hospital\"]")
          @Nullable List<String> type,
      @Schema(description = "Other names", example = "[\"OGH\"]") @Nullable List<String> alias,
      @Schema(description = "Its numbers; an NPI needs its check digit")
          @Nullable List<Identifier> identifiers,
      @Schema(description = "How to reach it") @Nullable List<ContactPoint> telecom,
      @Schema(description = "Where it is") @Nullable List<PostalAddress> addresses,
      @Schema(description = "The organization that this one belongs to; never in a circle")
          @Nullable UUID partOf,
      @Nullable Boolean active) {}
}
