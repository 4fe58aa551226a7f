package io.unichart.terminology;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.platform.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
  record SystemInForce(String system, String version, int concepts, String source, String state) {}

  /** All code systems. */
  record Systems(List<SystemInForce> systems) {}

  /** The codes that fit a phrase. */
  record Candidates(String system, String version, List<Candidate> candidates) {}

  private final Terminology terminology;

  TerminologyController(Terminology terminology) {
    this.terminology = terminology;
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
    return new SystemInForce(
        system.slug(),
        table.version(),
        table.concepts().size(),
        table.source(),
        terminology.state(system).name().toLowerCase(Locale.ROOT));
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
    return Mono.fromCallable(
            () ->
                new Candidates(
                    asked.slug(),
                    terminology.index(asked).table().version(),
                    terminology.search(asked, q, limit, billable)))
        .subscribeOn(Schedulers.parallel());
  }
}
