package io.unichart.matching;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The work on a table of records, in its order: blocking keys, training, scoring, clustering. Used
 * once.
 */
final class Engine {

  private static final String LEARNED = "learned";

  private final RecordTable table;
  private final boolean crossOnly;
  private final List<int[]> same;
  private final List<int[]> apart;
  private final int threads;

  /**
   * @param crossOnly only records of different inputs are compared
   * @param same pairs that are one person whatever their values say
   * @param apart pairs that are two persons whatever their values say
   */
  Engine(RecordTable table, boolean crossOnly, List<int[]> same, List<int[]> apart) {
    this.table = table;
    this.crossOnly = crossOnly;
    this.same = same;
    this.apart = apart;
    this.threads = Math.max(1, Math.min(16, Runtime.getRuntime().availableProcessors()));
  }

  Linked run(@Nullable MatchModel given, Linkage.Progress progress, FinishedParts parts) {
    progress.at("block", 0);
    Blocking blocking = new Blocking(table, crossOnly, budget(table.size));
    progress.at("train", 0);
    Trained trained = trained(blocking, given, parts);
    progress.at("score", 0);
    PairScoring scoring =
        new PairScoring(
            table, crossOnly, threads, trained.model, trained.frequencies, trained.population);
    Edges edges = scoring.edges(blocking, parts, progress);
    progress.at("cluster", 0);
    int[] cluster = cluster(trained, edges);
    return new Linked(
        table,
        blocking,
        trained.model,
        trained.frequencies,
        edges,
        scoring.scored(),
        cluster,
        trained.prior());
  }

  /** Pairs that one blocking key may bring. */
  static long budget(long n) {
    long all = n <= 20_000 ? 1000 * n : Math.max(20_000_000, Math.min(30 * n, 30_000_000 + 8 * n));
    return all / 12;
  }

  private record Trained(MatchModel model, Frequencies frequencies, double population) {
    double prior() {
      return model.priorWeight(population);
    }
  }

  private Trained trained(Blocking blocking, @Nullable MatchModel given, FinishedParts parts) {
    if (given != null || table.size < 2) {
      return as((given == null ? MatchModel.standard(table.fields) : given));
    }
    byte[] earlier = parts.part(LEARNED);
    if (earlier == null) {
      Trained trained = train(blocking);
      String learned = blocking.dropped() + "\n" + trained.model.toJson();
      parts.finished(LEARNED, learned.getBytes(StandardCharsets.UTF_8));
      return trained;
    }
    String learned = new String(earlier, StandardCharsets.UTF_8);
    int end = learned.indexOf('\n');
    blocking.drop(learned.substring(0, end));
    return as(MatchModel.fromJson(learned.substring(end)));
  }

  private Trained as(MatchModel given) {
    MatchModel model = given.forFields(table.fields);
    return new Trained(model, new Frequencies(table, 1 + model.duplicates()), table.size);
  }

  private Trained train(Blocking blocking) {
    Trainer trainer = new Trainer(table, blocking);
    MatchModel model = trainer.learnU(MatchModel.standard(table.fields));
    Frequencies frequencies = new Frequencies(table, 1);
    model = model.withImplied(new Dependence(table, model, frequencies).impliedBy());
    long every = Math.max(1, blocking.pairsAtMost() / 100_000);
    List<int[]> candidates = candidates(blocking, every);
    for (int round = 0; round < 3; round++) {
      model = trainer.learnM(model, frequencies, round == 2);
      model = trainer.learnRates(model, frequencies, candidates, every);
      frequencies = new Frequencies(table, 1 + model.duplicates());
      model = trainer.cleanU(model);
      if (round > 0) {
        model = trainer.learnArea(model, frequencies);
      }
    }
    blocking.drop(trainer.fruitless(model, frequencies, candidates));
    return new Trained(model, frequencies, table.size);
  }

  private List<int[]> candidates(Blocking blocking, long every) {
    List<List<int[]>> found = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      found.add(new ArrayList<>());
    }
    blocking.forEach(threads, every, t -> (key, a, b) -> found.get(t).add(new int[] {a, b, key}));
    List<int[]> all = new ArrayList<>();
    found.forEach(all::addAll);
    // which thread found what is chance; the sums of training shall not be
    all.sort(
        Comparator.<int[]>comparingInt(p -> p[2])
            .thenComparingInt(p -> p[0])
            .thenComparingInt(p -> p[1]));
    return all;
  }

  /** Clusters join while the mean log2 odds stay above this. */
  private static final double CUT = 0;

  /** Weights are clipped to these when they are averaged. */
  private static final double MOST = 12;

  private static final double LEAST = -12;

  /** Edges below this do not even make a component. */
  private static final double EDGE = -3;

  private int[] cluster(Trained trained, Edges edges) {
    // components of the edges that could ever join
    Edges strong = new Edges();
    for (int e = 0; e < edges.size; e++) {
      if (edges.odds[e] >= EDGE) {
        strong.add(edges.from[e], edges.to[e], edges.odds[e]);
      }
    }
    for (int[] pair : same) {
      strong.add(pair[0], pair[1], 100);
    }
    int[] component = Clustering.components(table.size, strong.from, strong.to, strong.size);
    Components parts = new Components(component, strong);
    Map<Integer, List<int[]>> never = parts.within(apart);
    Map<Integer, List<int[]>> always = parts.within(same);
    int[] cluster = new int[table.size];
    Arrays.setAll(cluster, i -> i);
    double prior = trained.prior();
    ThreadLocal<PairScorer> scorers =
        ThreadLocal.withInitial(
            () -> new PairScorer(table, trained.model, trained.frequencies, trained.population));
    IntStream.range(0, parts.count())
        .parallel()
        .forEach(
            p -> {
              Clustering clustering =
                  new Clustering((a, b) -> scorers.get().score(a, b) + prior, CUT, MOST, LEAST);
              Adoption adoption = new Adoption(new PooledEvidence(scorers.get()), prior);
              parts.cluster(
                  p, clustering, adoption, array(never.get(p)), array(always.get(p)), cluster);
            });
    return cluster;
  }

  private static int[][] array(@Nullable List<int[]> pairs) {
    return pairs == null ? new int[0][] : pairs.toArray(int[][]::new);
  }
}
