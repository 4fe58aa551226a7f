package io.unichart.terminology;

/**
 * A code and its meaning.
 *
 * @param code as its publisher writes it; ICD-10-CM with its dot
 * @param display official name
 * @param billable false for a header that only groups codes
 * @param kind what the system says of it: RxNorm's term type, LOINC's unit, else empty
 */
public record Concept(String code, String display, boolean billable, String kind) {}
