package io.unichart.chart;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.documents.Document;
import io.unichart.platform.Problem;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Whose document is it? Over HTTP. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Documents")
class ChartController {

  private static final int LONGEST_PAGE = 1_000;
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** The form of an attachment, for the API's description. */
  @Schema(name = "DocumentAttachment", requiredProperties = "patient_id")
  record Attachment(
      @Schema(
              description = "Whose chart; a merged record stands for the one it was merged into",
              example = "5b2c8f0e-0d4b-4a52-9f43-3b1f9a3a7c11")
          UUID patientId) {}

  private final Charts charts;

  ChartController(Charts charts) {
    this.charts = charts;
  }

  @Operation(
      operationId = "attachDocument",
      summary = "Put a document into a patient's chart",
      description =
          "Out of whichever chart it was in; questions that wait in the review queue are withdrawn."
              + " The audit trail keeps both states.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = Attachment.class))))
  @PutMapping(path = "/documents/{id}/patient", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<Document> attach(@PathVariable long id, @RequestBody Mono<JsonNode> body) {
    return body.map(ChartController::patient).flatMap(to -> charts.attach(id, to));
  }

  @Operation(
      operationId = "detachDocument",
      summary = "Take a document out of its patient's chart",
      description = "The document stays; one that is in no chart is answered as it is.")
  @DeleteMapping("/documents/{id}/patient")
  Mono<Document> detach(@PathVariable long id) {
    return charts.detach(id);
  }

  @Operation(
      operationId = "listPatientDocuments",
      summary = "A patient's documents, over merged records, in the order of their ids",
      description = "The look into the chart is noted in the audit trail.")
  @GetMapping("/patients/{id}/documents")
  Flux<Document> documents(
      @PathVariable UUID id,
      @Schema(minimum = "0") @RequestParam(defaultValue = "0") long offset,
      @Schema(minimum = "1", maximum = "1000") @RequestParam(defaultValue = "100") int limit) {
    if (offset < 0) {
      throw Problem.badRequest("offset must be 0 or more");
    }
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw Problem.badRequest("limit must be 1 to " + LONGEST_PAGE);
    }
    return charts.documents(id, offset, limit);
  }

  private static UUID patient(JsonNode sent) {
    if (!sent.isObject()) {
      throw Problem.unprocessable("body", "must be a JSON object");
    }
    JsonNode value = sent.get("patient_id");
    if (value == null || value.isNull()) {
      throw Problem.unprocessable("patient_id", "is required");
    }
    if (!value.isString() || !UUID_FORM.matcher(value.asString()).matches()) {
      throw Problem.unprocessable("patient_id", "must be a UUID");
    }
    return UUID.fromString(value.asString());
  }
}
