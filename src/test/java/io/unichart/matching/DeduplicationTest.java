package io.unichart.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeduplicationTest {

  private static ComparisonView view(String given, String family, String born, String phone) {
    return ComparisonView.builder(ComparisonView.PATIENT)
        .put("given_name", given)
        .put("family_name", family)
        .put("birth_date", born)
        .put("phone", phone)
        .build();
  }

  private static List<String[]> people(int size) throws Exception {
    List<String[]> people = new ArrayList<>();
    new Population(size, 0.3, 11, 1).write(people::add);
    return people;
  }

  private static Deduplication of(List<String[]> people) {
    Deduplication job = new Deduplication(ComparisonView.PATIENT);
    for (String[] p : people) {
      job.add(
          ComparisonView.builder(ComparisonView.PATIENT)
              .put("given_name", p[3])
              .put("family_name", p[5])
              .put("birth_date", p[6])
              .put("gender", p[7])
              .put("postal_code", p[12])
              .put("phone", p[13])
              .build());
    }
    return job;
  }

  @Test
  void viewsAreLinkedAsFilesAre() throws Exception {
    List<String[]> people = people(2000);

    Linked linked = of(people).run(null, (stage, share) -> {});

    long wrong = 0;
    long found = 0;
    for (int r = 0; r < people.size(); r++) {
      int first = linked.cluster(r);
      wrong += people.get(r)[1].equals(people.get(first)[1]) ? 0 : 1;
      found += first == r ? 0 : 1;
    }
    assertThat(found).isGreaterThan(300);
    assertThat(wrong).isLessThan(12);
  }

  @Test
  void everyKeptPairHasItsWeightAndItsProbability() throws Exception {
    Linked linked = of(people(800)).run(null, (stage, share) -> {});

    assertThat(linked.pairs()).isPositive();
    for (int p = 0; p < linked.pairs(); p++) {
      assertThat(linked.probability(p))
          .isEqualTo(MatchModel.probability(linked.weight(p) + linked.priorWeight()));
    }
  }

  @Test
  void whatPeopleDecidedOutweighsEveryValue() {
    Deduplication job = new Deduplication(ComparisonView.PATIENT);
    int anna = job.add(view("Anna", "Keller", "1971-04-05", "2025550110"));
    int again = job.add(view("Anna", "Keller", "1971-04-05", "2025550110"));
    int third = job.add(view("Anna", "Keller", "1971-04-05", "2025550110"));
    int otto = job.add(view("Otto", "Brandt", "1950-12-01", "2025550177"));
    for (int i = 0; i < 40; i++) {
      job.add(
          view(
              "Given" + (char) ('a' + i % 26),
              "Family" + i,
              "19" + (40 + i) + "-03-0" + (1 + i % 9),
              ""));
    }
    job.neverSame(anna, again);
    job.alwaysSame(third, otto);

    Linked linked = job.run(null, (stage, share) -> {});

    assertThat(linked.cluster(anna)).isNotEqualTo(linked.cluster(again));
    assertThat(linked.cluster(third)).isEqualTo(linked.cluster(otto));
  }

  @Test
  void twoPersonsStayTwoThroughOthersThatAreLikeBoth() {
    Deduplication job = new Deduplication(ComparisonView.PATIENT);
    int first = job.add(view("Maria", "Lopez", "1980-02-03", "2025550100"));
    for (int i = 0; i < 6; i++) {
      job.add(view("Maria", "Lopez", "1980-02-03", "2025550100"));
    }
    int last = job.add(view("Maria", "Lopez", "1980-02-03", "2025550100"));
    job.neverSame(first, last);

    Linked linked = job.run(MatchModel.standard(ComparisonView.PATIENT), (stage, share) -> {});

    assertThat(linked.cluster(first)).isNotEqualTo(linked.cluster(last));
  }

  @Test
  void whereBothWereDeclaredTwoPersonsItIs() {
    Deduplication job = new Deduplication(ComparisonView.PATIENT);
    int a = job.add(view("Maria", "Lopez", "1980-02-03", "2025550100"));
    int b = job.add(view("Maria", "Lopez", "1980-02-03", "2025550100"));
    job.alwaysSame(a, b);
    job.neverSame(a, b);

    Linked linked = job.run(MatchModel.standard(ComparisonView.PATIENT), (stage, share) -> {});

    assertThat(linked.cluster(a)).isNotEqualTo(linked.cluster(b));
  }

  @Test
  void viewsOfAnotherKindAreRefused() {
    Deduplication job = new Deduplication(ComparisonView.PATIENT);
    List<Field> other = List.of(new Field("given_name", Role.GIVEN_NAME));

    assertThatThrownBy(() -> job.add(ComparisonView.builder(other).put("given_name", "x").build()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> job.neverSame(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void nothingToLinkIsNoFault() {
    Linked linked = new Deduplication(ComparisonView.PATIENT).run(null, (stage, share) -> {});

    assertThat(linked.records()).isZero();
    assertThat(linked.pairs()).isZero();
  }
}
