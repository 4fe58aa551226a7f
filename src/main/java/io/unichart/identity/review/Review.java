package io.unichart.identity.review;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import io.unichart.identity.Patient;
import io.unichart.identity.PatientMatch;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a steward decides: whether two records are one person, or to whom a note belongs.
 *
 * @param patientIdA the record that would survive; of a note, its likely patient
 */
record Review(
    UUID id,
    @Schema(
            allowableValues = {"patients", "note"},
            example = "patients")
        String kind,
    UUID patientIdA,
    @Nullable UUID patientIdB,
    @Schema(description = "The note, when one is to be attached", minimum = "1", example = "12")
        @Nullable Long documentId,
    @Nullable Patient patientA,
    @Nullable Patient patientB,
    @Schema(minimum = "0", maximum = "1", example = "0.93") double matchScore,
    @Schema(
            allowableValues = {"certain", "probable", "possible", "unlikely"},
            example = "probable")
        String matchQuality,
    @Schema(description = "Why: the lines add up to the match's weight")
        List<PatientMatch.Part> scoreBreakdown,
    @Schema(description = "What found it", maxLength = 60, example = "deduplication")
        String detectionMethod,
    @Schema(
            allowableValues = {"pending", "confirmed", "rejected", "auto_merged"},
            example = "pending")
        String status,
    @Schema(maxLength = 200, example = "anonymous") @Nullable String reviewedBy,
    @Nullable OffsetDateTime reviewedAt,
    @Schema(maxLength = 2000, example = "same passport") @Nullable String reason,
    OffsetDateTime createdAt) {

  static final String PENDING = "pending";

  Review {
    scoreBreakdown = List.copyOf(scoreBreakdown);
  }

  @JsonIgnore
  boolean isPending() {
    return status.equals(PENDING);
  }

  /** The same with both records as they are now. */
  Review with(@Nullable Patient a, @Nullable Patient b) {
    return new Review(
        id,
        kind,
        patientIdA,
        patientIdB,
        documentId,
        a,
        b,
        matchScore,
        matchQuality,
        scoreBreakdown,
        detectionMethod,
        status,
        reviewedBy,
        reviewedAt,
        reason,
        createdAt);
  }

  @Override
  public String toString() {
    return "Review[id=" + id + ", kind=" + kind + ", status=" + status + "]";
  }
}
