package io.unichart.terminology;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.platform.Problem;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Codes over HTTP: which systems there are, and which codes fit a phrase. */
@RestController
@RequestMapping(path = "/api/v1/terminology", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Terminology")
class TerminologyController {

  private static final int MOST = 100;
  private static final int LONGEST = 500;

  /** A code system as it is in force. */
  @Schema(name = "CodeSystemInForce")
  record SystemInForce(
      @Schema(example = "icd10cm") String system,
      @Schema(example = "2026 sha256:4f0c1c1f8a52") String version,
      @Schema(example = "97456") int concepts,
      @Schema(description = "built-in, TERMINOLOGY_DIR, or what the import named") String source,
      @Schema(description = "Of the newest table; while it loads, the former serves")
          TableWatch.State state,
      @Schema(description = "SHA-256 over the files") @Nullable String checksum,
      @Schema(description = "Since when it is in force") @Nullable OffsetDateTime inForceAt) {}

  /** All code systems. */
  record Systems(List<SystemInForce> systems) {}

  /** The codes that fit a phrase. */
  record Candidates(String system, String version, List<Candidate> candidates) {}

  private final Terminology terminology;
  private final TableWatch watch;

  TerminologyController(Terminology terminology, TableWatch watch) {
    this.terminology = terminology;
    this.watch = watch;
  }

  @Operation(
      operationId = "listCodeSystems",
      summary = "The code systems, their versions and where they come from")
  @GetMapping
  Mono<Systems> systems() {
    return Mono.fromSupplier(
        () -> new Systems(Arrays.stream(CodeSystem.values()).map(this::inForce).toList()));
  }

  private SystemInForce inForce(CodeSystem system) {
    TermTable table = terminology.index(system).table();
    TableWatch.Standing standing = watch.standing(system);
    TableVersions.Version version = standing.version();
    return new SystemInForce(
        system.slug(),
        table.version(),
        table.concepts().size(),
        table.source(),
        standing.state(),
        version == null ? null : version.checksum(),
        version == null ? null : version.inForceAt());
  }

  @Operation(operationId = "searchCodes", summary = "The codes that fit a phrase, best first")
  @GetMapping("/{system}")
  Mono<Candidates> search(
      @Schema(description = "icd10cm, rxnorm or loinc", example = "icd10cm") @PathVariable
          String system,
      @Schema(minLength = 1, maxLength = 500, example = "gallbladder attack")
          @RequestParam(required = false)
          @Nullable String q,
      @Schema(minimum = "1", maximum = "100") @RequestParam(defaultValue = "10") int limit,
      @Schema(description = "Only codes that may be billed; false shows headers too")
          @RequestParam(defaultValue = "true")
          boolean billable) {
    CodeSystem asked = CodeSystem.of(system);
    if (asked == null) {
      throw Problem.notFound(
          "there is no code system of this name; there are icd10cm, rxnorm and loinc");
    }
    if (q == null || q.isBlank() || q.indexOf('\0') >= 0 || q.length() > LONGEST) {
      throw Problem.badRequest("q must be a phrase of 1 to " + LONGEST + " characters");
    }
    if (limit < 1 || limit > MOST) {
      throw Problem.badRequest("limit must be 1 to " + MOST);
    }
    return terminology
        .informed(
            () ->
                new Candidates(
                    asked.slug(),
                    terminology.index(asked).table().version(),
                    terminology.search(asked, q, limit, billable)))
        .subscribeOn(Schedulers.parallel());
  }
}
