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
import java.util.Comparator;
import java.util.List;

/** Reads a whole note: sections, mentions, and how each is asserted. Pure and thread-safe. */
public final class NoteReader {

  private final Conditions conditions;
  private final Medications medications;
  private final Allergies allergies;
  private final Measurements measurements = new Measurements();
  private final Presences presences = new Presences();

  public NoteReader(Lexicon lexicon) {
    this.conditions = new Conditions(lexicon);
    this.medications = new Medications(lexicon);
    this.allergies = new Allergies(lexicon);
  }

  public NoteFacts read(String text) {
    List<Section> sections = Sections.of(text);
    List<Span> sentences = Sentences.of(text);
    Assertions assertions = Assertions.of(text, sections, sentences);
    List<Mention> substances = allergies.find(text, sections, assertions);
    List<Measurement> measured = measured(text, sections, sentences);
    List<MedicationMention> taken = new ArrayList<>();
    for (MedicationMention medication : medications.find(text, sections, sentences, assertions)) {
      Span name = medication.mention().span();
      boolean other =
          substances.stream().anyMatch(allergy -> allergy.span().overlaps(name))
              || measured.stream().anyMatch(value -> value.mention().span().overlaps(name));
      if (!other) {
        taken.add(medication);
      }
    }
    List<Mention> named = conditions.find(text, sections, sentences, assertions);
    named.removeIf(m -> measured.stream().anyMatch(v -> v.mention().span().contains(m.span())));
    return new NoteFacts(
        sections,
        withoutReactions(named, text, substances),
        taken,
        measured,
        substances,
        Plans.find(text, sections, sentences),
        PatientInfo.of(text));
  }

  /** The substance and what it did to somebody belong to the allergy and are no finding. */
  private static List<Mention> withoutReactions(
      List<Mention> conditions, String text, List<Mention> allergies) {
    List<Span> reactions = Reactions.places(text, allergies);
    reactions.addAll(allergies.stream().map(Mention::span).toList());
    conditions.removeIf(m -> reactions.stream().anyMatch(reaction -> reaction.contains(m.span())));
    return conditions;
  }

  private List<Measurement> measured(String text, List<Section> sections, List<Span> sentences) {
    List<Measurement> measured = new ArrayList<>(measurements.find(text, sections));
    List<Measurement> words = new ArrayList<>();
    presences.find(text, sections, sentences, words);
    words.removeIf(
        w -> measured.stream().anyMatch(m -> m.mention().span().overlaps(w.mention().span())));
    measured.addAll(words);
    measured.sort(Comparator.comparingInt(m -> m.mention().span().start()));
    return measured;
  }
}
