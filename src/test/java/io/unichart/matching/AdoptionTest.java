package io.unichart.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdoptionTest {

  private static ComparisonView view(String given, String family, String born, String city) {
    return ComparisonView.builder(ComparisonView.PATIENT)
        .put("given_name", given)
        .put("family_name", family)
        .put("birth_date", born)
        .put("city", city)
        .build();
  }

  private static Linked link(List<ComparisonView> views) {
    Deduplication job = new Deduplication(ComparisonView.PATIENT);
    views.forEach(job::add);
    for (int i = 0; i < 60; i++) {
      String letters = "" + (char) ('a' + i % 26) + (char) ('a' + i * 7 % 26);
      job.add(
          view("x" + letters, "y" + letters + "z", (1930 + i) + "-05-1" + i % 10, "q" + letters));
    }
    return job.run(MatchModel.standard(ComparisonView.PATIENT), (stage, share) -> {});
  }

  @Test
  void whatTheRecordsOfAPersonKnowTogetherSpeaksForAPoorRecord() {
    ViewColumns columns = new ViewColumns(ComparisonView.PATIENT);
    columns.add(view("philippa", "ravenscroft", "1811-03-09", ""));
    columns.add(view("philippa", "", "1811-03-09", "tavistock"));
    columns.add(view("", "ravenscroft", "", "tavistock"));
    for (int i = 0; i < 60; i++) {
      columns.add(view("x" + (char) ('a' + i % 26), "y" + (char) ('a' + i % 20), "", "z" + i));
    }
    RecordTable table = columns.build();
    PairScorer scorer =
        new PairScorer(
            table, MatchModel.standard(ComparisonView.PATIENT), new Frequencies(table, 1), 63);
    double alone = Math.max(scorer.score(2, 0), scorer.score(2, 1));

    double together = new PooledEvidence(scorer).weigh(new int[] {2}, new int[] {0, 1});

    assertThat(together).isGreaterThan(alone);
  }

  @Test
  void aClusterIsCalledByItsFirstRecord() {
    List<ComparisonView> views = new ArrayList<>();
    views.add(view("", "ravenscroft", "", "tavistock"));
    for (int i = 0; i < 2; i++) {
      views.add(view("philippa", "ravenscroft", "1811-03-09", ""));
      views.add(view("philippa", "", "1811-03-09", "tavistock"));
    }

    Linked linked = link(views);

    for (int r = 0; r < linked.records(); r++) {
      assertThat(linked.cluster(r)).isLessThanOrEqualTo(r);
      assertThat(linked.cluster(linked.cluster(r))).isEqualTo(linked.cluster(r));
    }
  }

  @Test
  void aChainOfWeakEdgesDoesNotJoinItsEnds() {
    int n = 12;
    int[] records = new int[n];
    List<int[]> edges = new ArrayList<>();
    double[] weights = new double[n - 1];
    for (int i = 0; i < n; i++) {
      records[i] = i;
      if (i > 0) {
        edges.add(new int[] {i - 1, i});
        weights[i - 1] = 3;
      }
    }

    int[] cluster =
        new Clustering((a, b) -> Math.abs(a - b) == 1 ? 3 : -12, 0, 12, -12)
            .cluster(records, edges.toArray(int[][]::new), weights, new int[0][], new int[0][]);

    assertThat(cluster[n - 1]).isNotEqualTo(cluster[0]);
    int[] sizes = new int[n];
    for (int c : cluster) {
      assertThat(++sizes[c]).as("records chained together").isLessThanOrEqualTo(2);
    }
  }

  @Test
  void anAgeTellsNothingBesideTheBirthDate() throws Exception {
    List<Column> columns =
        List.of(
            new Column(Column.Slot.GIVEN_NAME, "given_name"),
            new Column(Column.Slot.FAMILY_NAME, "family_name"),
            new Column(Column.Slot.BIRTH_DATE, "birth_date"),
            new Column(Column.Slot.CITY, "city"),
            new Column(Column.Slot.TEXT, "age"));
    Linkage linkage = new Linkage(columns, false);
    List<String[]> people = new ArrayList<>();
    new Population(6000, 0.2, 4, 1).write(people::add);
    for (String[] p : people) {
      String age =
          p[6].isEmpty() ? "" : String.valueOf(2026 - Integer.parseInt(p[6].substring(0, 4)));
      String[] cells = {p[3], p[5], p[6], p[10], age};
      for (int c = 0; c < cells.length; c++) {
        byte[] cell = cells[c].getBytes(java.nio.charset.StandardCharsets.UTF_8);
        linkage.cell(c, cell, 0, cell.length);
      }
    }
    linkage.records(people.size(), 0);

    MatchModel model = linkage.run(null, (stage, share) -> {}).model();

    assertThat(model.impliedBy(4)).isEqualTo(2);
    assertThat(model.impliedBy(3)).isNegative();
    assertThat(MatchModel.fromJson(model.toJson()).impliedBy(4)).isEqualTo(2);
  }
}
