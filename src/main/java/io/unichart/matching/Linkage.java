package io.unichart.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Links whole files: which records are one person. The order of work: columns, blocking keys,
 * training, scoring, clustering. Nothing but the meaning of the columns has to be given.
 *
 * <p>Not thread-safe while records are added, except that different columns may be filled by
 * different threads.
 */
public final class Linkage {

  /** Hears how the work goes on. */
  public interface Progress {
    /** A stage has begun or gone on; {@code share} is between 0 and 1. */
    void at(String stage, double share);
  }

  /** Files up to this many pairs are compared completely: no blocking key can miss anything. */
  private static final long FEW_PAIRS = 4_000_000;

  private static final double FLOOR = -7;

  private final TableBuilder builder;
  private final boolean crossOnly;
  private final int threads;
  private byte[] source = new byte[1024];
  private int size;
  private int inputs = 1;
  private final List<int[]> same = new ArrayList<>();
  private final List<int[]> apart = new ArrayList<>();

  /**
   * @param columns the columns of the inputs in the order in which cells will come
   * @param crossOnly only records of different inputs are compared
   */
  public Linkage(List<Column> columns, boolean crossOnly) {
    this.builder = new TableBuilder(columns);
    this.crossOnly = crossOnly;
    this.threads = Math.max(1, Math.min(16, Runtime.getRuntime().availableProcessors()));
  }

  /** Adds one cell, UTF-8, of the column's next record. */
  public void cell(int column, byte[] bytes, int from, int to) {
    builder.add(column, bytes, from, to);
  }

  /** Counts records whose cells have been added. */
  public void records(int count, int input) {
    if (size + count > source.length) {
      source = Arrays.copyOf(source, Math.max(size + count, source.length + (source.length >> 1)));
    }
    Arrays.fill(source, size, size + count, (byte) input);
    size += count;
    inputs = Math.max(inputs, input + 1);
  }

  /** Two records that are one person, whatever their values say. */
  public void alwaysSame(int a, int b) {
    same.add(new int[] {a, b});
  }

  /** Two records that are two persons, whatever their values say. */
  public void neverSame(int a, int b) {
    apart.add(new int[] {a, b});
  }

  /**
   * Does the work.
   *
   * @param given a model to use as it is; null trains one from the records
   */
  public Linked run(@Nullable MatchModel given, Progress progress) {
    progress.at("normalise", 0);
    RecordTable table = builder.build(size, Arrays.copyOf(source, size), inputs);
    progress.at("block", 0);
    Blocking blocking = new Blocking(table, crossOnly, budget(table.size));
    progress.at("train", 0);
    Trained trained = train(table, blocking, given);
    progress.at("score", 0);
    Edges edges = score(table, blocking, trained, progress);
    progress.at("cluster", 0);
    int[] cluster = cluster(table, trained, edges);
    return new Linked(
        table, blocking, trained.model, trained.frequencies, edges, cluster, trained.prior());
  }

  /** Pairs that one blocking key may bring. */
  private static long budget(long n) {
    long all = n <= 20_000 ? 1000 * n : Math.max(20_000_000, Math.min(30 * n, 30_000_000 + 8 * n));
    return all / 12;
  }

  private record Trained(MatchModel model, Frequencies frequencies, double population) {
    double prior() {
      return model.priorWeight(population);
    }
  }

  private Trained train(RecordTable table, Blocking blocking, @Nullable MatchModel given) {
    if (given != null) {
      return new Trained(given, new Frequencies(table, 1 + given.duplicates()), table.size);
    }
    Trainer trainer = new Trainer(table, blocking);
    MatchModel model = trainer.learnU(MatchModel.standard(table.fields));
    Frequencies frequencies = new Frequencies(table, 1);
    long every = Math.max(1, blocking.pairsAtMost() / 100_000);
    List<int[]> candidates = candidates(blocking, every);
    for (int round = 0; round < 2; round++) {
      model = trainer.learnM(model, frequencies);
      model = trainer.learnRates(model, frequencies, candidates, every);
      frequencies = new Frequencies(table, 1 + model.duplicates());
      model = trainer.cleanU(model);
    }
    blocking.drop(trainer.fruitless(model, frequencies, candidates));
    return new Trained(model, frequencies, table.size);
  }

  private List<int[]> candidates(Blocking blocking, long every) {
    List<List<int[]>> found = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      found.add(new ArrayList<>());
    }
    blocking.forEach(
        threads, every, t -> (key, a, b) -> found.get(t).add(new int[] {a, b, key}), share -> {});
    List<int[]> all = new ArrayList<>();
    found.forEach(all::addAll);
    return all;
  }

  private Edges score(RecordTable table, Blocking blocking, Trained trained, Progress progress) {
    double prior = trained.prior();
    Edges[] edges = new Edges[threads];
    java.util.function.IntFunction<Blocking.Pairs> worker =
        t -> {
          Edges mine = new Edges();
          edges[t] = mine;
          PairScorer scorer =
              new PairScorer(table, trained.model, trained.frequencies, trained.population);
          return (key, a, b) -> {
            double odds = scorer.score(a, b, FLOOR - prior) + prior;
            if (odds > FLOOR) {
              mine.add(a, b, odds);
            }
          };
        };
    if ((long) table.size * (table.size - 1) / 2 <= FEW_PAIRS) {
      allPairs(table, worker);
    } else {
      blocking.forEach(threads, worker, share -> progress.at("score", share));
    }
    Edges all = new Edges();
    for (Edges mine : edges) {
      all.addAll(mine);
    }
    return all;
  }

  private void allPairs(RecordTable table, java.util.function.IntFunction<Blocking.Pairs> worker) {
    Blocking.Pairs[] workers = new Blocking.Pairs[threads];
    Arrays.setAll(workers, worker::apply);
    IntStream.range(0, threads)
        .parallel()
        .forEach(
            t -> {
              for (int a = t; a < table.size; a += threads) {
                for (int b = a + 1; b < table.size; b++) {
                  if (!crossOnly || table.source[a] != table.source[b]) {
                    workers[t].pair(-1, a, b);
                  }
                }
              }
            });
  }

  /** Clusters join while the mean log2 odds stay above this. */
  private static final double CUT = 0;

  /** Weights are clipped to these when they are averaged. */
  private static final double MOST = 12;

  private static final double LEAST = -12;

  /** Edges below this do not even make a component. */
  private static final double EDGE = -3;

  private int[] cluster(RecordTable table, Trained trained, Edges edges) {
    for (int[] pair : same) {
      edges.add(pair[0], pair[1], 100);
    }
    // components of the edges that could ever join
    Edges strong = new Edges();
    for (int e = 0; e < edges.size; e++) {
      if (edges.odds[e] >= EDGE) {
        strong.add(edges.from[e], edges.to[e], edges.odds[e]);
      }
    }
    int[] component = Clustering.components(table.size, strong.from, strong.to, strong.size);
    Components parts = new Components(component, strong);
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
              parts.cluster(p, clustering, apart, cluster);
            });
    return cluster;
  }
}
