package io.unichart.fhir;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.documents.Documents;
import io.unichart.extraction.Notes;
import io.unichart.fhir.Findings.Note;
import io.unichart.platform.Problem;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** FHIR over HTTP: findings of a note as resources. */
@RestController
@RequestMapping(
    path = "/api/v1/fhir",
    produces = {MediaType.APPLICATION_JSON_VALUE, "application/fhir+json"})
@Tag(name = "FHIR")
class FhirController {

  /** Whether the conversion serves. */
  record FhirHealth(@Schema(example = "ok") String status) {}

  private final Notes notes;
  private final Documents documents;
  private final Clock clock;

  FhirController(Notes notes, Documents documents, Clock clock) {
    this.notes = notes;
    this.documents = documents;
    this.clock = clock;
  }

  @Operation(
      operationId = "convertToFhir",
      summary = "Turn the findings of a note into valid FHIR R4 resources",
      description =
          "Takes what /agent/extract_structured or /agent/extract_document answered, or only the"
              + " members that older clients know, with an optional patient_id (any FHIR id). With"
              + " text (the note) or document_id a DocumentReference holds the note. Ids follow"
              + " from the content.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = ConvertRequest.class))),
      responses =
          @ApiResponse(
              responseCode = "200",
              description = "The resources by group, or with format=bundle one Bundle",
              content = @Content(schema = @Schema(implementation = Converted.class))))
  @PostMapping(path = "/convert", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<Object> convert(
      @RequestBody Mono<JsonNode> body,
      @Parameter(
              description = "bundle: all resources in one Bundle of type collection",
              schema = @Schema(allowableValues = "bundle"))
          @RequestParam(required = false)
          @Nullable String format) {
    if (format != null && !format.equals("bundle")) {
      throw Problem.badRequest("format must be bundle, or be left out");
    }
    long began = System.nanoTime();
    return body.publishOn(Schedulers.parallel())
        .map(json -> FindingsForm.read(json, text -> notes.read(text).measurements()))
        .flatMap(this::withDocument)
        .map(findings -> Conversion.of(findings, clock.instant()))
        .map(
            conversion ->
                format == null
                    ? conversion.groups((System.nanoTime() - began) / 1_000_000)
                    : conversion.bundle());
  }

  private Mono<Findings> withDocument(Findings findings) {
    Long id = findings.documentId();
    if (id == null || findings.note() != null) {
      return Mono.just(findings);
    }
    return documents
        .read(id)
        .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no document " + id)))
        .map(document -> findings.with(new Note(document.title(), document.content())));
  }

  @Operation(operationId = "fhirHealth", summary = "Tell that FHIR conversion serves")
  @GetMapping("/health")
  Mono<FhirHealth> health() {
    return Mono.just(new FhirHealth("ok"));
  }
}
