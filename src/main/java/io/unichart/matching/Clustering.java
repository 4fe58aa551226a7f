package io.unichart.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Groups records into persons by average linkage: two clusters join while the mean weight over all
 * pairs across them stays above a cut, best first. One false edge therefore never chains two
 * persons together, and blocking can be wide.
 *
 * <p>Pairs that blocking did not bring are scored when a join depends on them. Weights are clipped
 * above, so that one very strong edge cannot outvote many that disagree. Pairs that people declared
 * to be two persons forbid a join, pairs declared to be one are joined first; where both were
 * declared of the same records, two persons it is.
 */
final class Clustering {

  /** Scores a pair that blocking did not bring: log2 odds. */
  interface Odds {
    double of(int a, int b);
  }

  private final Odds odds;
  private final double cut;
  private final double most;
  private final double least;

  Clustering(Odds odds, double cut, double most, double least) {
    this.odds = odds;
    this.cut = cut;
    this.most = most;
    this.least = least;
  }

  private double clip(double w) {
    return Math.max(least, Math.min(most, w));
  }

  private static final class Group {
    final int id;
    List<Integer> members = new ArrayList<>(2);
    Map<Integer, double[]> near = new HashMap<>();
    Map<Integer, Boolean> never = Map.of();
    int version;
    boolean gone;

    /** Which group this one went into. */
    int into;

    Group(int id) {
      this.id = id;
    }
  }

  private record Join(double mean, int a, int b, int versions) {}

  /**
   * Clusters one connected component.
   *
   * @param records the component's records
   * @param edges pairs of positions in {@code records}
   * @param weights log2 odds of the edges
   * @param never pairs of positions that must stay apart
   * @param always pairs of positions that are joined before anything else, unless forbidden
   * @return for each record the position of its cluster's first record
   */
  int[] cluster(int[] records, int[][] edges, double[] weights, int[][] never, int[][] always) {
    int n = records.length;
    Group[] groups = new Group[n];
    for (int i = 0; i < n; i++) {
      groups[i] = new Group(i);
      groups[i].members.add(i);
    }
    PriorityQueue<Join> queue =
        new PriorityQueue<>(
            (x, y) ->
                x.mean != y.mean
                    ? Double.compare(y.mean, x.mean)
                    : x.a != y.a ? Integer.compare(x.a, y.a) : Integer.compare(x.b, y.b));
    for (int[] pair : never) {
      forbid(groups[pair[0]], pair[1]);
      forbid(groups[pair[1]], pair[0]);
    }
    for (int e = 0; e < edges.length; e++) {
      int a = edges[e][0];
      int b = edges[e][1];
      double w = clip(weights[e]);
      double[] link = {w, 1};
      groups[a].near.put(b, link);
      groups[b].near.put(a, link);
      if (w >= cut) {
        queue.add(new Join(w, Math.min(a, b), Math.max(a, b), 0));
      }
    }
    for (int[] pair : always) {
      Group a = groupOf(pair[0], groups);
      Group b = groupOf(pair[1], groups);
      if (a != b && !a.never.containsKey(b.id)) {
        merge(a, b, groups, queue);
      }
    }
    while (!queue.isEmpty()) {
      Join join = queue.poll();
      Group a = groups[join.a];
      Group b = groups[join.b];
      if (a.gone || b.gone || join.versions != a.version + b.version || a.never.containsKey(b.id)) {
        continue;
      }
      double[] link = a.near.get(b.id);
      if (link == null) {
        continue;
      }
      double all = (double) a.members.size() * b.members.size();
      if (link[1] < all) {
        fill(a, b, link, records);
        double mean = link[0] / link[1];
        if (mean >= cut - slack(a, b)) {
          queue.add(new Join(mean, join.a, join.b, join.versions));
        }
        continue;
      }
      merge(a, b, groups, queue);
    }
    int[] cluster = new int[n];
    for (Group g : groups) {
      if (!g.gone) {
        int first = g.members.stream().mapToInt(Integer::intValue).min().orElseThrow();
        for (int i : g.members) {
          cluster[i] = first;
        }
      }
    }
    return cluster;
  }

  private static Group groupOf(int position, Group[] groups) {
    Group group = groups[position];
    while (group.gone) {
      group = groups[group.into];
    }
    return group;
  }

  /** A mean over several pairs is surer than one pair: clusters may join at a little less. */
  private double slack(Group a, Group b) {
    int pairs = a.members.size() * b.members.size();
    return pairs <= 2 ? 0 : SLACK;
  }

  private static final double SLACK = 2.5;

  private static void forbid(Group g, int other) {
    if (g.never.isEmpty()) {
      g.never = new HashMap<>();
    }
    g.never.put(other, true);
  }

  /** Scores every pair across the two groups. */
  private void fill(Group a, Group b, double[] link, int[] records) {
    double sum = 0;
    int count = 0;
    int stepA = Math.max(1, a.members.size() / 24);
    int stepB = Math.max(1, b.members.size() / 24);
    for (int i = 0; i < a.members.size(); i += stepA) {
      for (int j = 0; j < b.members.size(); j += stepB) {
        sum += clip(odds.of(records[a.members.get(i)], records[b.members.get(j)]));
        count++;
      }
    }
    double all = (double) a.members.size() * b.members.size();
    link[0] = sum / count * all;
    link[1] = all;
  }

  private void merge(Group a, Group b, Group[] groups, PriorityQueue<Join> queue) {
    if (a.near.size() < b.near.size()) {
      Group other = a;
      a = b;
      b = other;
    }
    b.gone = true;
    b.into = a.id;
    a.version += b.version + 1;
    a.members.addAll(b.members);
    a.near.remove(b.id);
    for (Integer other : b.never.keySet()) {
      forbid(a, other);
      forbid(groups[other], a.id);
    }
    for (Map.Entry<Integer, double[]> e : b.near.entrySet()) {
      Group c = groups[e.getKey()];
      c.near.remove(b.id);
      if (c != a && !c.gone) {
        double[] link = a.near.get(c.id);
        if (link == null) {
          link = e.getValue();
          a.near.put(c.id, link);
          c.near.put(a.id, link);
        } else {
          link[0] += e.getValue()[0];
          link[1] += e.getValue()[1];
        }
      }
    }
    for (Map.Entry<Integer, double[]> e : a.near.entrySet()) {
      Group c = groups[e.getKey()];
      double mean = e.getValue()[0] / e.getValue()[1];
      if (mean >= cut - slack(a, c)) {
        queue.add(
            new Join(mean, Math.min(a.id, c.id), Math.max(a.id, c.id), a.version + c.version));
      }
    }
  }

  /** Connected components of edges, by union-find with path halving. */
  static int[] components(int records, int[] from, int[] to, int edges) {
    int[] parent = new int[records];
    Arrays.setAll(parent, i -> i);
    for (int e = 0; e < edges; e++) {
      int a = root(parent, from[e]);
      int b = root(parent, to[e]);
      if (a != b) {
        parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
    for (int i = 0; i < records; i++) {
      parent[i] = root(parent, i);
    }
    return parent;
  }

  private static int root(int[] parent, int i) {
    while (parent[i] != i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i;
  }
}
