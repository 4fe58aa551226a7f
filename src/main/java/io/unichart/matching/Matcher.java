package io.unichart.matching;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares one record with a few candidates and explains each score. The same comparison and the
 * same sum as in bulk: a request becomes a small table. Immutable and thread-safe.
 */
public final class Matcher {

  /** How common a value is in the population. */
  @FunctionalInterface
  public interface TermShares {

    /** The share of records that hold the value, or 0 when it is not known. */
    double share(Field field, String value);

    /** Nothing is known: the model's averages hold. */
    static TermShares unknown() {
      return (field, value) -> 0;
    }
  }

  private static final int REMEMBERED = 1 << 10;

  private final MatchModel model;
  private final TermShares shares;
  private final double population;

  /**
   * @param population number of records that the candidates were taken from
   */
  public Matcher(MatchModel model, TermShares shares, double population) {
    this.model = model;
    this.shares = shares;
    this.population = Math.max(2, population);
  }

  /** The scores of the candidates, in their order. All views must have the model's fields. */
  public List<Score> score(ComparisonView query, List<ComparisonView> candidates) {
    PairScorer scorer = scorer(query, candidates);
    List<Score> scores = new ArrayList<>(candidates.size());
    double prior = model.priorWeight(population);
    for (int i = 1; i <= candidates.size(); i++) {
      scorer.score(0, i);
      scores.add(Score.of(scorer, model, prior));
    }
    return scores;
  }

  public Score score(ComparisonView a, ComparisonView b) {
    return score(a, List.of(b)).get(0);
  }

  /** The levels of each field of two views, for strategies that weigh them in another way. */
  String[] levels(ComparisonView a, ComparisonView b) {
    PairScorer scorer = scorer(a, List.of(b));
    scorer.compare(0, 1);
    String[] levels = new String[model.fields().size()];
    for (int f = 0; f < levels.length; f++) {
      levels[f] = model.fields().get(f).role().levels().get(scorer.levels[f]);
    }
    return levels;
  }

  MatchModel model() {
    return model;
  }

  private PairScorer scorer(ComparisonView query, List<ComparisonView> candidates) {
    List<ComparisonView> all = new ArrayList<>(candidates.size() + 1);
    all.add(query);
    all.addAll(candidates);
    List<Field> fields = model.fields();
    int[][] codes = new int[fields.size()][all.size()];
    Values[] values = new Values[fields.size()];
    Values names = new Values();
    for (int f = 0; f < values.length; f++) {
      values[f] = fields.get(f).role().isName() ? names : new Values();
      for (int r = 0; r < all.size(); r++) {
        if (!all.get(r).fields().equals(fields)) {
          throw new IllegalArgumentException(
              "the view has other fields than the model " + model.version());
        }
        codes[f][r] = values[f].intern(all.get(r).value(f));
      }
    }
    RecordTable table = new RecordTable(all.size(), fields, codes, values, new byte[all.size()], 1);
    return new PairScorer(
        table, model, new Frequencies(table, model, shares), population, REMEMBERED);
  }
}
