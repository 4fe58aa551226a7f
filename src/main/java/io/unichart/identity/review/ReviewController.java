package io.unichart.identity.review;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.unichart.identity.record.Faults;
import io.unichart.platform.Problem;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Set;
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

/** The review queue over HTTP. */
@RestController
@RequestMapping("/api/v1/reviews")
@Tag(name = "Reviews")
class ReviewController {

  private static final int REASON_LENGTH = 2_000;
  private static final Set<String> STATUSES =
      Set.of("pending", "confirmed", "rejected", "auto_merged");

  /** What a steward decides. */
  record Decision(
      @Schema(
              description = "confirm: one person, the records are merged; reject: two persons",
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {"confirm", "reject"},
              example = "confirm")
          @Nullable String decision,
      @Schema(description = "Why", maxLength = REASON_LENGTH, example = "same passport")
          @Nullable String reason) {}

  /** A page of reviews. */
  record Reviews(
      List<Review> items,
      @Schema(description = "Reviews with this status", minimum = "0", example = "1") long total) {}

  private final ReviewQueue queue;

  ReviewController(ReviewQueue queue) {
    this.queue = queue;
  }

  @Operation(
      operationId = "listReviews",
      summary = "What waits for a steward, and what was decided",
      description =
          "The likeliest pairs first, each with both records and the lines that make its score."
              + " Pairs of which a record was merged or removed wait unseen.")
  @GetMapping
  Mono<Reviews> list(
      @RequestParam(required = false)
          @Schema(
              description = "Only reviews with this status",
              allowableValues = {"pending", "confirmed", "rejected", "auto_merged"})
          @Nullable String status,
      @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
      @RequestParam(defaultValue = "0") @Min(0) int offset) {
    if (status != null && !STATUSES.contains(status)) {
      throw Problem.badRequest("status must be pending, confirmed, rejected or auto_merged");
    }
    return queue.list(status, limit, offset).map(page -> new Reviews(page.items(), page.total()));
  }

  @Operation(
      operationId = "decideReview",
      summary = "Decide whether two records are one person",
      description =
          "`confirm` merges the second record into the first and can be reversed like any merge;"
              + " `reject` keeps the two apart for good. A second decision is 409.")
  @PostMapping("/{id}/decision")
  Mono<Review> decide(@PathVariable UUID id, @RequestBody Decision decision) {
    Faults faults = new Faults();
    faults.required("decision", decision.decision(), 20);
    faults.oneOf("decision", decision.decision(), Set.of("confirm", "reject"));
    faults.text("reason", decision.reason(), REASON_LENGTH);
    faults.raise();
    return queue.decide(id, "confirm".equals(decision.decision()), decision.reason());
  }
}
