package io.unichart.identity.match;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.identity.PatientMatch;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Who is this? Matching over HTTP; nothing is stored. */
@RestController
@RequestMapping("/api/v1/patients")
@Tag(name = "Matching")
class MatchController {

  /** The answer to a match request. */
  record Matches(
      List<PatientMatch> matches,
      @Schema(description = "Matches at or above the threshold", minimum = "0", example = "1")
          int total,
      @Schema(description = "Records that were compared", minimum = "0", example = "14")
          int candidates,
      @Schema(
              description =
                  "Blocking keys shared by more records than were compared; with 0 nobody who"
                      + " shares a key was left out",
              minimum = "0",
              example = "0")
          int cappedKeys) {}

  /** The answer to a duplicate check. */
  record Duplicates(
      @Schema(description = "Whether there is any match", example = "true") boolean hasDuplicates,
      List<PatientMatch> matches,
      @Schema(description = "Matches at or above the threshold", minimum = "0", example = "1")
          int total,
      @Schema(description = "Records that were compared", minimum = "0", example = "14")
          int candidates,
      @Schema(
              description = "Blocking keys shared by more records than were compared",
              minimum = "0",
              example = "0")
          int cappedKeys) {}

  private final PersonMatching matching;

  MatchController(PersonMatching matching) {
    this.matching = matching;
  }

  @Operation(
      operationId = "matchPatient",
      summary = "Rank the patients who may be this person",
      description =
          "Takes whatever is known of a patient. Every score is the sum of its breakdown: the"
              + " weights add up to `weight`, and the score is 1/(1+2^-(weight+prior_weight)).")
  @PostMapping("/match")
  Mono<Matches> match(@RequestBody MatchRequest request) {
    return matching
        .match(request)
        .map(
            found ->
                new Matches(
                    found.matches(), found.total(), found.candidates(), found.cappedKeys()));
  }

  @Operation(
      operationId = "checkDuplicates",
      summary = "Say whether this person is registered already",
      description = "As `match`; nothing is stored.")
  @PostMapping("/check-duplicates")
  Mono<Duplicates> checkDuplicates(@RequestBody MatchRequest request) {
    return matching
        .match(request)
        .map(
            found ->
                new Duplicates(
                    found.total() > 0,
                    found.matches(),
                    found.total(),
                    found.candidates(),
                    found.cappedKeys()));
  }
}
