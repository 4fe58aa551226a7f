package io.unichart.identity.intake;

import io.swagger.v3.oas.annotations.media.Schema;
import io.unichart.identity.intake.PersonIntake.Refused;
import io.unichart.identity.intake.PersonIntake.Taken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of an import.
 *
 * @param failed lines that were not taken in, and why; the first {@value #MOST_FAILURES}
 */
record ImportResult(
    @Schema(description = "patients that are new", example = "998") int created,
    @Schema(description = "patients that were there and changed", example = "1") int updated,
    @Schema(description = "lines that were taken in before and did not change", example = "0")
        int skipped,
    @Schema(description = "lines that were not taken in, the first 10,000") List<Refused> failed) {

  private static final int MOST_FAILURES = 10_000;
  static final ImportResult NOTHING = new ImportResult(0, 0, 0, List.of());

  ImportResult and(Taken taken, List<Refused> unread) {
    List<Refused> all = failed;
    if (!(taken.failed().isEmpty() && unread.isEmpty()) && failed.size() < MOST_FAILURES) {
      all = new ArrayList<>(failed);
      List<Refused> more = new ArrayList<>(unread);
      more.addAll(taken.failed());
      more.sort(java.util.Comparator.comparingLong(Refused::line));
      all.addAll(more.subList(0, Math.min(more.size(), MOST_FAILURES - failed.size())));
    }
    return new ImportResult(
        created + taken.created(), updated + taken.updated(), skipped + taken.skipped(), all);
  }

  /** As a job shows it. */
  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("created", created);
    members.put("updated", updated);
    members.put("skipped", skipped);
    members.put("failed", failed);
    return members;
  }
}
