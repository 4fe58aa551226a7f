package io.unichart.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How a document stands to the patient index.
 *
 * @param status attached to a person, waiting for a reviewer, without a match, or not looked for
 * @param score how certain the match is, 0 to 1
 */
public record PatientMatch(
    Status status, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double score) {

  /** Nobody has looked for the patient of this document. */
  public static final PatientMatch NONE = new PatientMatch(Status.NONE, null);

  /** Whether a person said whose it is, which no search overrules. */
  boolean isByHand() {
    return status == Status.ATTACHED && score == null;
  }

  /** The four answers to "whose note is this?". */
  public enum Status {
    @JsonProperty("attached")
    ATTACHED,
    @JsonProperty("review")
    REVIEW,
    @JsonProperty("unmatched")
    UNMATCHED,
    @JsonProperty("none")
    NONE
  }
}
