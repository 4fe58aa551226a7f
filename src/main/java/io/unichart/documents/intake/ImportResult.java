package io.unichart.documents.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an import.
 *
 * @param created how many documents are new
 * @param updated how many were there and changed
 * @param skipped how many were there and did not
 * @param failed what could not be taken in, and why; at most {@value #MOST_FAILURES}
 */
record ImportResult(int created, int updated, int skipped, List<Failure> failed) {

  private static final int MOST_FAILURES = 10_000;

  static final ImportResult NOTHING = new ImportResult(0, 0, 0, List.of());

  /** A file or line that could not be taken in. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Failure(@Nullable String file, @Nullable Long line, String reason) {}

  /** What became of one file or line. */
  enum Outcome {
    CREATED,
    UPDATED,
    SKIPPED
  }

  ImportResult and(Outcome outcome) {
    return switch (outcome) {
      case CREATED -> new ImportResult(created + 1, updated, skipped, failed);
      case UPDATED -> new ImportResult(created, updated + 1, skipped, failed);
      case SKIPPED -> new ImportResult(created, updated, skipped + 1, failed);
    };
  }

  ImportResult and(Failure failure) {
    if (failed.size() >= MOST_FAILURES) {
      return this;
    }
    List<Failure> more = new ArrayList<>(failed);
    more.add(failure);
    return new ImportResult(created, updated, skipped, more);
  }
}
