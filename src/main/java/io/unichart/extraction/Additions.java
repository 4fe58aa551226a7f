package io.unichart.extraction;

import io.unichart.terminology.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model saw in a note beyond the rules, after the check: further mentions, each at its
 * words, and codes that it chose among candidates of the terminology.
 */
record Additions(
    List<Mention> conditions, List<MedicationMention> medications, Map<Span, Candidate> codes) {

  static final Additions NONE = new Additions(List.of(), List.of(), Map.of());

  NoteFacts to(NoteFacts facts) {
    if (conditions.isEmpty() && medications.isEmpty()) {
      return facts;
    }
    List<Mention> allConditions = new ArrayList<>(facts.conditions());
    allConditions.addAll(conditions);
    List<MedicationMention> allMedications = new ArrayList<>(facts.medications());
    allMedications.addAll(medications);
    return new NoteFacts(
        facts.sections(),
        allConditions,
        allMedications,
        facts.measurements(),
        facts.allergies(),
        facts.plan(),
        facts.patient());
  }
}
