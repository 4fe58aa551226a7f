package io.unichart.documents.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.documents.Document;
import io.unichart.documents.Documents;
import io.unichart.platform.Problem;
import java.net.URI;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Documents over HTTP: take in, read, change, remove. */
@RestController
@RequestMapping(path = "/api/v1/documents", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Documents")
class DocumentController {

  private static final String PATH = "/api/v1/documents";
  private static final int LONGEST_PAGE = 1_000;

  /** The numbers of all documents. */
  record Numbers(List<Long> documentIds, int count) {}

  /** What a removal tells. */
  record Removed(boolean success, String message, long documentId, OffsetDateTime deletedAt) {}

  /** The form of a new document, for the API's description. */
  @Schema(
      name = "NewDocument",
      requiredProperties = {"title", "content"})
  record NewDocument(
      @Schema(minLength = 1, maxLength = 255, example = "Follow-up visit, 12 March") String title,
      @Schema(minLength = 10, example = "S: Returns for blood pressure check. Feels well.")
          String content,
      @Schema(description = "The patient whose chart it belongs to") @Nullable UUID patientId) {}

  /** The form of a change, for the API's description. */
  @Schema(name = "DocumentChange", description = "At least one of both")
  record DocumentChange(
      @Schema(minLength = 1, maxLength = 255, example = "Corrected visit, 12 March")
          @Nullable String title,
      @Schema(minLength = 10, example = "S: Returns for blood pressure check. Feels tired.")
          @Nullable String content) {}

  private final Documents documents;
  private final Clock clock;

  DocumentController(Documents documents, Clock clock) {
    this.documents = documents;
    this.clock = clock;
  }

  @Operation(operationId = "listDocumentIds", summary = "The numbers of all documents")
  @GetMapping
  Mono<Numbers> ids() {
    return documents.ids().collectList().map(ids -> new Numbers(ids, ids.size()));
  }

  @Operation(operationId = "listDocuments", summary = "Full documents, in the order of their ids")
  @GetMapping("/list/all")
  Flux<Document> list(
      @Schema(minimum = "0") @RequestParam(defaultValue = "0") long skip,
      @Schema(minimum = "1", maximum = "1000") @RequestParam(defaultValue = "100") int limit) {
    if (skip < 0) {
      throw Problem.badRequest("skip must be 0 or more");
    }
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw Problem.badRequest("limit must be 1 to " + LONGEST_PAGE);
    }
    return documents.readList(skip, limit);
  }

  @Operation(
      operationId = "addDocument",
      summary = "Take in a document",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = NewDocument.class))))
  @ApiResponse(
      responseCode = "201",
      description = "Taken in; Location names it",
      content = @Content(schema = @Schema(implementation = Document.class)))
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Document>> add(@RequestBody Mono<JsonNode> body) {
    return body.map(sent -> DocumentForm.of(sent).draft(null, true))
        .flatMap(documents::add)
        .map(DocumentController::created);
  }

  @Operation(operationId = "readDocument", summary = "A document")
  @GetMapping("/{id}")
  Mono<Document> read(@PathVariable long id) {
    return documents.read(id).switchIfEmpty(unknown(id));
  }

  @Operation(
      operationId = "changeDocument",
      summary = "Give a document a new title, a new text, or both",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = DocumentChange.class))))
  @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<Document> change(@PathVariable long id, @RequestBody Mono<JsonNode> body) {
    return body.map(sent -> DocumentForm.of(sent).change())
        .flatMap(form -> documents.change(id, form.title(), form.content()))
        .switchIfEmpty(unknown(id));
  }

  @Operation(
      operationId = "removeDocument",
      summary = "Remove a document with its passages, embeddings and summary")
  @DeleteMapping("/{id}")
  Mono<Removed> remove(@PathVariable long id) {
    return documents
        .remove(id)
        .filter(removed -> removed)
        .map(
            removed ->
                new Removed(true, "document " + id + " is removed", id, OffsetDateTime.now(clock)))
        .switchIfEmpty(unknown(id));
  }

  static ResponseEntity<Document> created(Document document) {
    return ResponseEntity.created(URI.create(PATH + "/" + document.id())).body(document);
  }

  private static <T> Mono<T> unknown(long id) {
    return Mono.error(() -> Problem.notFound("there is no document " + id));
  }
}
