package io.unichart.retrieval.answer;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Questions over HTTP, answered as a whole or as the answer comes into being. */
@RestController
@RequestMapping("/api/v1/rag/answer_question")
@Tag(name = "Retrieval")
class AnswerController {

  private final Answers answers;

  AnswerController(Answers answers) {
    this.answers = answers;
  }

  /** The form of a question, for the API's description. */
  @Schema(name = "Question", requiredProperties = "question")
  record QuestionRequest(
      @Schema(
              minLength = AnswerForm.SHORTEST,
              maxLength = AnswerForm.LONGEST,
              example = "Which antibiotic was Maya Thornton given?")
          String question,
      @Schema(minimum = "1", maximum = "10", defaultValue = "3", description = "The most sources")
          @Nullable Integer topK,
      @Schema(
              minimum = "0",
              maximum = "1",
              description = "The least cosine of question and source; 1 leaves no source")
          @Nullable Double similarityThreshold,
      @Schema(description = "Who is to answer: a model, or extractive") @Nullable String model,
      @Schema(description = "Answers from these documents only") @Nullable List<Long> documentIds,
      @Schema(description = "Answers from this patient's documents only")
          @Nullable UUID patientId) {}

  @Operation(
      operationId = "answerQuestion",
      summary = "An answer whose every sentence cites its sources, or none",
      description =
          "With Accept: text/event-stream the answer comes as events: sources, then token and"
              + " sentence for every sentence, and done with the whole.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = QuestionRequest.class))))
  @ApiResponse(
      responseCode = "200",
      description = "The answer, or that the documents do not answer",
      content = @Content(schema = @Schema(implementation = Answer.class)))
  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<Answer> answer(@RequestBody Mono<JsonNode> body) {
    return body.map(AnswerForm::asked).flatMap(answers::answer);
  }

  @Operation(hidden = true)
  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<ServerSentEvent<Object>> stream(@RequestBody Mono<JsonNode> body) {
    return body.map(AnswerForm::asked)
        .flatMapMany(answers::stream)
        .map(event -> ServerSentEvent.builder(event.data()).event(event.name()).build());
  }
}
