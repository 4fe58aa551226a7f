package io.unichart.extraction.assertion;

import java.util.Set;

/** Words by which a {@link Scope} knows labels, reports and findings. */
final class ScopeWords {

  /** What a form asks for by itself. */
  static final Set<String> ASKED_ALONE =
      Set.of(
          "allergies",
          "allergy",
          "smoking",
          "tobacco",
          "alcohol",
          "etoh",
          "drugs",
          "drug",
          "use",
          "meds",
          "medications",
          "medication",
          "surgeries",
          "surgery",
          "operations",
          "procedures",
          "hospitalizations",
          "complications",
          "restrictions",
          "complaints",
          "concerns",
          "changes",
          "transfusions",
          "immunizations",
          "vaccines",
          "contacts",
          "travel",
          "pets",
          "falls",
          "cigarettes",
          "vaping",
          "caffeine",
          "history",
          "hx",
          "fh",
          "fhx");

  /** Labels of what was. */
  static final Set<String> HISTORIES =
      Set.of(
          "pmh",
          "pmhx",
          "hx",
          "history",
          "problems",
          "conditions",
          "dx",
          "diagnoses",
          "diagnosis",
          "assessment",
          "impression",
          "a",
          "medical");

  /** Words that tell what there is. */
  static final Set<String> TOLD =
      Set.of(
          "reports",
          "reported",
          "endorses",
          "complains",
          "complaining",
          "presents",
          "presented",
          "admits",
          "with",
          "c",
          "positive",
          "known",
          "states",
          "notes",
          "+");

  /** Words that tell what an examination came to. */
  static final Set<String> SEEN =
      Set.of(
          "seen",
          "noted",
          "present",
          "identified",
          "reported",
          "found",
          "appreciated",
          "detected",
          "demonstrated",
          "visualized",
          "evident",
          "shown",
          "elicited",
          "observed",
          "palpable",
          "heard",
          "palpated",
          "associated");

  private ScopeWords() {}
}
