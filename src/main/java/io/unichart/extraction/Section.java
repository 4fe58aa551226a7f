package io.unichart.extraction;

/**
 * A headed part of a note.
 *
 * @param kind what the heading means
 * @param heading where the heading stands, without its colon
 * @param body what it heads: up to the next heading of the same or a higher level
 * @param level 1 for a part of the note, 2 for a part of a part (a body system under the exam)
 */
public record Section(Kind kind, Span heading, Span body, int level) {

  /** What a part of a note holds. */
  public enum Kind {
    HEADER,
    SUBJECTIVE,
    OBJECTIVE,
    CHIEF_COMPLAINT,
    PRESENT_ILLNESS,
    PAST_HISTORY,
    PAST_MEDICAL_HISTORY,
    PAST_SURGICAL_HISTORY,
    FAMILY_HISTORY,
    SOCIAL_HISTORY,
    GYNECOLOGIC_HISTORY,
    MEDICATIONS,
    ALLERGIES,
    IMMUNIZATIONS,
    REVIEW_OF_SYSTEMS,
    VITALS,
    EXAM,
    RESULTS,
    PROCEDURES,
    HOSPITAL_COURSE,
    DIAGNOSES,
    ASSESSMENT,
    PLAN,
    ASSESSMENT_AND_PLAN,
    INSTRUCTIONS,
    PRESCRIPTION,
    DISPOSITION,
    SIGNATURE,
    BODY_SYSTEM,
    OTHER;

    /** What is listed here belongs to the past unless the note says otherwise. */
    public boolean isPast() {
      return this == PAST_HISTORY || this == PAST_MEDICAL_HISTORY || this == PAST_SURGICAL_HISTORY;
    }

    /** Where a clinician states what is wrong now and what to do. */
    public boolean isAssessment() {
      return this == ASSESSMENT || this == ASSESSMENT_AND_PLAN || this == DIAGNOSES;
    }

    public boolean isPlan() {
      return this == PLAN || this == ASSESSMENT_AND_PLAN || this == INSTRUCTIONS;
    }
  }
}
