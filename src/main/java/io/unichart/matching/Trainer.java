package io.unichart.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Learns a model from records without labels.
 *
 * <p><em>u</em> is counted over random pairs (strangers, nearly all of them; what matches
 * contaminate it is taken out again). <em>m</em> comes from expectation maximisation over pairs
 * that blocking keys bring together: within the sample of one key, the fields of that key say
 * nothing (they agree by design) and are masked; each key has its own mixture of matches, strangers
 * and relatives; the m of a field is shared by all keys in which it is not masked. So all keys
 * train one model at once. Shipped shares act as a Dirichlet prior: a file with fifty pairs leans
 * on them, a large one does not.
 *
 * <ol>
 *   <li>I. P. Fellegi, A. B. Sunter, <em>A theory for record linkage</em>, JASA 64 (1969).
 *   <li>W. E. Winkler, <em>Using the EM algorithm for weight computation in the Fellegi-Sunter
 *       model of record linkage</em> (1988).
 * </ol>
 */
final class Trainer {

  private static final double PRIOR_PAIRS = 40;
  private static final int SAMPLED = 60_000;
  private static final double LEAST_YIELD = 0.0006;
  private static final int ROUNDS = 8;

  private final RecordTable table;
  private final Blocking blocking;
  private List<Drawn> drawn = List.of();
  private double[][] counted = new double[0][];
  private final SplittableRandom random = new SplittableRandom(20261122);

  private static final class Sample {
    final boolean[] masked;
    final List<byte[]> levels = new ArrayList<>();
    final List<float[]> logU = new ArrayList<>();
    double[] mix = {0.3, 0.6, 0.02, 0.04, 0.02, 0.01, 0.01};

    Sample(boolean[] masked) {
      this.masked = masked;
    }
  }

  Trainer(RecordTable table, Blocking blocking) {
    this.table = table;
    this.blocking = blocking;
  }

  /** The start model with u learned from random pairs. */
  MatchModel learnU(MatchModel start) {
    double[][] u = start.uShares();
    double[][] count = new double[u.length][];
    for (int f = 0; f < u.length; f++) {
      count[f] = new double[u[f].length];
    }
    PairScorer scorer = new PairScorer(table, start, new Frequencies(table, 1), table.size);
    int pairs = (int) Math.min(120_000L, 20L * table.size);
    for (int i = 0; i < pairs && table.size > 1; i++) {
      int a = random.nextInt(table.size);
      int b = random.nextInt(table.size);
      if (a != b) {
        scorer.compare(a, b);
        for (int f = 0; f < u.length; f++) {
          count[f][scorer.levels[f]]++;
        }
      }
    }
    for (int f = 0; f < u.length; f++) {
      double sum = 0;
      for (int l = 1; l < u[f].length; l++) {
        sum += count[f][l];
      }
      double prior = 300;
      for (int l = 1; l < u[f].length; l++) {
        u[f][l] = (count[f][l] + prior * u[f][l]) / (sum + prior);
      }
    }
    counted = u;
    return start.with("learned", start.mShares(), u);
  }

  /**
   * The model with the share of strangers who live in one area beyond what chance per field gives:
   * town and postal code are not two agreements but one. Random pairs tell, the matches among them
   * taken out.
   */
  MatchModel learnArea(MatchModel model, Frequencies frequencies) {
    int[] group = Evidence.groups(model);
    PairScorer scorer = new PairScorer(table, model, frequencies, table.size);
    SplittableRandom same = new SplittableRandom(20261123);
    int pairs = (int) Math.min(100_000L, 20L * table.size);
    double[] ratio = new double[pairs];
    int found = 0;
    for (int i = 0; i < pairs; i++) {
      int a = same.nextInt(table.size);
      int b = same.nextInt(table.size);
      if (a != b) {
        scorer.compare(a, b);
        double sum = 0;
        int fields = 0;
        for (int f = 0; f < group.length; f++) {
          sum += group[f] == Evidence.AREA ? scorer.d[f] : 0;
          fields += group[f] == Evidence.AREA && scorer.levels[f] != 0 ? 1 : 0;
        }
        if (fields > 1) {
          ratio[found++] = Evidence.exp2(sum);
        }
      }
    }
    double start = Relations.usual().area();
    double rate = start;
    double weak = 2000; // pairs' worth of the shipped rate
    for (int round = 0; round < 20; round++) {
      double mass = weak * start;
      for (int i = 0; i < found; i++) {
        mass += rate * ratio[i] / (1 - rate + rate * ratio[i]);
      }
      rate = mass / (found + weak);
    }
    double matches = model.duplicates() / Math.max(1, table.size - 1);
    rate = Math.max(start / 50, Math.min(0.2, rate - matches));
    Relations r = model.relations();
    return model.with(
        new Relations(
            rate,
            r.household(),
            r.flatmates(),
            r.twins(),
            r.namesakes(),
            r.movedNearby(),
            r.movedAway()),
        model.duplicates());
  }

  /**
   * The model with m, the share of moved pairs, and the rates of duplicates and relatives learned.
   */
  MatchModel learnM(MatchModel start, Frequencies frequencies, boolean refine) {
    double[][] prior = MatchModel.standard(table.fields).mShares();
    MatchModel model = refine ? start : start.with(start.version(), prior, start.uShares());
    List<Sample> samples = samples(model, frequencies);
    for (int round = 0; round < ROUNDS; round++) {
      model = round(model, samples, prior, refine);
    }
    return model;
  }

  private List<Sample> samples(MatchModel model, Frequencies frequencies) {
    if (drawn.isEmpty()) {
      List<Integer> keys = keys();
      int each = Math.max(1500, SAMPLED / Math.max(1, keys.size()));
      SplittableRandom[] randoms = new SplittableRandom[keys.size()];
      java.util.Arrays.setAll(randoms, i -> random.split());
      drawn =
          IntStream.range(0, keys.size())
              .parallel()
              .mapToObj(i -> new Drawn(keys.get(i), blocking.sample(keys.get(i), each, randoms[i])))
              .toList();
    }
    ThreadLocal<PairScorer> scorers =
        ThreadLocal.withInitial(() -> new PairScorer(table, model, frequencies, table.size));
    return drawn.stream()
        .parallel()
        .map(
            d -> {
              Sample sample = new Sample(blocking.keys.get(d.key()).masked(table.fields));
              for (int[] pair : d.pairs()) {
                add(sample, scorers.get(), model, pair[0], pair[1]);
              }
              return sample;
            })
        .toList();
  }

  /** Pairs drawn under one key. */
  private record Drawn(int key, List<int[]> pairs) {}

  /** Keys worth sampling: for each set of masked fields the one that brings most pairs. */
  private List<Integer> keys() {
    java.util.Map<String, Integer> best = new java.util.LinkedHashMap<>();
    for (int k = 0; k < blocking.keys.size(); k++) {
      int key = k;
      best.merge(
          java.util.Arrays.toString(blocking.keys.get(k).masked(table.fields)),
          k,
          (x, y) -> blocking.costs.get(x).pairs() >= blocking.costs.get(key).pairs() ? x : y);
    }
    List<Integer> keys = new ArrayList<>(best.values());
    keys.sort((x, y) -> Long.compare(blocking.costs.get(y).pairs(), blocking.costs.get(x).pairs()));
    return keys.subList(0, Math.min(24, keys.size()));
  }

  private static void add(Sample sample, PairScorer scorer, MatchModel model, int a, int b) {
    scorer.compare(a, b);
    float[] logU = new float[scorer.d.length];
    for (int f = 0; f < logU.length; f++) {
      int level = scorer.levels[f];
      logU[f] = level == 0 ? 0 : (float) (model.logM(f, level) - scorer.d[f]);
    }
    byte[] levels = scorer.levels.clone();
    for (int f = 0; f < levels.length; f++) {
      if (scorer.isImplied(f, a, b)) {
        levels[f] = 0;
      }
    }
    sample.levels.add(levels);
    sample.logU.add(logU);
  }

  /** What one sample adds to the counts of a round. */
  private static final class Mass {
    final double[][] levels;
    double nearby;
    double away;
    double places;

    Mass(double[][] like) {
      levels = new double[like.length][];
      for (int f = 0; f < like.length; f++) {
        levels[f] = new double[like[f].length];
      }
    }
  }

  private MatchModel round(
      MatchModel model, List<Sample> samples, double[][] prior, boolean refine) {
    List<Mass> masses =
        samples.stream().parallel().map(s -> expect(model, s, prior, refine)).toList();
    double nearby = 1;
    double away = 1.4;
    double places = 20;
    double[][] m = new double[prior.length][];
    for (int f = 0; f < m.length; f++) {
      double[] count = new double[prior[f].length];
      for (Mass mass : masses) {
        for (int l = 1; l < count.length; l++) {
          count[l] += mass.levels[f][l];
        }
      }
      m[f] = shares(f, count, prior[f]);
    }
    for (Mass mass : masses) {
      nearby += mass.nearby;
      away += mass.away;
      places += mass.places;
    }
    Relations r = model.relations();
    Relations relations =
        new Relations(
            r.area(),
            r.household(),
            r.flatmates(),
            r.twins(),
            r.namesakes(),
            Math.min(0.45, nearby / places),
            Math.min(0.45, away / places));
    return model.with("learned", m, model.uShares()).with(relations, model.duplicates());
  }

  /** The expectation step for one sample; its own mixture moves at once. */
  private Mass expect(MatchModel model, Sample sample, double[][] prior, boolean refine) {
    int fields = prior.length;
    Mass out = new Mass(prior);
    Evidence evidence = new Evidence(model, table.size);
    boolean families = model.relations().household() > 0.05;
    int[] group = Evidence.groups(model);
    boolean places = true;
    for (int f = 0; f < fields; f++) {
      places &= !(table.fields.get(f).role().isPlace() && sample.masked[f]);
    }
    double[] d = new double[fields];
    boolean[] none = new boolean[fields];
    Relations r = model.relations();
    double n = Math.max(2, table.size);
    double[] global = {
      model.duplicates() / n,
      1,
      r.area(),
      r.household() / n,
      r.flatmates() / n,
      r.twins() / n,
      r.namesakes() / n
    };
    double[] mass = {0.1, 0.5, 0.02, 0.02, 0.02, 0.02, 0.02};
    for (int i = 0; i < sample.levels.size(); i++) {
      byte[] levels = sample.levels.get(i);
      float[] logU = sample.logU.get(i);
      for (int f = 0; f < fields; f++) {
        d[f] = levels[f] == 0 ? 0 : model.logM(f, levels[f]) - logU[f];
      }
      double[] likely = evidence.likelihoods(d, refine ? none : sample.masked);
      double[] mix = refine ? global : sample.mix;
      double sum = 0;
      for (int c = 0; c < Evidence.KINDS; c++) {
        sum += mix[c] * likely[c];
      }
      for (int c = 0; c < Evidence.KINDS; c++) {
        mass[c] += mix[c] * likely[c] / sum;
      }
      double match = mix[0] * likely[0] / sum;
      double nearby = mix[0] * likely[Evidence.KINDS] / sum;
      double away = mix[0] * likely[Evidence.KINDS + 1] / sum;
      if (places) {
        out.places += match;
        out.nearby += nearby;
        out.away += away;
      }
      for (int f = 0; f < fields; f++) {
        if (levels[f] != 0 && !sample.masked[f]) {
          double here =
              group[f] == Evidence.AREA ? away : group[f] == Evidence.HOME ? away + nearby : 0;
          out.levels[f][levels[f]] += match - here;
        }
      }
    }
    double all = 0;
    for (double part : mass) {
      all += part;
    }
    for (int c = 0; c < Evidence.KINDS; c++) {
      sample.mix[c] = families || c < 3 ? mass[c] / all : 1e-6;
    }
    return out;
  }

  private double[] shares(int f, double[] count, double[] prior) {
    Role role = table.fields.get(f).role();
    double fixed = 0;
    double sum = 0;
    for (int l = 1; l < count.length; l++) {
      if (isFixed(role, l)) {
        fixed += prior[l];
      } else {
        sum += count[l] + PRIOR_PAIRS * prior[l];
      }
    }
    double[] m = new double[count.length];
    for (int l = 1; l < count.length; l++) {
      m[l] = isFixed(role, l) ? prior[l] : (1 - fixed) * (count[l] + PRIOR_PAIRS * prior[l]) / sum;
    }
    return m;
  }

  /** Levels whose weight is set by another field's: not learned from counts. */
  private static boolean isFixed(Role role, int level) {
    return role == Role.GENDER && level == 2
        || role == Role.FAMILY_NAME && level >= Levels.NAME_SWAPPED;
  }

  /** Takes the share of matches out of what random pairs showed: in small files it is not small. */
  MatchModel cleanU(MatchModel model) {
    double share = Math.min(0.3, model.duplicates() / Math.max(1, table.size - 1));
    double[][] u = model.uShares();
    for (int f = 0; f < u.length; f++) {
      double sum = 0;
      for (int l = 1; l < u[f].length; l++) {
        double observed = counted[f][l];
        u[f][l] = Math.max(observed * 0.02, (observed - share * model.m(f, l)) / (1 - share));
        sum += u[f][l];
      }
      for (int l = 1; l < u[f].length; l++) {
        u[f][l] /= sum;
      }
    }
    return model.with(model.version(), model.mShares(), u);
  }

  /** Keys under which next to no pair of a sample is a match that no earlier key has brought. */
  boolean[] fruitless(MatchModel model, Frequencies frequencies, List<int[]> sample) {
    PairScorer scorer = new PairScorer(table, model, frequencies, table.size);
    double prior = model.priorWeight(table.size);
    double[] pairs = new double[blocking.keys.size()];
    double[] matches = new double[pairs.length];
    for (int[] pair : sample) {
      pairs[pair[2]]++;
      matches[pair[2]] += MatchModel.probability(scorer.score(pair[0], pair[1]) + prior);
    }
    boolean[] fruitless = new boolean[pairs.length];
    for (int k = 0; k < pairs.length; k++) {
      fruitless[k] = pairs[k] >= 100 && matches[k] < LEAST_YIELD * pairs[k];
    }
    return fruitless;
  }

  /**
   * Rates of duplicates and relatives from a uniform sample of all candidate pairs, by expectation
   * maximisation over the kinds of pairs alone.
   *
   * @param every one in so many candidate pairs is in the sample
   */
  MatchModel learnRates(
      MatchModel model, Frequencies frequencies, List<int[]> sample, double every) {
    PairScorer scorer = new PairScorer(table, model, frequencies, table.size);
    boolean[] none = new boolean[table.fields.size()];
    int n = sample.size();
    double[][] likely = new double[n][];
    for (int i = 0; i < n; i++) {
      scorer.compare(sample.get(i)[0], sample.get(i)[1]);
      likely[i] = scorer.evidence().likelihoods(scorer.d, none).clone();
    }
    double pairs = Math.max(1, table.size * (table.size - 1.0) / 2);
    Relations r = model.relations();
    double[] start = {
      model.duplicates() / table.size,
      1,
      r.area(),
      r.household() / table.size,
      r.flatmates() / table.size,
      r.twins() / table.size,
      r.namesakes() / table.size
    };
    double[] rate = start.clone();
    for (int round = 0; round < 15; round++) {
      double[] mass = new double[Evidence.KINDS];
      for (double[] l : likely) {
        double sum = 0;
        for (int c = 0; c < Evidence.KINDS; c++) {
          sum += rate[c] * l[c];
        }
        for (int c = 0; c < Evidence.KINDS; c++) {
          mass[c] += rate[c] * l[c] / sum;
        }
      }
      for (int c = 0; c < Evidence.KINDS; c++) {
        if (c != 1 && c != 2) {
          double weak = 3; // pairs' worth of the shipped rate
          rate[c] =
              (mass[c] * every + weak * start[c] * table.size / 2)
                  / (pairs * (1 + weak / table.size));
        }
      }
    }
    double size = table.size;
    double household = rate[3] * size;
    // twins and namesakes look like one person with a wrong name or date; how many there can be
    // follows from how many families there are, which shows clearly
    rate[5] = Math.min(rate[5], Math.max(1e-6, 0.02 * household) / size);
    rate[6] = Math.min(rate[6], Math.max(1e-6, 0.03 * household) / size);
    return model.with(
        new Relations(
            r.area(),
            rate[3] * size,
            rate[4] * size,
            rate[5] * size,
            rate[6] * size,
            r.movedNearby(),
            r.movedAway()),
        Math.max(1e-4, rate[0] * size));
  }
}
