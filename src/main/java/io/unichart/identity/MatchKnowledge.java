package io.unichart.identity;

import io.unichart.matching.ComparisonView;
import io.unichart.matching.MatchModel;
import io.unichart.matching.Matcher;
import org.springframework.stereotype.Component;

/** What the index has learned for scoring: the model, and how common values are. */
@Component
class MatchKnowledge {

  /**
   * An index of few records is still a sample of a town: agreement on a common name must not look
   * rare only because hardly anybody was registered yet.
   */
  private static final long LEAST_POPULATION = 10_000;

  private volatile MatchModel model = MatchModel.standard(ComparisonView.PATIENT);
  private volatile Matcher.TermShares shares = Matcher.TermShares.unknown();

  /** A matcher for a population of this size. */
  Matcher matcher(long population) {
    return new Matcher(model, shares, Math.max(LEAST_POPULATION, population));
  }
}
