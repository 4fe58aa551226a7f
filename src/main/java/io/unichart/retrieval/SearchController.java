package io.unichart.retrieval;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.documents.Passage;
import io.unichart.documents.PatientFinder;
import io.unichart.retrieval.Hits.Hit;
import io.unichart.retrieval.Hits.Leg;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Finding passages over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/rag", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Retrieval")
class SearchController {

  private static final int TOP_K = 3;

  private final Retrieval retrieval;
  private final EmbeddingStatus status;
  private final EmbeddingModels models;
  private final ObjectProvider<PatientFinder> patients;

  SearchController(
      Retrieval retrieval,
      EmbeddingStatus status,
      EmbeddingModels models,
      ObjectProvider<PatientFinder> patients) {
    this.retrieval = retrieval;
    this.status = status;
    this.models = models;
    this.patients = patients;
  }

  /** The form of a search, for the API's description. */
  @Schema(name = "PassageSearch", requiredProperties = "query")
  record SearchRequest(
      @Schema(minLength = 1, maxLength = 10_000, example = "Which antibiotic was started?")
          String query,
      @Schema(minimum = "1", maximum = "100", defaultValue = "10") @Nullable Integer topK,
      @Schema(
              allowableValues = {"hybrid", "dense", "lexical"},
              defaultValue = "hybrid")
          @Nullable String mode,
      @Schema(allowableValues = "document", description = "Shows each document once")
          @Nullable String groupBy,
      @Schema(description = "Looks in these documents only") @Nullable List<Long> documentIds,
      @Schema(description = "Looks in this patient's documents only") @Nullable UUID patientId) {}

  /** What was found. */
  record Answer(List<FoundPassage> passages, int totalCandidates, boolean truncated) {}

  /** A passage, where it stands, and why it ranks. */
  record FoundPassage(
      long documentId,
      String documentTitle,
      int chunkIndex,
      String chunkText,
      @Nullable Integer page,
      int start,
      int end,
      double score,
      Legs legs) {}

  /** Its places in both legs. */
  record Legs(@Nullable Leg lexical, @Nullable Leg dense) {}

  /** The state of the library. */
  record Stats(
      long totalDocuments,
      long totalEmbeddings,
      long documentsWithEmbeddings,
      double avgChunksPerDocument,
      int embeddingDimension,
      String embeddingModel,
      int chunkSize,
      int chunkOverlap,
      int ragTopK,
      long pendingDocuments,
      long failedDocuments) {}

  @Operation(
      operationId = "searchPassages",
      summary = "The passages that fit a question best, and why",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = SearchRequest.class))))
  @PostMapping(path = "/search", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<Answer> search(@RequestBody Mono<JsonNode> body) {
    return body.map(SearchForm::search)
        .delayUntil(this::opened)
        .flatMap(
            search ->
                retrieval
                    .search(search)
                    .map(SearchController::answer)
                    .delayUntil(answer -> shown(search, answer)));
  }

  /** What a search of everything shows of charts is a look into each of them. */
  private Mono<Void> shown(Search search, Answer answer) {
    PatientFinder finder = patients.getIfAvailable();
    return finder == null || search.patientId() != null
        ? Mono.empty()
        : finder.shown(
            answer.passages().stream().map(FoundPassage::documentId).collect(Collectors.toSet()));
  }

  /** A look into a chart is noted, whether it finds something or not. */
  private Mono<Void> opened(Search search) {
    PatientFinder finder = patients.getIfAvailable();
    return finder == null || search.patientId() == null
        ? Mono.empty()
        : finder.open(search.patientId()).then();
  }

  @Operation(operationId = "retrievalStats", summary = "What is embedded, and what waits")
  @GetMapping("/stats")
  Mono<Stats> stats() {
    return status.totals().map(this::stats);
  }

  private Stats stats(EmbeddingStatus.Totals totals) {
    double average =
        totals.documentsWithEmbeddings() == 0
            ? 0
            : (double) totals.embeddings() / totals.documentsWithEmbeddings();
    return new Stats(
        totals.documents(),
        totals.embeddings(),
        totals.documentsWithEmbeddings(),
        Math.round(average * 100) / 100.0,
        models.serving().model().dimension(),
        models.serving().model().name(),
        Passage.LIMIT,
        Passage.OVERLAP,
        TOP_K,
        totals.pending(),
        totals.failed());
  }

  private static Answer answer(Hits hits) {
    return new Answer(
        hits.hits().stream().map(SearchController::found).toList(),
        hits.totalCandidates(),
        hits.truncated());
  }

  private static FoundPassage found(Hit hit) {
    Passage passage = hit.passage();
    return new FoundPassage(
        passage.documentId(),
        hit.documentTitle(),
        passage.index(),
        passage.text(),
        passage.page(),
        passage.start(),
        passage.end(),
        hit.score(),
        new Legs(hit.lexical(), hit.dense()));
  }
}
