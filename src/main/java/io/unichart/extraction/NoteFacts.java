package io.unichart.extraction;

import io.unichart.extraction.mentions.PatientInfo;
import java.util.List;

/** What reading one note by rules and dictionaries came to, each list in the note's order. */
public record NoteFacts(
    List<Section> sections,
    List<Mention> conditions,
    List<MedicationMention> medications,
    List<Measurement> measurements,
    List<Mention> allergies,
    List<Mention> plan,
    PatientInfo patient) {

  public NoteFacts {
    sections = List.copyOf(sections);
    conditions = List.copyOf(conditions);
    medications = List.copyOf(medications);
    measurements = List.copyOf(measurements);
    allergies = List.copyOf(allergies);
    plan = List.copyOf(plan);
  }
}
