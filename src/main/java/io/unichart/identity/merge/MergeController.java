package io.unichart.identity.merge;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.identity.MergeRecord;
import io.unichart.identity.match.PersonMatching;
import io.unichart.identity.match.Scored;
import io.unichart.identity.record.Faults;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Merge and unmerge over HTTP. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Merging")
class MergeController {

  record MergeRequest(
      @Schema(description = "The record that survives", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable UUID masterPatientId,
      @Schema(
              description = "The record that is merged into it and becomes inactive",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable UUID duplicatePatientId,
      @Schema(description = "Why", maxLength = REASON_LENGTH, example = "same passport")
          @Nullable String mergeReason) {}

  record ReverseRequest(
      @Schema(description = "Why the merge was wrong", example = "two brothers")
          @Nullable String mergeReason) {}

  record Listing(List<MergeRecord> merges, int limit, int offset) {}

  private static final int REASON_LENGTH = 2_000;

  private final Merging merging;
  private final MergeStore merges;
  private final PersonMatching matching;

  MergeController(Merging merging, MergeStore merges, PersonMatching matching) {
    this.merging = merging;
    this.matching = matching;
    this.merges = merges;
  }

  @Operation(
      operationId = "mergePatients",
      summary = "Make two records of one person one",
      description =
          "The survivor gets what the other knew: identifiers, names (as former), addresses,"
              + " contacts, documents. Both are kept as they were, so that the merge can be"
              + " reversed. With itself 422, with an inactive record 409.")
  @PostMapping("/patients/merge")
  Mono<Merging.Outcome> merge(@RequestBody MergeRequest request) {
    UUID master = request.masterPatientId();
    UUID duplicate = request.duplicatePatientId();
    Faults faults = new Faults();
    if (master == null) {
      faults.add("master_patient_id", "is required");
    }
    if (duplicate == null) {
      faults.add("duplicate_patient_id", "is required");
    }
    faults.text("merge_reason", request.mergeReason(), REASON_LENGTH);
    faults.raise();
    return master == null || duplicate == null
        ? Mono.empty()
        : matching
            .score(master, duplicate)
            .map(Scored::score)
            .flatMap(score -> merging.merge(master, duplicate, request.mergeReason(), score))
            .switchIfEmpty(
                Mono.defer(() -> merging.merge(master, duplicate, request.mergeReason(), null)));
  }

  @Operation(
      operationId = "reverseMerge",
      summary = "Take a merge back and restore both records",
      description =
          "Edits made since are kept where they belong; 409 says what stands in the way: an edit,"
              + " a later merge, or that it was reversed already.")
  @PostMapping("/merges/{id}/reverse")
  Mono<Merging.Outcome> reverse(
      @PathVariable UUID id, @RequestBody(required = false) @Nullable ReverseRequest request) {
    String reason = request == null ? null : request.mergeReason();
    Faults faults = new Faults();
    faults.text("merge_reason", reason, REASON_LENGTH);
    faults.raise();
    return merging.reverse(id, reason);
  }

  @Operation(operationId = "listMerges", summary = "Merges, newest first, of one patient or of all")
  @GetMapping("/merges")
  Mono<Listing> list(
      @RequestParam(name = "patient_id", required = false) @Nullable UUID patientId,
      @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
      @RequestParam(defaultValue = "0") @Min(0) int offset) {
    return merges
        .list(patientId, limit, offset)
        .collectList()
        .map(found -> new Listing(found, limit, offset));
  }
}
