package io.unichart.extraction.summary;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.platform.Problem;
import io.unichart.platform.Problem.FieldError;
import java.util.ArrayList;
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
import tools.jackson.databind.JsonNode;

/** Summaries over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/llm", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Reading notes")
class SummaryController {

  private static final int SHORTEST = 10;

  /** The form of a request, for the API's description. */
  @Schema(name = "NoteToSummarize", requiredProperties = "text")
  record NoteToSummarize(
      @Schema(
              minLength = SHORTEST,
              example =
                  "S: Dysuria x2 days. A: Acute cystitis. P: Start nitrofurantoin 100 mg BID.")
          String text,
      @Schema(description = "Who is to write it: a model, or extractive", example = "extractive")
          @Nullable String model) {}

  private final Summaries summaries;

  SummaryController(Summaries summaries) {
    this.summaries = summaries;
  }

  @Operation(
      operationId = "summarizeNote",
      summary = "Summarise a note: complaint, findings, assessment, plan, medicines",
      description =
          "Without a model every entry is cut from the note word for word; a model's statements are"
              + " kept only where the note supports them. The same text, model and parameters are"
              + " summarised once.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = NoteToSummarize.class))))
  @PostMapping(path = "/summarize_note", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<Summary> note(@RequestBody Mono<JsonNode> body) {
    return body.map(SummaryController::asked)
        .flatMap(asked -> summaries.ofText(asked.text(), asked.model()));
  }

  @Operation(
      operationId = "summarizeDocument",
      summary = "Summarise a stored document; the summary is kept until the document changes")
  @PostMapping("/summarize_document/{id}")
  Mono<Summary> document(
      @PathVariable long id,
      @Parameter(description = "Who is to write it: a model, or extractive")
          @RequestParam(required = false)
          @Nullable String model) {
    return summaries
        .ofDocument(id, model)
        .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no document " + id)));
  }

  private static NoteToSummarize asked(JsonNode body) {
    List<FieldError> faults = new ArrayList<>();
    String text = text(body, "text", faults);
    String model = text(body, "model", faults);
    if (text == null && faults.stream().noneMatch(fault -> fault.field().equals("text"))) {
      faults.add(new FieldError("text", "is required"));
    } else if (text != null && text.strip().length() < SHORTEST) {
      faults.add(new FieldError("text", "must have at least " + SHORTEST + " characters"));
    } else if (text != null && text.indexOf('\0') >= 0) {
      faults.add(new FieldError("text", "must not hold a NUL character"));
    }
    if (!faults.isEmpty()) {
      throw Problem.unprocessable(faults);
    }
    return new NoteToSummarize(text == null ? "" : text, model);
  }

  private static @Nullable String text(JsonNode body, String member, List<FieldError> faults) {
    JsonNode value = body.isObject() ? body.get(member) : null;
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      faults.add(new FieldError(member, "must be text"));
      return null;
    }
    return value.stringValue();
  }
}
