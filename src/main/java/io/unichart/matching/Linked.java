package io.unichart.matching;

import java.util.List;

/** What came of linking: clusters, the pairs behind them, the model, and what blocking did. */
public final class Linked {

  final RecordTable table;
  final Blocking blocking;
  final Frequencies frequencies;
  final Edges edges;
  private final MatchModel model;
  private final int[] cluster;
  private final double prior;
  private final long scored;

  Linked(
      RecordTable table,
      Blocking blocking,
      MatchModel model,
      Frequencies frequencies,
      Edges edges,
      long scored,
      int[] cluster,
      double prior) {
    this.table = table;
    this.blocking = blocking;
    this.model = model;
    this.frequencies = frequencies;
    this.edges = edges;
    this.scored = scored;
    this.cluster = cluster;
    this.prior = prior;
  }

  /** Number of records. */
  public int records() {
    return table.size;
  }

  /** The cluster of a record: the number of its first record. */
  public int cluster(int record) {
    return cluster[record];
  }

  public MatchModel model() {
    return model;
  }

  /** Prior log2 odds that were added to each pair's weight. */
  public double priorWeight() {
    return prior;
  }

  /** Number of pairs that were scored, each once. */
  public long scored() {
    return scored;
  }

  /** Number of scored pairs that were kept. */
  public int pairs() {
    return edges.size;
  }

  /** First record of a kept pair. */
  public int from(int pair) {
    return edges.from[pair];
  }

  /** Second record of a kept pair. */
  public int to(int pair) {
    return edges.to[pair];
  }

  /** Match weight of a kept pair in bits, without the prior. */
  public double weight(int pair) {
    return edges.odds[pair] - prior;
  }

  /** Probability that a kept pair is one person, between 0 and 1. */
  public double probability(int pair) {
    return MatchModel.probability(weight(pair) + prior);
  }

  /** The weight of any two records and why; equals the kept weight of a kept pair. */
  public Score explain(int a, int b) {
    PairScorer scorer = new PairScorer(table, model, frequencies, table.size, 1 << 6);
    scorer.score(a, b);
    return Score.of(scorer, model, prior);
  }

  /**
   * What one blocking key did.
   *
   * @param pairs that it brought, some of which other keys bring too
   * @param cap the largest block that was compared
   * @param blocksLeftOut blocks above the cap: their records meet under other keys only
   */
  public record Key(
      String name, long blocks, long pairs, int cap, long blocksLeftOut, long recordsLeftOut) {}

  /** The blocking keys in their order. */
  public List<Key> keys() {
    return blocking.costs.stream()
        .map(
            c ->
                new Key(
                    c.key(), c.blocks(), c.pairs(), c.cap(), c.blocksLeftOut(), c.recordsLeftOut()))
        .toList();
  }

  /** Share of records that hold a value in a field of the model. */
  public double filled(int field) {
    return table.size == 0 ? 0 : 1 - table.counts[field][0] / (double) table.size;
  }

  /**
   * Share of records so poor that even an exact copy of them would not be recognised: their weight
   * against themselves does not outweigh the prior. Estimated from at most 5,000 records.
   */
  public double unlinkable() {
    PairScorer scorer = new PairScorer(table, model, frequencies, table.size, 1 << 6);
    int step = Math.max(1, table.size / 5000);
    int looked = 0;
    int poor = 0;
    for (int r = 0; r < table.size; r += step) {
      looked++;
      poor += scorer.score(r, r) + prior < 0 ? 1 : 0;
    }
    return looked == 0 ? 0 : poor / (double) looked;
  }
}
