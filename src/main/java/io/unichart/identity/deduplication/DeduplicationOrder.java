package io.unichart.identity.deduplication;

import java.util.UUID;

/**
 * What a deduplication job was asked to do, as its row keeps it.
 *
 * @param threshold least score of a pair that is put up for review
 * @param maxCandidates most pairs of one record that are put up for review
 * @param autoMerge whether certain pairs are merged
 * @param autoMergeThreshold least score of a pair that is merged
 * @param user who asked
 */
public record DeduplicationOrder(
    UUID job,
    double threshold,
    int maxCandidates,
    boolean autoMerge,
    double autoMergeThreshold,
    String user) {}
