package io.unichart.identity.deduplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.unichart.identity.PatientMatch.Part;
import io.unichart.identity.match.TermCounts;
import io.unichart.identity.review.Decided;
import io.unichart.matching.ComparisonView;
import io.unichart.matching.Field;
import io.unichart.matching.MatchModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecisionsTest {

  private static final double POPULATION = 100_000;

  private final MatchModel model = MatchModel.standard(ComparisonView.PATIENT);

  private static double weight(MatchModel model, String name, String level) {
    List<Field> fields = model.fields();
    for (int f = 0; f < fields.size(); f++) {
      if (fields.get(f).name().equals(name)) {
        int l = fields.get(f).role().levels().indexOf(level);
        return Math.log(model.m(f, l) / model.u(f, l)) / Math.log(2);
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static Part part(String field, String level) {
    return new Part(field, level, 0);
  }

  private static List<Part> households(String phone) {
    return List.of(
        part("family_name", "exact"),
        part("given_name", "faint"),
        part("birth_date", "same_year"),
        part("street", "exact"),
        part("phone", phone));
  }

  private static String letters(int number) {
    StringBuilder out = new StringBuilder("q");
    for (int n = number; n > 0; n /= 20) {
      out.append((char) ('a' + n % 20));
    }
    return out.toString();
  }

  @Test
  void withoutDecisionsTheModelStaysAsItIs() {
    assertThat(Decisions.sharpen(model, POPULATION, List.of())).isSameAs(model);
  }

  @Test
  void whatReviewersRejectTellsLessFromThenOn() {
    List<Decided> decisions = Collections.nCopies(40, new Decided(false, households("exact")));

    MatchModel sharpened = Decisions.sharpen(model, POPULATION, decisions);

    assertThat(weight(sharpened, "phone", "exact"))
        .isLessThan(weight(model, "phone", "exact") - 0.5);
    assertThat(weight(sharpened, "city", "exact")).isEqualTo(weight(model, "city", "exact"));
    assertThat(sharpened.version()).isNotEqualTo(model.version());
  }

  @Test
  void oneDecisionMovesLittle() {
    MatchModel sharpened =
        Decisions.sharpen(model, POPULATION, List.of(new Decided(false, households("exact"))));

    assertThat(weight(sharpened, "phone", "exact"))
        .isCloseTo(weight(model, "phone", "exact"), within(1.0));
  }

  @Test
  void aKnownCorrectionIsRecoveredFromDecisionsThoughOnlyLikelyPairsWereDecided() {
    // the truth: an equal phone tells three bits less than the model believes
    double prior = model.priorWeight(POPULATION);
    SplittableRandom random = new SplittableRandom(7);
    List<Decided> decisions = new ArrayList<>();
    String[] given = {"exact", "near", "faint", "different"};
    String[] born = {"exact", "slip", "same_year", "different"};
    String[] phones = {"exact", "different"};
    while (decisions.size() < 4_000) {
      List<Part> parts =
          List.of(
              part("family_name", "exact"),
              part("given_name", given[random.nextInt(4)]),
              part("birth_date", born[random.nextInt(4)]),
              part("phone", phones[random.nextInt(2)]));
      double believed = prior;
      for (Part p : parts) {
        believed += weight(model, p.field(), p.level());
      }
      if (believed > -4 && believed < 12) {
        boolean equalPhone = parts.get(3).level().equals("exact");
        double truth = MatchModel.probability(believed - (equalPhone ? 3 : 0));
        decisions.add(new Decided(random.nextDouble() < truth, parts));
      }
    }

    MatchModel sharpened = Decisions.sharpen(model, POPULATION, decisions);

    // what is certain is the difference of two levels: their sum also hangs on the prior
    double apart =
        weight(sharpened, "phone", "exact")
            - weight(sharpened, "phone", "different")
            - weight(model, "phone", "exact")
            + weight(model, "phone", "different");
    assertThat(apart).isBetween(-3.6, -2.2);
    assertThat(weight(sharpened, "given_name", "exact") - weight(model, "given_name", "exact"))
        .isBetween(-0.9, 0.9);
  }

  @Test
  void aSharpenedModelSurvivesItsJson() {
    MatchModel sharpened =
        Decisions.sharpen(
            model,
            POPULATION,
            Collections.nCopies(100, new Decided(true, households("different"))));

    MatchModel again = MatchModel.fromJson(sharpened.toJson());

    assertThat(weight(again, "phone", "different"))
        .isCloseTo(weight(sharpened, "phone", "different"), within(1e-9))
        .isGreaterThan(weight(model, "phone", "different"));
  }

  @Test
  void commonValuesAreCountedInOnePass() {
    TermCounts counts = new TermCounts(ComparisonView.PATIENT);
    for (int i = 0; i < 20_000; i++) {
      counts.add(
          ComparisonView.builder(ComparisonView.PATIENT)
              .put("family_name", i % 10 == 0 ? "smith" : letters(i))
              .build());
    }

    assertThat(counts.records()).isEqualTo(20_000);
    assertThat(counts.shares().get("family_name").get("smith")).isCloseTo(0.1, within(0.001));
    assertThat(counts.shares().get("family_name")).hasSizeLessThan(100);
    assertThat(counts.shares()).doesNotContainKey("city");
  }
}
