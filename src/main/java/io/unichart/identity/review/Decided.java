package io.unichart.identity.review;

import io.unichart.identity.PatientMatch;
import java.util.List;

/**
 * One decided pair.
 *
 * @param parts its levels, as they were shown
 */
public record Decided(boolean onePerson, List<PatientMatch.Part> parts) {}
