package io.unichart.terminology;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The code systems that facts are coded in. */
public enum CodeSystem {
  ICD10CM("http://hl7.org/fhir/sid/icd-10-cm"),
  RXNORM("http://www.nlm.nih.gov/research/umls/rxnorm"),
  LOINC("http://loinc.org");

  private final String uri;

  CodeSystem(String uri) {
    this.uri = uri;
  }

  /** The system's name in FHIR. */
  public String uri() {
    return uri;
  }

  /** The system's name in paths and answers. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static @Nullable CodeSystem of(String slug) {
    for (CodeSystem system : values()) {
      if (system.slug().equals(slug.toLowerCase(Locale.ROOT))) {
        return system;
      }
    }
    return null;
  }
}
