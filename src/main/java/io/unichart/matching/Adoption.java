package io.unichart.matching;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Second stage of clustering: joins groups of one component whose {@link PooledEvidence} speaks for
 * one person, best first. It finds a home for the lone, poor records that a mean over pairs leaves
 * alone.
 */
final class Adoption {

  /** A mean over several comparisons is surer than one: log2 odds may be this much below 0. */
  private static final double SLACK = 2;

  /** Where relatives explain the likeness as well, the odds must be better than even. */
  private static final double AMONG_RELATIVES = 0.5;

  private final PooledEvidence evidence;
  private final double prior;

  Adoption(PooledEvidence evidence, double prior) {
    this.evidence = evidence;
    this.prior = prior;
  }

  private static final class Group {
    final int id;
    final List<Integer> members = new ArrayList<>(2);

    /** Groups with which an edge connects this one. */
    final Set<Integer> near = new TreeSet<>();

    /** Positions that must not come into this group. */
    final Set<Integer> never = new HashSet<>();

    int version;
    boolean gone;

    Group(int id) {
      this.id = id;
    }

    int[] records(int[] records) {
      return members.stream().mapToInt(i -> records[i]).toArray();
    }
  }

  private record Join(double odds, int a, int b, int versions) {}

  /**
   * @param records the component's records
   * @param cluster for each position the position of its cluster's first record; changed in place
   * @param edges pairs of positions worth looking at
   * @param never pairs of positions that stay apart
   */
  void join(int[] records, int[] cluster, int[][] edges, int[][] never) {
    Group[] groups = new Group[cluster.length];
    for (int i = 0; i < cluster.length; i++) {
      groups[i] = new Group(i);
    }
    for (int i = 0; i < cluster.length; i++) {
      groups[cluster[i]].members.add(i);
    }
    for (int[] pair : never) {
      groups[cluster[pair[0]]].never.add(pair[1]);
      groups[cluster[pair[1]]].never.add(pair[0]);
    }
    boolean any = false;
    for (int[] edge : edges) {
      int a = cluster[edge[0]];
      int b = cluster[edge[1]];
      if (a != b) {
        groups[a].near.add(b);
        groups[b].near.add(a);
        any = true;
      }
    }
    if (!any) {
      return;
    }
    PriorityQueue<Join> queue =
        new PriorityQueue<>(
            (x, y) ->
                x.odds != y.odds
                    ? Double.compare(y.odds, x.odds)
                    : x.a != y.a ? Integer.compare(x.a, y.a) : Integer.compare(x.b, y.b));
    for (Group group : groups) {
      for (int other : group.near) {
        if (group.id < other) {
          offer(group, groups[other], records, queue);
        }
      }
    }
    while (!queue.isEmpty()) {
      Join join = queue.poll();
      Group a = groups[join.a];
      Group b = groups[join.b];
      if (!a.gone && !b.gone && join.versions == a.version + b.version && mayJoin(a, b)) {
        merge(a, b, groups);
        for (int i : b.members) {
          cluster[i] = a.id;
        }
        for (int other : a.near) {
          offer(a, groups[other], records, queue);
        }
      }
    }
    rename(cluster);
  }

  /** Lets each cluster be called by its first record again. */
  private static void rename(int[] cluster) {
    int[] first = new int[cluster.length];
    for (int i = cluster.length - 1; i >= 0; i--) {
      first[cluster[i]] = i;
    }
    for (int i = 0; i < cluster.length; i++) {
      cluster[i] = first[cluster[i]];
    }
  }

  private static boolean mayJoin(Group a, Group b) {
    return a.never.isEmpty() || b.members.stream().noneMatch(a.never::contains);
  }

  private static void merge(Group a, Group b, Group[] groups) {
    a.members.addAll(b.members);
    a.never.addAll(b.never);
    a.version += b.version + 1;
    b.gone = true;
    for (int other : b.near) {
      groups[other].near.remove(b.id);
      if (other != a.id) {
        groups[other].near.add(a.id);
        a.near.add(other);
      }
    }
  }

  private void offer(Group a, Group b, int[] records, PriorityQueue<Join> queue) {
    double odds = evidence.weigh(a.records(records), b.records(records)) + prior;
    boolean perhapsRelatives = evidence.relatives < -1;
    boolean few = a.members.size() * b.members.size() <= 2;
    if (odds >= (perhapsRelatives ? AMONG_RELATIVES : few ? 0 : -SLACK)) {
      queue.add(new Join(odds, a.id, b.id, a.version + b.version));
    }
  }
}
