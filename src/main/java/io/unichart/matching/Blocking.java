package io.unichart.matching;

import io.unichart.matching.Features.Feature;
import io.unichart.matching.Features.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Finds the pairs that are worth scoring. For each {@link BlockingKey} every record has a hash;
 * equal hashes make a block. A pair is handed out once, under the first key that brings it
 * together.
 *
 * <p>A key may cost no more than its budget of pairs: blocks above the size that fits are left out
 * (the common names, the big towns) and counted in {@link Cost}, never silently. Stricter keys
 * still bring those records together.
 */
final class Blocking {

  /** Takes the pairs of one thread. */
  interface Pairs {
    void pair(int key, int a, int b);

    /**
     * The next pairs are of this piece of the key. Which thread gets which piece is chance; the
     * pairs of all pieces of a key, one piece after another, come in an order that is not.
     */
    default void piece(int number) {}
  }

  /** What a key brings: blocks and pairs (before pairs known from earlier keys are left out). */
  record Cost(
      String key, long blocks, long pairs, int cap, long blocksLeftOut, long recordsLeftOut) {}

  private final RecordTable table;
  final List<BlockingKey> keys = new ArrayList<>();
  final List<Cost> costs = new ArrayList<>();
  private final boolean crossOnly;

  /** Hash of each record under each kept key; 0 where it has none or its block is too large. */
  private final int[] hashes;

  private final int width;
  private final boolean[] dropped;

  Blocking(RecordTable table, boolean crossOnly, long budgetPerKey) {
    this.table = table;
    this.crossOnly = crossOnly;
    FeatureColumns columns = new FeatureColumns(table);
    List<BlockingKey> rules = BlockingKey.of(table.fields, table.size > 250_000);
    int[][] found = new int[rules.size()][];
    Cost[] cost = new Cost[found.length];
    IntStream.range(0, found.length)
        .parallel()
        .forEach(
            k -> {
              found[k] = columns.hash(rules.get(k));
              cost[k] = cap(rules.get(k), found[k], budgetPerKey);
            });
    List<int[]> kept = new ArrayList<>();
    for (int k = 0; k < found.length; k++) {
      if (cost[k].pairs() > 0) {
        keys.add(rules.get(k));
        costs.add(cost[k]);
        kept.add(found[k]);
      }
      found[k] = new int[0];
    }
    width = kept.size();
    hashes = new int[table.size * width];
    for (int k = 0; k < width; k++) {
      int[] hash = kept.set(k, new int[0]);
      for (int r = 0; r < hash.length; r++) {
        hashes[r * width + k] = hash[r];
      }
    }
    dropped = new boolean[width];
  }

  private Cost cap(BlockingKey key, int[] hash, long budget) {
    long[] sorted = sorted(hash, 0, 1);
    int[] ofSize = new int[1025];
    long huge = 0;
    long hugeRecords = 0;
    for (int from = 0; from < sorted.length; ) {
      int to = end(sorted, from);
      int n = to - from;
      if (n < ofSize.length) {
        ofSize[n]++;
      } else {
        huge++;
        hugeRecords += n;
      }
      from = to;
    }
    long pairs = 0;
    long blocks = 0;
    int cap = 1;
    while (cap + 1 < ofSize.length) {
      long more = (long) ofSize[cap + 1] * (cap + 1) * cap / 2;
      if (pairs + more > budget) {
        break;
      }
      pairs += more;
      blocks += ofSize[++cap];
    }
    long leftOut = huge;
    long recordsLeftOut = hugeRecords;
    for (int n = cap + 1; n < ofSize.length; n++) {
      leftOut += ofSize[n];
      recordsLeftOut += (long) ofSize[n] * n;
    }
    if (leftOut > 0) {
      for (int from = 0; from < sorted.length; ) {
        int to = end(sorted, from);
        if (to - from > cap) {
          for (int i = from; i < to; i++) {
            hash[(int) sorted[i]] = 0;
          }
        }
        from = to;
      }
    }
    return new Cost(key.name(), blocks, pairs, cap, leftOut, recordsLeftOut);
  }

  /** Records with a hash, by hash; the record's number in the lower half. */
  private static long[] sorted(int[] hash, int from, int step) {
    int n = 0;
    for (int i = from; i < hash.length; i += step) {
      n += hash[i] == 0 ? 0 : 1;
    }
    long[] sorted = new long[n];
    int at = 0;
    for (int i = from, r = 0; i < hash.length; i += step, r++) {
      if (hash[i] != 0) {
        sorted[at++] = ((long) hash[i] << 32) | r;
      }
    }
    return byHash(sorted);
  }

  /** Radix sort by the upper half, eleven bits a pass; the order of records is kept. */
  private static long[] byHash(long[] values) {
    if (values.length < 2000) {
      Arrays.sort(values);
      return values;
    }
    long[] from = values;
    long[] to = new long[values.length];
    for (int shift = 32; shift < 64; shift += 11) {
      int[] at = new int[2048];
      for (long v : from) {
        at[(int) (v >>> shift) & 2047]++;
      }
      int sum = 0;
      for (int i = 0; i < at.length; i++) {
        int n = at[i];
        at[i] = sum;
        sum += n;
      }
      for (long v : from) {
        to[at[(int) (v >>> shift) & 2047]++] = v;
      }
      long[] spare = from;
      from = to;
      to = spare;
    }
    return from;
  }

  private static int end(long[] sorted, int from) {
    long hash = sorted[from] >> 32;
    int to = from + 1;
    while (to < sorted.length && sorted[to] >> 32 == hash) {
      to++;
    }
    return to;
  }

  /**
   * Hands a sample of all pairs, one in {@code every}, to the workers of the threads that find
   * them.
   */
  void forEach(int threads, long every, IntFunction<Pairs> worker) {
    Pairs[] workers = IntStream.range(0, threads).mapToObj(worker).toArray(Pairs[]::new);
    for (int k = 0; k < keys.size(); k++) {
      forKey(k, workers, every);
    }
  }

  /** Most pieces into which a key is cut for so many threads. */
  static int pieces(int threads) {
    return threads * 16;
  }

  /** Hands out the pairs of one key, a sample of one in {@code every}, to one worker a thread. */
  void forKey(int key, Pairs[] workers, long every) {
    if (dropped[key]) {
      return;
    }
    long[] sorted = sorted(hashes, key, width);
    int pieces = sorted.length < 10_000 ? 1 : pieces(workers.length);
    AtomicInteger next = new AtomicInteger();
    IntStream.range(0, pieces == 1 ? 1 : workers.length)
        .parallel()
        .forEach(
            t -> {
              for (int p = next.getAndIncrement(); p < pieces; p = next.getAndIncrement()) {
                workers[t].piece(p);
                piece(key, sorted, p, pieces, every, workers[t]);
              }
            });
  }

  private void piece(int key, long[] sorted, int piece, int pieces, long every, Pairs out) {
    int from = border(sorted, (int) ((long) sorted.length * piece / pieces));
    int last = border(sorted, (int) ((long) sorted.length * (piece + 1) / pieces));
    while (from < last) {
      int to = end(sorted, from);
      for (int i = from; i < to; i++) {
        int a = (int) sorted[i];
        for (int j = i + 1; j < to; j++) {
          int b = (int) sorted[j];
          if ((every == 1 || isDrawn(a, b, every)) && isNew(key, a, b)) {
            out.pair(key, a, b);
          }
        }
      }
      from = to;
    }
  }

  /** The next block's beginning at or after a place. */
  private static int border(long[] sorted, int at) {
    if (at <= 0 || at >= sorted.length) {
      return Math.max(0, Math.min(at, sorted.length));
    }
    long hash = sorted[at - 1] >> 32;
    while (at < sorted.length && sorted[at] >> 32 == hash) {
      at++;
    }
    return at;
  }

  private static boolean isDrawn(int a, int b, long every) {
    return Integer.toUnsignedLong(Features.mix(a * 31 + Features.mix(b))) % every == 0;
  }

  private boolean isNew(int key, int a, int b) {
    if (crossOnly && table.source[a] == table.source[b]) {
      return false;
    }
    int atA = a * width;
    int atB = b * width;
    for (int k = 0; k < key; k++) {
      int h = hashes[atA + k];
      if (h != 0 && h == hashes[atB + k]) {
        return false;
      }
    }
    return true;
  }

  /** Random pairs under one key, whether or not an earlier key brings them too: for training. */
  List<int[]> sample(int key, int wanted, SplittableRandom random) {
    long[] sorted = sorted(hashes, key, width);
    long pairs = 0;
    for (int from = 0; from < sorted.length; ) {
      int to = end(sorted, from);
      pairs += (long) (to - from) * (to - from - 1) / 2;
      from = to;
    }
    double share = pairs <= wanted ? 1 : wanted * 1.0 / pairs;
    List<int[]> out = new ArrayList<>();
    for (int from = 0; from < sorted.length; ) {
      int to = end(sorted, from);
      double inBlock = (double) (to - from) * (to - from - 1) / 2;
      if (inBlock * share < 8) {
        eachPair(sorted, from, to, share, random, out);
      } else {
        for (long i = Math.round(inBlock * share); i > 0; i--) {
          int a = (int) sorted[random.nextInt(from, to)];
          int b = (int) sorted[random.nextInt(from, to)];
          add(a, b, out);
        }
      }
      from = to;
    }
    return out;
  }

  private void eachPair(
      long[] sorted, int from, int to, double share, SplittableRandom random, List<int[]> out) {
    for (int i = from; i < to; i++) {
      for (int j = i + 1; j < to; j++) {
        if (share >= 1 || random.nextDouble() < share) {
          add((int) sorted[i], (int) sorted[j], out);
        }
      }
    }
  }

  private void add(int a, int b, List<int[]> out) {
    if (a != b && !(crossOnly && table.source[a] == table.source[b])) {
      out.add(new int[] {a, b});
    }
  }

  /** Which keys are left out, a letter each: {@code x} is left out. */
  String dropped() {
    StringBuilder out = new StringBuilder(width);
    for (boolean left : dropped) {
      out.append(left ? 'x' : '-');
    }
    return out.toString();
  }

  /** Leaves out keys as {@link #dropped} told of them. */
  void drop(String which) {
    boolean[] left = new boolean[width];
    for (int k = 0; k < width; k++) {
      left[k] = which.charAt(k) == 'x';
    }
    drop(left);
  }

  /** Leaves out keys that bring nothing which others do not bring. */
  void drop(boolean[] which) {
    for (int k = 0; k < which.length; k++) {
      dropped[k] |= which[k];
      for (int r = 0; which[k] && r < table.size; r++) {
        hashes[r * width + k] = 0;
      }
    }
  }

  long pairsAtMost() {
    return costs.stream().mapToLong(Cost::pairs).sum();
  }

  /** The properties of all values of a table, each computed once per distinct value. */
  private static final class FeatureColumns {

    private final RecordTable table;
    private final java.util.Map<Feature, int[]> known =
        new java.util.concurrent.ConcurrentHashMap<>();

    FeatureColumns(RecordTable table) {
      this.table = table;
    }

    int[] hash(BlockingKey key) {
      int[] hash = new int[table.size];
      boolean first = true;
      for (Feature feature : key.features()) {
        boolean joint = feature.kind().ordinal() >= Kind.PAIR.ordinal();
        int[] property = joint ? joint(feature) : known(feature);
        int[] codes = joint ? new int[0] : table.codes[feature.field()];
        for (int r = 0; r < hash.length; r++) {
          int p = property[joint ? r : codes[r]];
          hash[r] =
              first ? p : p == 0 || hash[r] == 0 ? 0 : nonZero(Features.mix(hash[r] * 31 + p));
        }
        first = false;
      }
      return hash;
    }

    private int[] known(Feature feature) {
      return known.computeIfAbsent(feature, this::single);
    }

    private static int nonZero(int h) {
      return h == 0 ? 1 : h;
    }

    private int[] single(Feature feature) {
      Values values = table.values[feature.field()];
      int[] out = new int[values.size()];
      IntStream.range(1, out.length)
          .parallel()
          .forEach(c -> out[c] = Features.of(feature.role(), feature.kind(), values.text(c)));
      return out;
    }

    /** By record, not by value. */
    private int[] joint(Feature feature) {
      int given = table.field(Role.GIVEN_NAME);
      int family = table.field(Role.FAMILY_NAME);
      int middle = table.field(Role.MIDDLE_NAME);
      int[] out = new int[table.size];
      if (feature.kind() == Kind.WORDS) {
        IntStream.range(0, out.length)
            .parallel()
            .forEach(
                r ->
                    out[r] =
                        Features.words(
                            table.text(given, r),
                            middle < 0 ? "" : table.text(middle, r),
                            table.text(family, r)));
        return out;
      }
      Kind kind = feature.kind() == Kind.PAIR ? Kind.EXACT : Kind.SOUND;
      int[] ofGiven = known(new Feature(Role.FAMILY_NAME, given, kind));
      for (int r = 0; r < out.length; r++) {
        out[r] = Features.either(ofGiven[table.codes[given][r]], ofGiven[table.codes[family][r]]);
      }
      return out;
    }
  }
}
