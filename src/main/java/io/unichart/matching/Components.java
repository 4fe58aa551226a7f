package io.unichart.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The connected components of two or more records, each with its records and edges. */
final class Components {

  private final int[] first;
  private final int[] records;
  private final int[] firstEdge;
  private final int[] edgeOrder;
  private final int[] position;
  private final int[] component;
  private final int[] number;
  private final Edges edges;

  Components(int[] component, Edges edges) {
    this.edges = edges;
    this.component = component;
    int n = component.length;
    int[] sizes = new int[n];
    for (int c : component) {
      sizes[c]++;
    }
    number = new int[n];
    Arrays.fill(number, -1);
    int count = 0;
    int total = 0;
    for (int c = 0; c < n; c++) {
      if (sizes[c] > 1) {
        number[c] = count++;
        total += sizes[c];
      }
    }
    first = new int[count + 1];
    for (int c = 0; c < n; c++) {
      if (sizes[c] > 1) {
        first[number[c] + 1] = sizes[c];
      }
    }
    for (int i = 0; i < count; i++) {
      first[i + 1] += first[i];
    }
    records = new int[total];
    position = new int[n];
    int[] next = first.clone();
    for (int r = 0; r < n; r++) {
      int c = number[component[r]];
      if (c >= 0) {
        position[r] = next[c] - first[c];
        records[next[c]++] = r;
      }
    }
    firstEdge = new int[count + 1];
    for (int e = 0; e < edges.size; e++) {
      firstEdge[number[component[edges.from[e]]] + 1]++;
    }
    for (int i = 0; i < count; i++) {
      firstEdge[i + 1] += firstEdge[i];
    }
    edgeOrder = new int[edges.size];
    int[] nextEdge = firstEdge.clone();
    for (int e = 0; e < edges.size; e++) {
      edgeOrder[nextEdge[number[component[edges.from[e]]]]++] = e;
    }
  }

  int count() {
    return first.length - 1;
  }

  /** Pairs of records by the component that holds both; pairs across two are left out. */
  Map<Integer, List<int[]>> within(List<int[]> pairs) {
    Map<Integer, List<int[]>> by = new HashMap<>();
    for (int[] pair : pairs) {
      int part = number[component[pair[0]]];
      if (part >= 0 && component[pair[0]] == component[pair[1]]) {
        by.computeIfAbsent(part, p -> new ArrayList<>(2))
            .add(new int[] {position[pair[0]], position[pair[1]]});
      }
    }
    return by;
  }

  /**
   * Clusters one component and writes each record's cluster (its first record) into {@code out}.
   *
   * @param never positions in the component that stay apart
   * @param always positions in the component that are one
   */
  void cluster(
      int part,
      Clustering clustering,
      Adoption adoption,
      int[][] never,
      int[][] always,
      int[] out) {
    int[] mine = Arrays.copyOfRange(records, first[part], first[part + 1]);
    int n = firstEdge[part + 1] - firstEdge[part];
    int[][] pairs = new int[n][];
    double[] odds = new double[n];
    for (int i = 0; i < n; i++) {
      int e = edgeOrder[firstEdge[part] + i];
      pairs[i] = new int[] {position[edges.from[e]], position[edges.to[e]]};
      odds[i] = edges.odds[e];
    }
    int[] cluster = clustering.cluster(mine, pairs, odds, never, always);
    adoption.join(mine, cluster, pairs, never);
    for (int i = 0; i < mine.length; i++) {
      out[mine[i]] = mine[cluster[i]];
    }
  }
}
