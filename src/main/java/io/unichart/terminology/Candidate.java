package io.unichart.terminology;

/**
 * A code that may fit a phrase.
 *
 * @param score 0 to 1, 1 for a name of the concept itself
 * @param method how it was found
 */
public record Candidate(
    String code, String display, boolean billable, double score, String method) {}
