package io.unichart.extraction;

import org.jspecify.annotations.Nullable;

/**
 * A vital sign or laboratory value.
 *
 * @param loinc its code
 * @param name the code's everyday name
 * @param value the number; of a blood pressure the systolic one
 * @param second the diastolic pressure, absent otherwise
 * @param unit in UCUM
 * @param vital true for a vital sign, false for a laboratory value
 */
public record Measurement(
    Mention mention,
    String loinc,
    String name,
    double value,
    @Nullable Double second,
    String unit,
    boolean vital) {}
