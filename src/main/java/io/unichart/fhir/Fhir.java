package io.unichart.fhir;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** FHIR's data types, and the names of the code systems in use. */
final class Fhir {

  static final String ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm";
  static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
  static final String LOINC = "http://loinc.org";
  static final String UCUM = "http://unitsofmeasure.org";
  static final String SNOMED = "http://snomed.info/sct";
  static final String HL7 = "http://terminology.hl7.org/CodeSystem/";

  /** Where the words of a fact stand in the note; a child each for start, end and the words. */
  static final String SPAN = "urn:unichart:fhir:span";

  private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

  private Fhir() {}

  static Element coding(String system, String code, @Nullable String display) {
    return new Element().with("system", system).with("code", code).with("display", display);
  }

  static Element concept(@Nullable Element coding, @Nullable String text) {
    return new Element().withOne("coding", coding).with("text", text);
  }

  /** A concept of one of HL7's own code systems. */
  static Element concept(String system, String code) {
    return concept(coding(HL7 + system, code, null), null);
  }

  static Element text(String words) {
    return new Element().with("text", words);
  }

  /** An amount in UCUM. */
  static Element quantity(BigDecimal value, String unit, String ucum) {
    return new Element()
        .with("value", plain(value))
        .with("unit", unit)
        .with("system", UCUM)
        .with("code", ucum);
  }

  /** An amount whose unit is words only. */
  static Element quantity(BigDecimal value, @Nullable String unit) {
    return new Element().with("value", plain(value)).with("unit", unit);
  }

  /** 7 rather than 7.0 or 7E+0; other digits stay as they came. */
  static BigDecimal plain(BigDecimal value) {
    BigDecimal bare = value.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare.scale() == 0 ? bare : value;
  }

  static Element reference(Element resource) {
    return new Element().with("reference", resource.address());
  }

  /** What stands beside a value that FHIR demands and nobody stated. */
  static Element unknown() {
    return new Element()
        .with("extension", List.of(new Element().with("url", ABSENT).with("valueCode", "unknown")));
  }
}
