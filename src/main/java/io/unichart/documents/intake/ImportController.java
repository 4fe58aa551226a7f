package io.unichart.documents.intake;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.platform.PlatformProperties;
import io.unichart.platform.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many documents at once: the seed folder, or lines of JSON. */
@RestController
@RequestMapping(path = "/api/v1/documents/import", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Documents")
class ImportController {

  private final DocumentImport imports;
  private final ImportRuns runs;
  private final PlatformProperties platform;

  ImportController(DocumentImport imports, ImportRuns runs, PlatformProperties platform) {
    this.imports = imports;
    this.runs = runs;
    this.platform = platform;
  }

  @Operation(
      operationId = "importDocuments",
      summary = "Take in the seed folder, or, as application/x-ndjson, one document a line",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                      schema =
                          @Schema(
                              type = "string",
                              example =
                                  "{\"external_id\":\"n-1\",\"title\":\"A visit\",\"content\":\"Feels"
                                      + " well today.\"}"))))
  @PostMapping
  Mono<ImportResult> add(
      @Parameter(description = "Read again what has not changed")
          @RequestParam(defaultValue = "false")
          boolean force,
      @Parameter(description = "Leave the passages without embeddings for now")
          @RequestParam(name = "skip_embeddings", defaultValue = "false")
          boolean skipEmbeddings,
      @Parameter(hidden = true) ServerHttpRequest request) {
    HttpHeaders headers = request.getHeaders();
    if (isNdjson(headers)) {
      Flux<NdjsonLines.Line> lines =
          NdjsonLines.of(request.getBody(), platform.maxRequestSize().toBytes());
      return imports.lines(lines, force, !skipEmbeddings);
    }
    boolean chunked = headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    if (headers.getContentLength() > 0 || chunked) {
      throw Problem.unsupportedMediaType("an import reads application/x-ndjson, or no body at all");
    }
    return imports.folder(force, !skipEmbeddings);
  }

  private static boolean isNdjson(HttpHeaders headers) {
    try {
      return MediaType.APPLICATION_NDJSON.isCompatibleWith(headers.getContentType());
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  @Operation(
      operationId = "importProgress",
      summary = "How far the last import of the seed folder is")
  @GetMapping
  Mono<ImportRuns.Progress> progress() {
    return runs.last();
  }
}
