package io.unichart.fhir;

import io.unichart.documents.Document;
import io.unichart.extraction.Extraction;
import io.unichart.extraction.Notes;
import io.unichart.fhir.Findings.Note;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What a document was read to say as FHIR R4 resources, for a page that shows them. */
@Component
public class NoteResources {

  private final Notes notes;
  private final JsonMapper json;
  private final Clock clock;

  NoteResources(Notes notes, JsonMapper json, Clock clock) {
    this.notes = notes;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A resource.
   *
   * @param type its FHIR type
   * @param about what it is about, in words; empty where it says nothing of the kind
   * @param json the resource, indented
   */
  public record Shown(String type, String about, String json) {

    /** Never tells the content: it is about a patient. */
    @Override
    public String toString() {
      return "Shown[type=" + type + "]";
    }
  }

  /** The same resources that {@code POST /fhir/convert} answers, patient first. */
  public List<Shown> of(Extraction read, Document document) {
    Findings findings =
        FindingsForm.read(json.valueToTree(read), text -> notes.read(text).measurements());
    Converted converted =
        Conversion.of(
                findings.with(new Note(document.title(), document.content())), clock.instant())
            .groups(0);
    List<Map<String, Object>> all = new ArrayList<>(List.of(converted.patient()));
    all.addAll(converted.conditions());
    all.addAll(converted.medications());
    all.addAll(converted.observations());
    all.addAll(converted.other());
    return all.stream().map(this::shown).toList();
  }

  private Shown shown(Map<String, Object> resource) {
    return new Shown(
        String.valueOf(resource.get("resourceType")),
        about(resource),
        json.writerWithDefaultPrettyPrinter().writeValueAsString(resource));
  }

  private static String about(Map<String, Object> resource) {
    for (String member : new String[] {"code", "medicationCodeableConcept", "relationship"}) {
      if (resource.get(member) instanceof Element concept
          && concept.members().get("text") instanceof String text) {
        return text;
      }
    }
    return "";
  }
}
