package io.unichart.fhir;

import io.unichart.fhir.Findings.Measured;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Measured values as Observations; vital signs keep R4's profiles for them. */
final class Observations {

  /** Units that are written as UCUM codes; any other unit stays words. */
  private static final Set<String> UCUM =
      Set.of(
          "%",
          "/min",
          "10*3/uL",
          "10*6/uL",
          "10*9/L",
          "10*12/L",
          "Cel",
          "[IU]/L",
          "[IU]/mL",
          "[degF]",
          "[in_i]",
          "[lb_av]",
          "a",
          "cm",
          "fL",
          "g",
          "g/L",
          "g/dL",
          "kg",
          "kg/m2",
          "kPa",
          "kU/L",
          "m[IU]/L",
          "m[IU]/mL",
          "meq/L",
          "mg",
          "mg/L",
          "mg/dL",
          "mg/g",
          "mL/min",
          "mL/min/{1.73_m2}",
          "mm/h",
          "mm[Hg]",
          "mmol/L",
          "mmol/mol",
          "mo",
          "mosm/kg",
          "ng/dL",
          "ng/L",
          "ng/mL",
          "nmol/L",
          "pg",
          "pg/mL",
          "pmol/L",
          "s",
          "U/L",
          "u[IU]/mL",
          "ug/dL",
          "ug/L",
          "ug/g",
          "ug/mL",
          "ug/mg",
          "umol/L",
          "wk",
          "{INR}",
          "{score}",
          "{ratio}",
          "/[HPF]",
          "[pH]",
          "1");

  private final Element subject;
  private final @Nullable LocalDate date;

  Observations(Element subject, @Nullable LocalDate date) {
    this.subject = subject;
    this.date = date;
  }

  Element of(Measured measured) {
    VitalSign sign = VitalSign.of(measured.loinc());
    Element observation = begun(measured.vital() || sign != null ? "vital-signs" : "laboratory");
    observation.with("code", code(measured, sign)).with("subject", subject);
    effective(observation, measured.vital() || sign != null);
    if (sign == VitalSign.BLOOD_PRESSURE && measured.value() != null && measured.second() != null) {
      return observation.with(
          "component",
          List.of(
              component("8480-6", "Systolic blood pressure", measured.value()),
              component("8462-4", "Diastolic blood pressure", measured.second())));
    }
    if (sign == VitalSign.BLOOD_PRESSURE) {
      return observation
          .with(
              "component",
              List.of(
                  missing("8480-6", "Systolic blood pressure"),
                  missing("8462-4", "Diastolic blood pressure")))
          .withOne("note", asWritten(measured));
    }
    return valued(observation, measured, sign);
  }

  /** A result that is words only: what stands before a colon is what was looked at. */
  Element remark(String words) {
    int colon = words.indexOf(':');
    boolean named = colon > 1 && colon < words.length() - 1;
    Element observation =
        begun("laboratory")
            .with("code", Fhir.text(named ? words.substring(0, colon).strip() : words))
            .with("subject", subject);
    effective(observation, false);
    return observation.with("valueString", named ? words.substring(colon + 1).strip() : words);
  }

  private static Element begun(String category) {
    return Element.resource("Observation")
        .with("status", "final")
        .withOne("category", Fhir.concept("observation-category", category));
  }

  /** R4 demands a time of vital signs; where the note has none, it is unknown, not now. */
  private void effective(Element observation, boolean demanded) {
    if (date != null) {
      observation.with("effectiveDateTime", date.toString());
    } else if (demanded) {
      observation.with("_effectiveDateTime", Fhir.unknown());
    }
  }

  private static Element code(Measured measured, @Nullable VitalSign sign) {
    List<Element> codings = new ArrayList<>();
    if (sign != null) {
      codings.add(Fhir.coding(Fhir.LOINC, sign.loinc(), sign.display()));
    }
    String loinc = measured.loinc();
    if (loinc != null && (sign == null || !loinc.equals(sign.loinc()))) {
      codings.add(Fhir.coding(Fhir.LOINC, loinc, measured.name()));
    }
    String text = sign != null ? sign.display() : measured.name();
    return new Element()
        .with("coding", codings)
        .with("text", text == null ? measured.place().words() : text);
  }

  private static Element valued(Element observation, Measured measured, @Nullable VitalSign sign) {
    BigDecimal value = measured.value();
    String unit = measured.unit();
    if (value != null && (unit != null || sign == null)) {
      return observation.with("valueQuantity", amount(value, unit));
    }
    String words = measured.words();
    if (sign == null && words != null) {
      return observation.with("valueString", words);
    }
    return observation
        .with("dataAbsentReason", Fhir.concept("data-absent-reason", "as-text"))
        .withOne("note", asWritten(measured));
  }

  private static Element amount(BigDecimal value, @Nullable String unit) {
    return unit != null && UCUM.contains(unit)
        ? Fhir.quantity(value, unit, unit)
        : Fhir.quantity(value, unit);
  }

  private static Element asWritten(Measured measured) {
    String words = measured.words();
    return Fhir.text(words == null ? measured.place().words() : words);
  }

  private static Element component(String loinc, String display, BigDecimal value) {
    return new Element()
        .with("code", Fhir.concept(Fhir.coding(Fhir.LOINC, loinc, display), null))
        .with("valueQuantity", Fhir.quantity(value, "mmHg", "mm[Hg]"));
  }

  private static Element missing(String loinc, String display) {
    return new Element()
        .with("code", Fhir.concept(Fhir.coding(Fhir.LOINC, loinc, display), null))
        .with("dataAbsentReason", Fhir.concept("data-absent-reason", "as-text"));
  }
}
