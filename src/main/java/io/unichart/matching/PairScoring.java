package io.unichart.matching;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Scores all candidate pairs on all cores and keeps those that could matter. The kept pairs come in
 * the same order whatever thread found them, so that a run and its repetition write the same bytes.
 * Each blocking key is a part of its own that an earlier run may have finished.
 */
final class PairScoring {

  /** Files up to this many pairs are compared completely: no blocking key can miss anything. */
  private static final long FEW_PAIRS = 4_000_000;

  /** Log2 odds below which a pair is forgotten. */
  private static final double FLOOR = -7;

  private final RecordTable table;
  private final boolean crossOnly;
  private final Worker[] workers;
  private final double prior;
  private long scored;

  PairScoring(
      RecordTable table,
      boolean crossOnly,
      int threads,
      MatchModel model,
      Frequencies frequencies,
      double population) {
    this.table = table;
    this.crossOnly = crossOnly;
    this.prior = model.priorWeight(population);
    this.workers = new Worker[threads];
    Sketches sketches = new Sketches(table);
    Arrays.setAll(
        workers,
        t ->
            new Worker(
                new PairScorer(
                    table, model, frequencies, population, PairScorer.REMEMBERED, sketches)));
  }

  /** Number of pairs that were scored, those of an earlier run included. */
  long scored() {
    return scored + Arrays.stream(workers).mapToLong(w -> w.scored).sum();
  }

  Edges edges(Blocking blocking, FinishedParts parts, Linkage.Progress progress) {
    if ((long) table.size * (table.size - 1) / 2 <= FEW_PAIRS) {
      return allPairs();
    }
    Edges all = new Edges();
    for (int k = 0; k < blocking.keys.size(); k++) {
      String name = "pairs-" + k;
      byte[] earlier = parts.part(name);
      if (earlier == null) {
        long before = scored();
        Edges found = ofKey(blocking, k);
        parts.finished(name, packed(found, scored() - before));
        all.addAll(found);
      } else {
        unpack(earlier, all);
      }
      progress.at("score", (k + 1.0) / blocking.keys.size());
    }
    return all;
  }

  private Edges ofKey(Blocking blocking, int key) {
    Edges[] pieces = new Edges[Blocking.pieces(workers.length)];
    for (Worker worker : workers) {
      worker.pieces = pieces;
    }
    blocking.forKey(key, workers, 1);
    return joined(pieces);
  }

  private Edges allPairs() {
    Edges[] pieces = new Edges[table.size];
    IntStream.range(0, workers.length)
        .parallel()
        .forEach(
            t -> {
              Worker worker = workers[t];
              worker.pieces = pieces;
              for (int a = t; a < table.size; a += workers.length) {
                worker.piece(a);
                for (int b = a + 1; b < table.size; b++) {
                  if (!crossOnly || table.source[a] != table.source[b]) {
                    worker.pair(-1, a, b);
                  }
                }
              }
            });
    return joined(pieces);
  }

  private static Edges joined(Edges[] pieces) {
    Edges all = new Edges();
    for (Edges piece : pieces) {
      if (piece != null) {
        all.addAll(piece);
      }
    }
    return all;
  }

  /** One thread's. */
  private final class Worker implements Blocking.Pairs {

    private final PairScorer scorer;
    private Edges[] pieces = {};
    private Edges mine = new Edges();
    private long scored;

    Worker(PairScorer scorer) {
      this.scorer = scorer;
    }

    @Override
    public void piece(int number) {
      mine = new Edges();
      pieces[number] = mine;
    }

    @Override
    public void pair(int key, int a, int b) {
      scored++;
      double odds = scorer.score(a, b, FLOOR - prior) + prior;
      if (odds > FLOOR) {
        mine.add(a, b, odds);
      }
    }
  }

  private static byte[] packed(Edges edges, long scored) {
    ByteBuffer out = ByteBuffer.allocate(12 + 12 * edges.size).putLong(scored).putInt(edges.size);
    for (int e = 0; e < edges.size; e++) {
      out.putInt(edges.from[e]).putInt(edges.to[e]).putFloat(edges.odds[e]);
    }
    return out.array();
  }

  private void unpack(byte[] packed, Edges into) {
    ByteBuffer in = ByteBuffer.wrap(packed);
    scored += in.getLong();
    for (int left = in.getInt(); left > 0; left--) {
      into.add(in.getInt(), in.getInt(), in.getFloat());
    }
  }
}
