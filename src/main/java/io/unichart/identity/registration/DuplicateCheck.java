package io.unichart.identity.registration;

import io.unichart.identity.Patient;
import io.unichart.identity.PatientMatch;
import io.unichart.identity.match.PersonMatching;
import io.unichart.identity.match.Scored;
import io.unichart.identity.review.ReviewQueue;
import io.unichart.platform.Problem;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps a person from being registered twice, or sees to it that somebody looks at the pair. */
@Component
class DuplicateCheck {

  /** Matches that a refusal shows. */
  private static final int SHOWN = 10;

  private static final double THRESHOLD = 0.5;

  private final PersonMatching matching;
  private final ReviewQueue reviews;

  DuplicateCheck(PersonMatching matching, ReviewQueue reviews) {
    this.matching = matching;
    this.reviews = reviews;
  }

  /**
   * Looks for the person inside the transaction that will register it, and holds off others who
   * register the same person until that ends. The pairs to review, or 409.
   */
  Mono<List<Scored>> before(Patient patient, OnDuplicate onDuplicate) {
    return onDuplicate == OnDuplicate.REGISTER
        ? matching.lock(patient.details()).thenReturn(List.of())
        : matching
            .rankAlone(patient.details(), THRESHOLD)
            .flatMap(
                ranking ->
                    onDuplicate == OnDuplicate.QUEUE
                        ? Mono.just(ranking.scored())
                        : refuseIfCertain(ranking.scored()));
  }

  private Mono<List<Scored>> refuseIfCertain(List<Scored> scored) {
    return scored.stream().noneMatch(Scored::isCertain)
        ? Mono.just(List.of())
        : matching.told(scored, SHOWN).flatMap(matches -> Mono.error(new Known(matches)));
  }

  /** A person is registered already; thrown out of the transaction, so that nothing is stored. */
  static final class Known extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final transient List<PatientMatch> matches;

    Known(List<PatientMatch> matches) {
      super("registered already", null, false, false);
      this.matches = matches;
    }
  }

  /** Refuses with the matches, and notes that they were shown. */
  <T> Mono<T> refused(Known known) {
    Problem problem =
        Problem.conflict(
                "this person is registered already; see matches. To register anyway send"
                    + " on_duplicate=register, or queue for a review")
            .with("matches", known.matches);
    return matching.seen(known.matches).then(Mono.error(problem));
  }

  /** Puts the likely pairs of the record that was just stored up for review. */
  Mono<Void> after(Patient patient, List<Scored> suspects) {
    return reviews.queue(patient.id(), suspects, "registration");
  }
}
