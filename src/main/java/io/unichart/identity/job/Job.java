package io.unichart.identity.job;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A long job as its caller watches it.
 *
 * @param progress the share that is done, 0 to 1
 * @param eta when it will presumably be done, while it runs
 * @param reason why it failed
 * @param result what it has done so far, as members beside the others
 */
public record Job(
    @Schema(description = "the job's id") UUID id,
    @Schema(description = "what it does", example = "import") String kind,
    @Schema(allowableValues = {"running", "completed", "failed", "cancelled"}) String status,
    @Schema(minimum = "0", maximum = "1", example = "0.42") double progress,
    OffsetDateTime startedAt,
    @Nullable OffsetDateTime finishedAt,
    @Nullable OffsetDateTime eta,
    @Nullable String reason,
    @JsonAnyGetter @Schema(hidden = true) Map<String, Object> result) {

  public Job {
    result = Collections.unmodifiableMap(new LinkedHashMap<>(result));
  }

  /** Whether it still has something to do. */
  public boolean running() {
    return status.equals("running");
  }
}
