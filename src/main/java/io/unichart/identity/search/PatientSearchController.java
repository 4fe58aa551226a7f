package io.unichart.identity.search;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.identity.Patient;
import io.unichart.identity.registration.PersonIndex;
import io.unichart.platform.Problem;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Search, and the masked view, over HTTP. */
@RestController
@RequestMapping("/api/v1/patients")
@Tag(name = "Patients")
class PatientSearchController {

  private static final int LONGEST = 1_000;

  /**
   * One patient that was found.
   *
   * @param highlights where the record answers the query
   */
  record Hit(@JsonUnwrapped Patient patient, List<Highlight> highlights) {}

  /**
   * A page of patients.
   *
   * @param total how many there are; counted no further than ten thousand
   * @param truncated whether there are more than {@code total}
   */
  record Found(
      List<Hit> patients,
      @Schema(description = "how many there are, counted no further than 10,000", example = "3")
          int total,
      @Schema(description = "whether there are more than total") boolean truncated,
      @Schema(description = "the query as it was given", example = "halvorsen ingrid") String query,
      @Schema(description = "how many were left out before these", example = "0") int offset,
      @Schema(description = "how many these are at most", example = "10") int limit) {}

  private final PatientSearch search;
  private final PersonIndex index;

  PatientSearchController(PatientSearch search, PersonIndex index) {
    this.search = search;
    this.index = index;
  }

  @Operation(
      operationId = "searchPatients",
      summary = "Find patients by any words of their record",
      description =
          "Names, former names, identifiers and numbers with or without punctuation, birth dates,"
              + " phones, e-mail and addresses; words may be begun (as you type), accents and case"
              + " do not count. All words are wanted; AND, OR, NOT, brackets and \"quoted phrases\""
              + " are understood, anything that cannot be read so is read as plain words. A merged"
              + " record is found as the one that it was merged into.")
  @GetMapping("/search")
  Mono<Found> search(
      @Parameter(description = "what to look for", example = "halvorsen AND NOT ingrid")
          @RequestParam(required = false)
          @Nullable String q,
      @Parameter(description = "also find misspelt words, and other forms of a name")
          @RequestParam(defaultValue = "false")
          boolean fuzzy,
      @Parameter(description = "also find words of the same sound")
          @RequestParam(defaultValue = "false")
          boolean phonetic,
      @Parameter(description = "only patients born in this year", example = "1987")
          @RequestParam(name = "birth_year", required = false)
          @Min(1000)
          @Max(2999)
          @Nullable Integer birthYear,
      @Parameter(description = "mask numbers, contacts and addresses as the masked view does")
          @RequestParam(name = "mask_sensitive", defaultValue = "false")
          boolean maskSensitive,
      @RequestParam(defaultValue = "10") @Min(1) @Max(100) int limit,
      @RequestParam(defaultValue = "0") @Min(0) @Max(1_000_000) int offset) {
    if (q == null || q.isBlank()) {
      throw Problem.badRequest("q is required: a name, a number, an address, or parts of them");
    }
    if (q.length() > LONGEST) {
      throw Problem.badRequest("q must have at most " + LONGEST + " characters");
    }
    return search.find(
        new PatientSearch.Request(q, fuzzy, phonetic, birthYear, maskSensitive, limit, offset));
  }

  @Operation(
      operationId = "readMaskedPatient",
      summary = "Read a person's record with sensitive members masked",
      description =
          "Of a number its last four places are kept, of a day its year, of an e-mail address its"
              + " first letter and domain; streets, photos and the names of contacts are hidden.")
  @GetMapping("/{id}/masked")
  Mono<Patient> masked(@PathVariable UUID id) {
    return index.read(id).map(Masking::of);
  }
}
