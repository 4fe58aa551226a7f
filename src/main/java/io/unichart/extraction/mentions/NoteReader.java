package io.unichart.extraction.mentions;

import io.unichart.extraction.Measurement;
import io.unichart.extraction.MedicationMention;
import io.unichart.extraction.Mention;
import io.unichart.extraction.NoteFacts;
import io.unichart.extraction.Section;
import io.unichart.extraction.Span;
import io.unichart.extraction.assertion.Assertions;
import io.unichart.extraction.sections.Sections;
import io.unichart.extraction.text.Sentences;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole note: sections, mentions, and how each is asserted. Pure and thread-safe. */
public final class NoteReader {

  private final Conditions conditions;
  private final Medications medications;
  private final Measurements measurements = new Measurements();

  public NoteReader(Lexicon lexicon) {
    this.conditions = new Conditions(lexicon);
    this.medications = new Medications(lexicon);
  }

  public NoteFacts read(String text) {
    List<Section> sections = Sections.of(text);
    List<Span> sentences = Sentences.of(text);
    Assertions assertions = Assertions.of(text, sections, sentences);
    List<Mention> allergies = Allergies.find(text, sections, assertions);
    List<Measurement> measured = measurements.find(text, sections);
    List<MedicationMention> taken = new ArrayList<>();
    for (MedicationMention medication : medications.find(text, sections, sentences, assertions)) {
      Span name = medication.mention().span();
      boolean other =
          allergies.stream().anyMatch(allergy -> allergy.span().overlaps(name))
              || measured.stream().anyMatch(value -> value.mention().span().overlaps(name));
      if (!other) {
        taken.add(medication);
      }
    }
    return new NoteFacts(
        sections,
        conditions.find(text, sections, sentences, assertions),
        taken,
        measured,
        allergies,
        Plans.find(text, sections, sentences),
        PatientInfo.of(text));
  }
}
