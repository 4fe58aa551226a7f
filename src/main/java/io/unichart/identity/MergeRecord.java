package io.unichart.identity;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That two records were made one, by whom and why.
 *
 * @param status completed or reversed
 * @param matchScore how likely the two were one person when they were merged, 0 to 1, if it is
 *     known
 */
public record MergeRecord(
    UUID id,
    UUID masterPatientId,
    UUID duplicatePatientId,
    String status,
    String mergedBy,
    @Nullable String mergeReason,
    @Nullable Double matchScore,
    OffsetDateTime mergedAt,
    @Nullable String reversedBy,
    @Nullable String reverseReason,
    @Nullable OffsetDateTime reversedAt) {}
