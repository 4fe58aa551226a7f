package io.unichart.fhir;

import io.unichart.extraction.Assertion.Subject;
import io.unichart.extraction.Assertion.Temporality;
import io.unichart.extraction.Span;
import io.unichart.fhir.Findings.Note;
import io.unichart.fhir.Findings.Place;
import io.unichart.fhir.Findings.Problem;
import io.unichart.fhir.Findings.Relative;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Findings as FHIR R4 resources about one patient.
 *
 * <p>Ids follow from the content: the same findings have the same ids wherever and whenever they
 * are converted, so a receiver that gets them twice keeps them once. What FHIR demands and the note
 * does not say is marked as unknown; nothing is made up.
 */
final class Conversion {

  private final Findings findings;
  private final Instant now;
  private final Element patient;
  private final List<Element> conditions = new ArrayList<>();
  private final List<Element> medications = new ArrayList<>();
  private final List<Element> observations = new ArrayList<>();
  private final List<Element> other = new ArrayList<>();

  private final Map<String, Integer> occurrences = new HashMap<>();
  private final List<Element> targets = new ArrayList<>();

  private Conversion(Findings findings, Instant now) {
    this.findings = findings;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
    this.patient = patient();
  }

  static Conversion of(Findings findings, Instant now) {
    Conversion conversion = new Conversion(findings, now);
    conversion.convert();
    return conversion;
  }

  private void convert() {
    Element subject = Fhir.reference(patient);
    Facts facts = new Facts(subject, findings.date());
    Map<String, List<Relative>> family = new LinkedHashMap<>();
    findings.family().forEach(relative -> gather(family, relative));
    for (Problem problem : findings.problems()) {
      if (problem.assertion().subject() == Subject.FAMILY) {
        gather(family, relative(problem));
      } else if (isOwn(problem)) {
        keep(conditions, facts.condition(problem), problem.place());
      }
    }
    findings.medicines().stream()
        .filter(medicine -> medicine.assertion().subject() == Subject.PATIENT)
        .forEach(medicine -> keep(medications, facts.medicine(medicine), medicine.place()));
    Observations values = new Observations(subject, findings.date());
    findings.measured().forEach(value -> keep(observations, values.of(value), value.place()));
    findings.remarks().forEach(words -> keep(observations, values.remark(words), null));
    findings.allergies().stream()
        .filter(allergy -> allergy.assertion().subject() == Subject.PATIENT)
        .forEach(allergy -> keep(other, facts.allergy(allergy), allergy.place()));
    findings.procedures().stream()
        .filter(done -> done.assertion().subject() == Subject.PATIENT)
        .forEach(done -> keep(other, facts.procedure(done), done.place()));
    family.forEach(
        (relation, told) ->
            keep(
                other,
                facts.relative(relation.isEmpty() ? null : relation, told),
                told.get(0).place()));
    if (!findings.plan().isEmpty()) {
      keep(other, facts.plan(findings.plan()), null);
    }
    Element note = note(subject);
    if (note != null) {
      other.add(note);
    }
    if (!targets.isEmpty()) {
      other.add(provenance(note));
    }
  }

  private static boolean isOwn(Problem problem) {
    return problem.assertion().subject() == Subject.PATIENT
        && problem.assertion().temporality() != Temporality.HYPOTHETICAL;
  }

  private static Relative relative(Problem problem) {
    return new Relative(
        problem.place(), problem.code(), problem.display(), null, problem.assertion());
  }

  /** FHIR cannot say that a relative does not have something; that stays in the note. */
  private static void gather(Map<String, List<Relative>> family, Relative relative) {
    if (!relative.assertion().negated()) {
      String relation = relative.relation() == null ? "" : relative.relation();
      family.computeIfAbsent(relation, name -> new ArrayList<>()).add(relative);
    }
  }

  private void keep(List<Element> group, Element resource, @Nullable Place place) {
    int occurrence = occurrences.merge(resource.toString(), 1, Integer::sum);
    Element whole = resource.identified(resource.idOfContent(occurrence));
    group.add(whole);
    targets.add(target(whole, place));
  }

  private static Element target(Element resource, @Nullable Place place) {
    Element target = Fhir.reference(resource);
    Span span = place == null ? null : place.span();
    if (span == null || place == null) {
      return target;
    }
    Element extension =
        new Element()
            .with("url", Fhir.SPAN)
            .with(
                "extension",
                List.of(
                    new Element().with("url", "start").with("valueInteger", span.start()),
                    new Element().with("url", "end").with("valueInteger", span.end()),
                    new Element().with("url", "text").with("valueString", place.words())));
    return target.withOne("extension", extension);
  }

  private Element patient() {
    String given = findings.patientId();
    Element person = Element.resource("Patient");
    String age = findings.age();
    if (age != null) {
      String words = age.replaceAll("[^\\p{L}\\p{N} .,/-]", " ").strip();
      person.with(
          "text",
          new Element()
              .with("status", "additional")
              .with(
                  "div",
                  "<div xmlns=\"http://www.w3.org/1999/xhtml\">Age as the note has it: "
                      + words
                      + "</div>"));
    }
    person.with("gender", gender(findings.gender()));
    return person.identified(given == null ? Element.idOf(findings.toString()) : given);
  }

  private static @Nullable String gender(@Nullable String words) {
    if (words == null) {
      return null;
    }
    return switch (words.toLowerCase(Locale.ROOT)) {
      case "male", "m", "man", "boy" -> "male";
      case "female", "f", "woman", "girl" -> "female";
      case "other", "non-binary", "nonbinary" -> "other";
      case "unknown" -> "unknown";
      default -> null;
    };
  }

  /** The note itself, when it came along. */
  private @Nullable Element note(Element subject) {
    Note note = findings.note();
    if (note == null) {
      return null;
    }
    byte[] bytes = note.text().getBytes(StandardCharsets.UTF_8);
    Element attachment =
        new Element()
            .with("contentType", "text/plain; charset=utf-8")
            .with("language", null)
            .with("data", Base64.getEncoder().encodeToString(bytes))
            .with("size", bytes.length)
            .with("title", note.title())
            .with("creation", findings.date() == null ? null : findings.date().toString());
    Element document =
        Element.resource("DocumentReference")
            .with("status", "current")
            .with("type", Fhir.concept(Fhir.coding(Fhir.LOINC, "34109-9", "Note"), "Clinical note"))
            .with("subject", subject)
            .withOne("content", new Element().with("attachment", attachment));
    Long id = findings.documentId();
    if (id != null) {
      document.withOne(
          "identifier",
          new Element().with("system", "urn:unichart:document").with("value", String.valueOf(id)));
    }
    return document.identified(document.idOfContent(1));
  }

  /** Where each resource comes from: its words in the note, and what read them. */
  private Element provenance(@Nullable Element note) {
    Element provenance =
        Element.resource("Provenance")
            .with("target", targets)
            .withOne(
                "agent",
                new Element()
                    .with("type", Fhir.concept("provenance-participant-type", "assembler"))
                    .with("who", new Element().with("display", "Unichart: " + findings.reader())))
            .withOne(
                "entity",
                new Element()
                    .with("role", "source")
                    .with(
                        "what",
                        note == null
                            ? new Element().with("display", "The clinical note")
                            : Fhir.reference(note)));
    return provenance.identified(provenance.idOfContent(1)).with("recorded", now.toString());
  }

  /** The resources by group. */
  Converted groups(long millis) {
    int count = 1 + conditions.size() + medications.size() + observations.size() + other.size();
    return new Converted(
        patient.members(),
        maps(conditions),
        maps(medications),
        maps(observations),
        maps(other),
        count,
        millis);
  }

  private static List<Map<String, Object>> maps(List<Element> resources) {
    return resources.stream().map(Element::members).toList();
  }

  /** All resources in one collection, pointing at each other by their full addresses. */
  Map<String, Object> bundle() {
    List<Element> all = new ArrayList<>(List.of(patient));
    all.addAll(conditions);
    all.addAll(medications);
    all.addAll(observations);
    all.addAll(other);
    Map<String, String> addresses = new HashMap<>();
    all.forEach(resource -> addresses.put(resource.address(), fullUrl(resource)));
    List<Element> entries =
        all.stream()
            .map(
                resource ->
                    new Element()
                        .with("fullUrl", fullUrl(resource))
                        .with("resource", resource.pointing(addresses)))
            .toList();
    return Element.resource("Bundle").with("type", "collection").with("entry", entries).members();
  }

  private static String fullUrl(Element resource) {
    return "urn:uuid:"
        + (resource.type().equals("Patient")
            ? Element.idOf("Patient/" + resource.id())
            : resource.id());
  }
}
