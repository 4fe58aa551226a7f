package io.unichart.extraction;

import org.jspecify.annotations.Nullable;

/**
 * A vital sign or laboratory value.
 *
 * @param loinc its code
 * @param name the code's everyday name
 * @param value the number; of a blood pressure the systolic one; null when the result is words
 * @param second the diastolic pressure, absent otherwise
 * @param words a result that is no number: positive, negative, trace, 2+
 * @param unit in UCUM; empty when the result is words
 * @param vital true for a vital sign, false for a laboratory value
 */
public record Measurement(
    Mention mention,
    String loinc,
    String name,
    @Nullable Double value,
    @Nullable Double second,
    @Nullable String words,
    String unit,
    boolean vital) {}
