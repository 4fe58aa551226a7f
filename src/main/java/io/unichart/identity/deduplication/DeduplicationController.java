package io.unichart.identity.deduplication;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.identity.job.Job;
import io.unichart.identity.record.Faults;
import io.unichart.platform.Actor;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Deduplication of the whole population over HTTP. */
@RestController
@RequestMapping("/api/v1/patients")
@Tag(name = "Matching")
class DeduplicationController {

  /** What to do with the pairs that are found. */
  record DeduplicationRequest(
      @Schema(
              description = "Least score of a pair that is put up for review",
              minimum = "0",
              maximum = "1",
              defaultValue = "0.7",
              example = "0.7")
          @Nullable Double threshold,
      @Schema(
              description = "Most pairs of one record that are put up for review",
              minimum = "1",
              maximum = "1000",
              defaultValue = "50",
              example = "50")
          @Nullable Integer maxCandidates,
      @Schema(
              description = "Whether pairs from auto_merge_threshold on are merged at once",
              defaultValue = "false",
              example = "false")
          @Nullable Boolean autoMerge,
      @Schema(
              description = "Least score of a pair that is merged at once",
              minimum = "0",
              maximum = "1",
              defaultValue = "0.95",
              example = "0.95")
          @Nullable Double autoMergeThreshold) {

    DeduplicationOrder order(UUID job, String user) {
      Faults faults = new Faults();
      share("threshold", threshold, faults);
      share("auto_merge_threshold", autoMergeThreshold, faults);
      if (maxCandidates != null && (maxCandidates < 1 || maxCandidates > 1000)) {
        faults.add("max_candidates", "must lie between 1 and 1000");
      }
      faults.raise();
      return new DeduplicationOrder(
          job,
          threshold == null ? 0.7 : threshold,
          maxCandidates == null ? 50 : maxCandidates,
          Boolean.TRUE.equals(autoMerge),
          autoMergeThreshold == null ? 0.95 : autoMergeThreshold,
          user);
    }

    private static void share(String field, @Nullable Double value, Faults faults) {
      if (value != null && !(value >= 0 && value <= 1)) {
        faults.add(field, "must lie between 0 and 1");
      }
    }
  }

  private static final DeduplicationRequest USUAL =
      new DeduplicationRequest(null, null, null, null);

  private final Deduplications deduplications;

  DeduplicationController(Deduplications deduplications) {
    this.deduplications = deduplications;
  }

  @Operation(
      operationId = "deduplicatePatients",
      summary = "Look for duplicates in the whole population",
      description =
          "Starts a job and answers with where it can be watched and cancelled. It learns the"
              + " weights from the records, puts likely pairs up for review, and merges certain ones"
              + " only when asked; pairs that were judged to be two persons stay apart.")
  @PostMapping("/deduplicate")
  Mono<ResponseEntity<Job>> deduplicate(
      @RequestBody(required = false) @Nullable DeduplicationRequest request) {
    UUID id = UUID.randomUUID();
    return Actor.current()
        .map(actor -> (request == null ? USUAL : request).order(id, actor.userId()))
        .flatMap(deduplications::begin)
        .map(
            job ->
                ResponseEntity.accepted()
                    .location(URI.create("/api/v1/jobs/" + job.id()))
                    .body(job));
  }
}
