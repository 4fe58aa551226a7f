package io.unichart.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinkageTest {

  private static final List<Column> COLUMNS =
      List.of(
          new Column(Column.Slot.GIVEN_NAME, "given_name"),
          new Column(Column.Slot.FAMILY_NAME, "family_name"),
          new Column(Column.Slot.BIRTH_DATE, "birth_date"),
          new Column(Column.Slot.GENDER, "gender"),
          new Column(Column.Slot.STREET, "street"),
          new Column(Column.Slot.HOUSE_NUMBER, "house_number"),
          new Column(Column.Slot.CITY, "city"),
          new Column(Column.Slot.POSTAL_CODE, "postal_code"),
          new Column(Column.Slot.PHONE, "phone"));
  private static final int[] FROM = {3, 5, 6, 7, 8, 9, 10, 12, 13};

  private static Linkage linkage(List<String[]> people) {
    Linkage linkage = new Linkage(COLUMNS, false);
    for (String[] p : people) {
      for (int c = 0; c < FROM.length; c++) {
        byte[] cell = p[FROM[c]].getBytes(StandardCharsets.UTF_8);
        linkage.cell(c, cell, 0, cell.length);
      }
    }
    linkage.records(people.size(), 0);
    return linkage;
  }

  private static List<String[]> people(long size, long seed) throws Exception {
    List<String[]> people = new ArrayList<>();
    new Population(size, 0.25, seed, 1).write(people::add);
    return people;
  }

  @Test
  void aPopulationWithFamiliesIsLinkedWithoutLabels() throws Exception {
    List<String[]> people = people(4000, 5);

    Linked linked = linkage(people).run(null, (stage, share) -> {});

    Map<String, Long> truth = new HashMap<>();
    Map<Integer, Long> found = new HashMap<>();
    Map<String, Long> both = new HashMap<>();
    for (int r = 0; r < people.size(); r++) {
      truth.merge(people.get(r)[1], 1L, Long::sum);
      found.merge(linked.cluster(r), 1L, Long::sum);
      both.merge(people.get(r)[1] + "/" + linked.cluster(r), 1L, Long::sum);
    }
    double precision = pairs(both) / pairs(found);
    double recall = pairs(both) / pairs(truth);
    System.out.printf("precision %.4f recall %.4f%n", precision, recall);
    assertThat(precision).isGreaterThan(0.97);
    assertThat(recall).isGreaterThan(0.96);
    assertThat(linked.model().m(0, 1))
        .as("m of an exact given name, .82 in the made population")
        .isCloseTo(0.82, within(0.08));
  }

  private static double pairs(Map<?, Long> sizes) {
    return sizes.values().stream().mapToLong(n -> n * (n - 1) / 2).sum();
  }

  @Test
  void whatPeopleDeclaredStands() throws Exception {
    List<String[]> people = people(600, 9);
    Linked free = linkage(people).run(null, (stage, share) -> {});
    int joined = 0;
    while (free.cluster(joined) == joined) {
      joined++;
    }
    int other = free.cluster(joined);
    int stranger = free.cluster(0) == other ? 1 : 0;
    Linkage told = linkage(people);
    told.neverSame(joined, other);
    told.alwaysSame(joined, stranger);

    Linked linked = told.run(null, (stage, share) -> {});

    assertThat(linked.cluster(joined)).isNotEqualTo(linked.cluster(other));
    assertThat(linked.cluster(joined)).isEqualTo(linked.cluster(stranger));
  }

  @Test
  void clusteringEqualsANaiveOracle() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 200; run++) {
      int n = 2 + random.nextInt(9);
      double[][] w = new double[n][n];
      List<int[]> edges = new ArrayList<>();
      for (int a = 0; a < n; a++) {
        for (int b = a + 1; b < n; b++) {
          w[a][b] = w[b][a] = random.nextDouble() * 20 - 10;
          edges.add(new int[] {a, b});
        }
      }
      int[] records = new int[n];
      for (int i = 0; i < n; i++) {
        records[i] = i;
      }
      double[] weights = edges.stream().mapToDouble(e -> w[e[0]][e[1]]).toArray();

      int[] cluster =
          new Clustering((a, b) -> w[a][b], 0, 12, -12)
              .cluster(records, edges.toArray(int[][]::new), weights, new int[0][], new int[0][]);

      assertThat(cluster).isEqualTo(naive(w));
    }
  }

  private static int[] naive(double[][] w) {
    List<List<Integer>> groups = new ArrayList<>();
    for (int i = 0; i < w.length; i++) {
      groups.add(new ArrayList<>(List.of(i)));
    }
    while (true) {
      double best = Double.NEGATIVE_INFINITY;
      int x = -1;
      int y = -1;
      for (int i = 0; i < groups.size(); i++) {
        for (int j = i + 1; j < groups.size(); j++) {
          double sum = 0;
          for (int a : groups.get(i)) {
            for (int b : groups.get(j)) {
              sum += w[a][b];
            }
          }
          int pairs = groups.get(i).size() * groups.get(j).size();
          double needed = pairs <= 2 ? 0 : -2.5;
          if (sum / pairs >= needed && sum / pairs > best) {
            best = sum / pairs;
            x = i;
            y = j;
          }
        }
      }
      if (x < 0) {
        break;
      }
      groups.get(x).addAll(groups.remove(y));
    }
    int[] cluster = new int[w.length];
    for (List<Integer> group : groups) {
      int first = group.stream().mapToInt(Integer::intValue).min().orElseThrow();
      group.forEach(i -> cluster[i] = first);
    }
    return cluster;
  }
}
