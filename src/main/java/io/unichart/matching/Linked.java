package io.unichart.matching;

/** What came of linking: clusters, the pairs behind them, the model, and what blocking did. */
public final class Linked {

  final RecordTable table;
  final Blocking blocking;
  final Frequencies frequencies;
  final Edges edges;
  private final MatchModel model;
  private final int[] cluster;
  private final double prior;

  Linked(
      RecordTable table,
      Blocking blocking,
      MatchModel model,
      Frequencies frequencies,
      Edges edges,
      int[] cluster,
      double prior) {
    this.table = table;
    this.blocking = blocking;
    this.model = model;
    this.frequencies = frequencies;
    this.edges = edges;
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
    return Score.of(scorer.parts(), prior);
  }
}
