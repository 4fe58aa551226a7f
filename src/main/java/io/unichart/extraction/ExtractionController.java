package io.unichart.extraction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.documents.Document;
import io.unichart.documents.Documents;
import io.unichart.platform.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** Reading notes over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/agent", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Reading notes")
class ExtractionController {

  /** The form of a request for extraction, for the API's description. */
  @Schema(name = "NoteText", requiredProperties = "text")
  record NoteText(
      @Schema(minLength = 10, example = "S: Cough for 3 days. Denies fever. A: Acute bronchitis.")
          String text,
      @Schema(description = "Who is to read it: a model, or rules", example = "rules")
          @Nullable String model) {}

  /** The form of a request for annotation, for the API's description. */
  @Schema(name = "TextToAnnotate", requiredProperties = "text")
  record TextToAnnotate(
      @Schema(minLength = 1, example = "Denies fever. Mother has asthma.") String text,
      @Schema(
              description = "Phrases, or places as {text, start, end}",
              example = "[\"fever\", \"asthma\"]")
          @Nullable List<Object> concepts) {}

  private final Reading reading;
  private final Annotator annotator;
  private final Documents documents;

  ExtractionController(Reading reading, Notes notes, Documents documents) {
    this.reading = reading;
    this.annotator = new Annotator(notes);
    this.documents = documents;
  }

  @Operation(
      operationId = "extractStructured",
      summary = "Turn a note into coded facts that point back at their words",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = NoteText.class))))
  @PostMapping(path = "/extract_structured", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<Extraction> extract(@RequestBody Mono<JsonNode> body) {
    return body.map(AnnotationForm::toExtract)
        .flatMap(note -> reading.read(note.text(), note.model()));
  }

  @Operation(operationId = "extractDocument", summary = "Turn a stored document into coded facts")
  @PostMapping("/extract_document/{id}")
  Mono<Extraction> extractDocument(
      @PathVariable long id,
      @Parameter(description = "Who is to read it: a model, or rules")
          @RequestParam(required = false)
          @Nullable String model) {
    return documents
        .read(id)
        .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no document " + id)))
        .map(Document::content)
        .flatMap(text -> reading.read(text, model))
        .map(read -> read.from(id));
  }

  @Operation(
      operationId = "annotate",
      summary = "Find what a text mentions, or judge how it asserts given concepts",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = TextToAnnotate.class))))
  @PostMapping(path = "/annotate", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<Annotation> annotate(@RequestBody Mono<JsonNode> body) {
    return body.map(AnnotationForm::of).publishOn(Schedulers.parallel()).map(annotator::annotate);
  }
}
