package io.unichart.retrieval;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.retrieval.EmbeddingRequests.Embedded;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Embedding on request, for those who do not want to wait for the background. */
@RestController
@RequestMapping(path = "/api/v1/rag", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Retrieval")
class EmbeddingController {

  private final EmbeddingRequests requests;

  EmbeddingController(EmbeddingRequests requests) {
    this.requests = requests;
  }

  /** What was done for one document. */
  record OneDocument(
      long documentId,
      String documentTitle,
      long chunksCreated,
      long embeddingsCreated,
      long processingTimeMs,
      boolean skipped,
      @Nullable Long existingEmbeddings) {}

  /** What was done for all documents. */
  record AllDocuments(
      long documentsProcessed,
      long documentsSkipped,
      long totalChunks,
      long totalEmbeddings,
      long processingTimeMs,
      List<OneOfAll> results) {}

  /** What was done for one of all documents. */
  record OneOfAll(
      long documentId,
      String documentTitle,
      long chunksCreated,
      long embeddingsCreated,
      boolean skipped,
      @Nullable String error) {}

  @Operation(
      operationId = "embedDocument",
      summary = "Embed a document now; with force, also one that is embedded")
  @PostMapping("/embed_document/{id}")
  Mono<OneDocument> one(
      @PathVariable long id, @RequestParam(defaultValue = "false") boolean force) {
    long start = System.nanoTime();
    return requests
        .one(id, force)
        .map(
            done ->
                new OneDocument(
                    done.documentId(),
                    done.title(),
                    done.skipped() ? 0 : done.passages(),
                    done.created(),
                    millisSince(start),
                    done.skipped(),
                    done.skipped() ? done.passages() : null));
  }

  @Operation(
      operationId = "embedAll",
      summary = "Embed every document now; with force, also those that are embedded")
  @PostMapping("/embed_all")
  Mono<AllDocuments> all(@RequestParam(defaultValue = "false") boolean force) {
    long start = System.nanoTime();
    return requests.all(force).collectList().map(done -> summary(done, start));
  }

  private static AllDocuments summary(List<Embedded> done, long start) {
    List<OneOfAll> results =
        done.stream()
            .map(
                one ->
                    new OneOfAll(
                        one.documentId(),
                        one.title(),
                        one.skipped() ? 0 : one.passages(),
                        one.created(),
                        one.skipped(),
                        one.failed() ? "the document cannot be embedded" : null))
            .toList();
    long skipped = done.stream().filter(Embedded::skipped).count();
    return new AllDocuments(
        done.size() - skipped,
        skipped,
        results.stream().mapToLong(OneOfAll::chunksCreated).sum(),
        results.stream().mapToLong(OneOfAll::embeddingsCreated).sum(),
        millisSince(start),
        results);
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
