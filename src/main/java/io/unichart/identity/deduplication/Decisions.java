package io.unichart.identity.deduplication;

import io.unichart.identity.PatientMatch;
import io.unichart.identity.review.Decided;
import io.unichart.matching.Field;
import io.unichart.matching.MatchModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets reviewers' decisions sharpen a model.
 *
 * <p>The pairs that people see are not a sample of all pairs: they were chosen because they look
 * alike. Shares counted among them (m from the confirmed, u from the rejected) would be wrong, but
 * the probability of a match <em>given</em> the pattern of levels is not touched by a choice that
 * rests on the pattern (R. L. Prentice, R. Pyke, <em>Logistic disease incidence models and
 * case-control studies</em>, Biometrika 66, 1979). So each level's weight gets a correction in
 * bits, fitted by logistic regression on the decisions with the model's own weights as offset. A
 * Gaussian prior of one bit around 0 keeps corrections small until many decisions agree; the mode
 * is found by Newton steps along one coordinate at a time.
 */
final class Decisions {

  private static final double SIGMA = 1;
  private static final double MOST = 4;
  private static final double SURE = 0.999;
  private static final double NATS = Math.log(2);
  private static final int SWEEPS = 1_000;
  private static final double STILL = 1e-4;

  private final MatchModel model;
  private final double prior;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<int[]> levelOf = new ArrayList<>();
  private final List<List<Integer>> pairsWith = new ArrayList<>();

  private Decisions(MatchModel model, double population) {
    this.model = model;
    this.prior = model.priorWeight(population);
  }

  /** The model with what the decisions teach; the same model if there are none. */
  static MatchModel sharpen(MatchModel model, double population, List<Decided> decisions) {
    return decisions.isEmpty() ? model : new Decisions(model, population).sharpen(decisions);
  }

  private MatchModel sharpen(List<Decided> decisions) {
    double[] odds = new double[decisions.size()];
    for (int i = 0; i < odds.length; i++) {
      odds[i] = prior;
      for (PatientMatch.Part part : decisions.get(i).parts()) {
        int correction = correction(part);
        if (correction < 0) {
          odds[i] += part.weight();
        } else {
          int[] at = levelOf.get(correction);
          odds[i] += log2(model.m(at[0], at[1])) - log2(model.u(at[0], at[1]));
          pairsWith.get(correction).add(i);
        }
      }
    }
    return apply(fit(decisions, odds));
  }

  private static double log2(double share) {
    return Math.log(Math.max(share, 1e-9)) / NATS;
  }

  /** The number of a level's correction; -1 for lines that are no field's level. */
  private int correction(PatientMatch.Part part) {
    List<Field> fields = model.fields();
    for (int f = 0; f < fields.size(); f++) {
      int level = fields.get(f).role().levels().indexOf(part.level());
      if (fields.get(f).name().equals(part.field()) && level > 0) {
        int[] at = {f, level};
        return numbers.computeIfAbsent(
            f + ":" + level,
            key -> {
              levelOf.add(at);
              pairsWith.add(new ArrayList<>());
              return levelOf.size() - 1;
            });
      }
    }
    return -1;
  }

  private double[] fit(List<Decided> decisions, double[] odds) {
    double[] delta = new double[levelOf.size()];
    double moved = 1;
    for (int sweep = 0; sweep < SWEEPS && moved > STILL; sweep++) {
      moved = 0;
      for (int j = 0; j < delta.length; j++) {
        double gradient = -delta[j] / (SIGMA * SIGMA);
        double curvature = 1 / (SIGMA * SIGMA);
        for (int i : pairsWith.get(j)) {
          double p = MatchModel.probability(odds[i]);
          gradient += NATS * ((decisions.get(i).onePerson() ? 1 : 0) - p);
          curvature += NATS * NATS * p * (1 - p);
        }
        double step = gradient / curvature;
        double now = Math.max(-MOST, Math.min(MOST, delta[j] + step));
        for (int i : pairsWith.get(j)) {
          odds[i] += now - delta[j];
        }
        moved = Math.max(moved, Math.abs(now - delta[j]));
        delta[j] = now;
      }
    }
    return delta;
  }

  private MatchModel apply(double[] delta) {
    int n = model.fields().size();
    double[][] m = new double[n][];
    double[][] u = new double[n][];
    for (int f = 0; f < n; f++) {
      m[f] = new double[model.fields().get(f).role().levels().size()];
      u[f] = new double[m[f].length];
      for (int l = 1; l < m[f].length; l++) {
        m[f][l] = model.m(f, l);
        u[f][l] = model.u(f, l);
      }
    }
    for (int j = 0; j < delta.length; j++) {
      int[] at = levelOf.get(j);
      double more = m[at[0]][at[1]] * Math.pow(2, delta[j]);
      m[at[0]][at[1]] = Math.min(SURE, more);
      u[at[0]][at[1]] *= Math.min(SURE, more) / more;
    }
    return new MatchModel(
        model.version() + "+decisions",
        model.fields(),
        m,
        u,
        model.relations(),
        model.duplicates());
  }
}
