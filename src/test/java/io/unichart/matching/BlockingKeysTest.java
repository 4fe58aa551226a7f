package io.unichart.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockingKeysTest {

  private static ComparisonView view(String[] record) {
    ComparisonView.Builder builder = ComparisonView.builder(ComparisonView.PATIENT);
    for (int i = 3; i < record.length; i++) {
      builder.put(Population.COLUMNS.get(i), record[i]);
    }
    return builder.build();
  }

  @Test
  void fewStoredKeysBringTogetherNearlyAllRecordsOfAPerson() throws Exception {
    List<String[]> records = new ArrayList<>();
    new Population(20_000, 0.3, 11, 1).write(records::add);
    Map<String, List<Set<Long>>> persons = new HashMap<>();
    long stored = 0;
    for (String[] record : records) {
      Set<Long> keys = new HashSet<>();
      for (long key : BlockingKeys.of(view(record))) {
        keys.add(key);
      }
      stored += keys.size();
      persons.computeIfAbsent(record[1], person -> new ArrayList<>()).add(keys);
    }

    int pairs = 0;
    int found = 0;
    for (List<Set<Long>> same : persons.values()) {
      for (int a = 0; a < same.size(); a++) {
        for (int b = a + 1; b < same.size(); b++) {
          pairs++;
          found += same.get(a).stream().anyMatch(same.get(b)::contains) ? 1 : 0;
        }
      }
    }

    System.out.printf(
        "%d pairs, recall %.4f, %.1f keys a record%n",
        pairs, (double) found / pairs, (double) stored / records.size());
    assertThat((double) found / pairs).isGreaterThan(0.995);
    assertThat((double) stored / records.size()).isLessThan(28);
  }

  @Test
  void aPackedViewIsTheSameView() {
    ComparisonView view =
        ComparisonView.builder(ComparisonView.PATIENT)
            .put("family_name", "Meyer")
            .put("family_name", "Schmidt")
            .put("birth_date", "1970-02-03")
            .build();

    ComparisonView again = ComparisonView.unpacked(ComparisonView.PATIENT, view.packed());

    assertThat(again.packed()).isEqualTo(view.packed());
    assertThat(BlockingKeys.of(again)).isEqualTo(BlockingKeys.of(view)).isNotEmpty();
  }

  @Test
  void aRequestThatKnowsEnoughAsksForNothingBroad() {
    ComparisonView.Builder known =
        ComparisonView.builder(ComparisonView.PATIENT).put("family_name", "Meyer");
    long[] familyOnly = BlockingKeys.asked(known.build());
    ComparisonView more =
        known.put("given_name", "Anna").put("birth_date", "1970-02-03").put("city", "Ulm").build();

    assertThat(familyOnly).hasSize(1);
    assertThat(BlockingKeys.asked(more)).doesNotContain(familyOnly[0]);
    assertThat(BlockingKeys.of(more)).contains(familyOnly[0]);
  }
}
