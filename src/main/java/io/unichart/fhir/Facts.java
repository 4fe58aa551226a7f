package io.unichart.fhir;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Assertion.Temporality;
import io.unichart.fhir.Findings.Allergy;
import io.unichart.fhir.Findings.Done;
import io.unichart.fhir.Findings.Medicine;
import io.unichart.fhir.Findings.Problem;
import io.unichart.fhir.Findings.Relative;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Single facts as resources about one patient. How the note asserts a fact decides its status: what
 * is uncertain is provisional, what is past is inactive, what is negated is refuted.
 */
final class Facts {

  private static final Map<String, String> KIN =
      Map.ofEntries(
          Map.entry("mother", "MTH"),
          Map.entry("mom", "MTH"),
          Map.entry("mum", "MTH"),
          Map.entry("father", "FTH"),
          Map.entry("dad", "FTH"),
          Map.entry("brother", "BRO"),
          Map.entry("sister", "SIS"),
          Map.entry("sibling", "SIB"),
          Map.entry("parent", "PRN"),
          Map.entry("son", "SONC"),
          Map.entry("daughter", "DAUC"),
          Map.entry("child", "CHILD"),
          Map.entry("aunt", "AUNT"),
          Map.entry("uncle", "UNCLE"),
          Map.entry("cousin", "COUSN"),
          Map.entry("nephew", "NEPHEW"),
          Map.entry("niece", "NIECE"),
          Map.entry("grandmother", "GRMTH"),
          Map.entry("grandfather", "GRFTH"),
          Map.entry("grandparent", "GRPRN"),
          Map.entry("maternal grandmother", "MGRMTH"),
          Map.entry("maternal grandfather", "MGRFTH"),
          Map.entry("paternal grandmother", "PGRMTH"),
          Map.entry("paternal grandfather", "PGRFTH"),
          Map.entry("maternal aunt", "MAUNT"),
          Map.entry("maternal uncle", "MUNCLE"),
          Map.entry("paternal aunt", "PAUNT"),
          Map.entry("paternal uncle", "PUNCLE"));

  private final Element subject;
  private final @Nullable LocalDate date;

  Facts(Element subject, @Nullable LocalDate date) {
    this.subject = subject;
    this.date = date;
  }

  private @Nullable String day() {
    return date == null ? null : date.toString();
  }

  Element condition(Problem problem) {
    Assertion assertion = problem.assertion();
    boolean past = assertion.temporality() == Temporality.HISTORICAL;
    boolean lasting = "active".equals(problem.status());
    String clinical =
        "resolved".equals(problem.status()) ? "resolved" : past && !lasting ? "inactive" : "active";
    String verified =
        assertion.negated() ? "refuted" : assertion.uncertain() ? "provisional" : "confirmed";
    return Element.resource("Condition")
        .with("clinicalStatus", Fhir.concept("condition-clinical", clinical))
        .with("verificationStatus", Fhir.concept("condition-ver-status", verified))
        .withOne(
            "category",
            Fhir.concept("condition-category", past ? "problem-list-item" : "encounter-diagnosis"))
        .with("code", icd10(problem.code(), problem.display(), problem.place().words()))
        .with("subject", subject)
        .with("recordedDate", day());
  }

  private static Element icd10(@Nullable String code, @Nullable String display, String words) {
    return Fhir.concept(code == null ? null : Fhir.coding(Fhir.ICD10CM, code, display), words);
  }

  /** What is ordered or taken is a request, as US Core has it; what ended is a statement. */
  Element medicine(Medicine medicine) {
    Assertion assertion = medicine.assertion();
    Element code =
        Fhir.concept(
            medicine.code() == null
                ? null
                : Fhir.coding(Fhir.RXNORM, medicine.code(), medicine.display()),
            medicine.place().words());
    String status = medicine.status() == null ? "" : medicine.status();
    boolean past = assertion.temporality() == Temporality.HISTORICAL;
    if (status.equals("stopped") || past || assertion.negated()) {
      return Element.resource("MedicationStatement")
          .with(
              "status",
              assertion.negated()
                  ? "not-taken"
                  : status.equals("stopped") ? "stopped" : "completed")
          .with("medicationCodeableConcept", code)
          .with("subject", subject)
          .with("dateAsserted", day())
          .withOne("dosage", Dosages.of(medicine));
    }
    boolean proposed = assertion.temporality() == Temporality.HYPOTHETICAL || assertion.uncertain();
    boolean ordered = status.equals("started") || status.equals("changed");
    Element request =
        Element.resource("MedicationRequest")
            .with("status", proposed ? "draft" : "active")
            .with("intent", proposed ? "proposal" : ordered ? "order" : "plan");
    if (!ordered && !proposed) {
      request.with("reportedBoolean", true);
    }
    return request
        .with("medicationCodeableConcept", code)
        .with("subject", subject)
        .with("authoredOn", day())
        .withOne("dosageInstruction", Dosages.of(medicine))
        .with("dispenseRequest", Dosages.dispensing(medicine.usage()));
  }

  Element allergy(Allergy allergy) {
    String words = allergy.place().words();
    boolean drugs = words.toLowerCase(Locale.ROOT).matches(".*(?:nkda|drug|medication).*");
    Element code =
        !allergy.noneKnown()
            ? Fhir.text(words)
            : drugs
                ? Fhir.concept(
                    Fhir.coding(Fhir.SNOMED, "409137002", "No known drug allergy"), words)
                : Fhir.concept(Fhir.coding(Fhir.SNOMED, "716186003", "No known allergy"), words);
    boolean refuted = !allergy.noneKnown() && allergy.assertion().negated();
    String verified =
        refuted ? "refuted" : allergy.assertion().uncertain() ? "unconfirmed" : "confirmed";
    return Element.resource("AllergyIntolerance")
        .with(
            "clinicalStatus",
            Fhir.concept("allergyintolerance-clinical", refuted ? "inactive" : "active"))
        .with("verificationStatus", Fhir.concept("allergyintolerance-verification", verified))
        .with("code", code)
        .with("patient", subject)
        .with("recordedDate", day())
        .withOne("reaction", reaction(allergy));
  }

  private static @Nullable Element reaction(Allergy allergy) {
    return allergy.reaction() == null
        ? null
        : new Element().withOne("manifestation", Fhir.text(allergy.reaction()));
  }

  /** A procedure that was done, or an order for one that is planned. */
  Element procedure(Done done) {
    Element code = Fhir.text(done.place().words());
    if (done.planned() || done.assertion().temporality() == Temporality.HYPOTHETICAL) {
      return Element.resource("ServiceRequest")
          .with("status", done.planned() ? "active" : "draft")
          .with("intent", done.planned() ? "plan" : "proposal")
          .with("code", code)
          .with("subject", subject)
          .with("authoredOn", day());
    }
    String status =
        done.assertion().negated()
            ? "not-done"
            : done.assertion().uncertain() ? "unknown" : "completed";
    return Element.resource("Procedure")
        .with("status", status)
        .with("code", code)
        .with("subject", subject);
  }

  /** All that is told of one relative. */
  Element relative(@Nullable String relation, List<Relative> told) {
    String name = relation == null ? "" : relation.toLowerCase(Locale.ROOT).strip();
    String kin = KIN.getOrDefault(name.replaceAll("s$", ""), "FAMMEMB");
    return Element.resource("FamilyMemberHistory")
        .with("status", "partial")
        .with("patient", subject)
        .with("date", day())
        .with(
            "relationship",
            Fhir.concept(
                Fhir.coding(Fhir.HL7 + "v3-RoleCode", kin, null),
                relation == null ? "family member" : relation))
        .with(
            "condition",
            told.stream()
                .map(
                    one ->
                        new Element()
                            .with("code", icd10(one.code(), one.display(), one.place().words())))
                .toList());
  }

  /** What is to be done, as one plan. */
  Element plan(List<String> actions) {
    return Element.resource("CarePlan")
        .with("status", "active")
        .with("intent", "plan")
        .with("title", "Plan of the note")
        .with("subject", subject)
        .with("created", day())
        .with(
            "activity",
            actions.stream()
                .map(
                    action ->
                        new Element()
                            .with(
                                "detail",
                                new Element()
                                    .with("status", "not-started")
                                    .with("description", action)))
                .toList());
  }
}
