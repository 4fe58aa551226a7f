package io.unichart.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MatcherTest {

  private final Matcher matcher =
      new Matcher(
          MatchModel.standard(ComparisonView.PATIENT), Matcher.TermShares.unknown(), 100_000);

  private static ComparisonView view(String given, String family, String born, String... more) {
    ComparisonView.Builder b =
        ComparisonView.builder(ComparisonView.PATIENT)
            .put("given_name", given)
            .put("family_name", family)
            .put("birth_date", born);
    for (int i = 0; i < more.length; i += 2) {
      b.put(more[i], more[i + 1]);
    }
    return b.build();
  }

  private static ComparisonView random(SplittableRandom r, List<String[]> people) {
    String[] p = people.get(r.nextInt(people.size()));
    return view(
        p[3],
        p[5],
        p[6],
        "middle_name",
        p[4],
        "gender",
        p[7],
        "street",
        p[8],
        "house_number",
        p[9],
        "city",
        p[10],
        "state",
        p[11],
        "postal_code",
        p[12],
        "phone",
        p[13],
        "email",
        p[14],
        "ssn",
        p[15]);
  }

  private static List<String[]> people() throws Exception {
    List<String[]> people = new ArrayList<>();
    new Population(300, 0.5, 3, 2).write(people::add);
    return people;
  }

  /** A woman of whom much is known. */
  private static ComparisonView nancy(String given, String family, String ssn) {
    return view(
        given,
        family,
        "1982-12-25",
        "street",
        "gutierrez corner",
        "house_number",
        "830",
        "city",
        "sanchezfurt",
        "postal_code",
        "78158",
        "phone",
        "+12025550147",
        "gender",
        "female",
        "ssn",
        ssn);
  }

  @Test
  void whatTwinsShareIsLikelyAndNeverCertain() {
    Score twins =
        matcher.score(nancy("nancy", "gay", "123-68-9108"), nancy("ami", "gay", "123-38-9108"));

    assertThat(twins.probability()).isGreaterThan(0.99);
    assertThat(twins.quality()).isEqualTo(Score.Quality.PROBABLE);
  }

  @Test
  void whoseNameIsUnknownOrAnotherIsCertainByANumberOnly() {
    for (String family : List.of("", "bell")) {
      String given = family.isEmpty() ? "" : "nancy";
      ComparisonView known = nancy(given, family.isEmpty() ? "" : "gibson", "157-72-7211");

      assertThat(matcher.score(nancy(given, family, "157-72-7210"), known).quality())
          .isEqualTo(Score.Quality.PROBABLE);
      assertThat(matcher.score(nancy(given, family, "157-72-7211"), known).quality())
          .isEqualTo(Score.Quality.CERTAIN);
    }
  }

  @Test
  void aSlipInANameLeavesAMatchCertain() {
    Score slip = matcher.score(nancy("nancy", "schmidt", ""), nancy("nnacy", "schmitd", ""));

    assertThat(slip.quality()).isEqualTo(Score.Quality.CERTAIN);
  }

  @Test
  void aScoreIsFiniteSymmetricAndTheSumOfItsExplanation() throws Exception {
    List<String[]> people = people();
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom r = new SplittableRandom(seed);
    for (int i = 0; i < 3000; i++) {
      ComparisonView a = random(r, people);
      ComparisonView b = random(r, people);

      Score ab = matcher.score(a, b);
      Score ba = matcher.score(b, a);

      double sum = 0;
      for (Score.Part part : ab.parts()) {
        sum += part.weight();
      }
      assertThat(ab.weight()).isFinite().isEqualTo(sum);
      assertThat(ab.weight()).isCloseTo(ba.weight(), within(1e-9));
      assertThat(ab.probability()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void aScoreNeverFallsAsAgreementGrows() {
    ComparisonView a =
        view("margaret", "henderson", "1961-03-14", "postal_code", "30301", "phone", "4045551234");
    String[] families = {"kowalski", "hendrix", "hendersen", "henderson"};
    String[] dates = {"1933-11-02", "1961-09-02", "1961-03-15", "1961-03-14"};
    double last = -100;
    for (int i = 0; i < families.length; i++) {
      double now = matcher.score(a, view("margaret", families[i], dates[i])).weight();
      assertThat(now).isGreaterThan(last);
      last = now;
    }
    double more =
        matcher
            .score(a, view("margaret", "henderson", "1961-03-14", "phone", "404-555-1234"))
            .weight();
    assertThat(more).isGreaterThan(last);
  }

  @Test
  void aSwappedGivenAndFamilyNameStillMatches() {
    Score score =
        matcher.score(
            view("Isla", "Hall", "1985-02-07", "city", "London"),
            view("Hall", "Isla", "1985-02-07", "city", "London"));
    assertThat(score.probability()).isGreaterThan(0.9);
    assertThat(score.parts()).anyMatch(p -> p.level().equals("swapped"));
  }

  @Test
  void twinsAtOneAddressAreTwoPersons() {
    String[] home = {
      "street",
      "Maple Street",
      "house_number",
      "12",
      "city",
      "Oakton",
      "postal_code",
      "22124",
      "phone",
      "7035550188"
    };
    Score twins =
        matcher.score(
            view("Emma", "Becker", "2010-05-01", home),
            view("Lukas", "Becker", "2010-05-01", home));
    Score same =
        matcher.score(
            view("Emma", "Becker", "2010-05-01", home), view("Ema", "Becker", "2010-05-01", home));
    assertThat(twins.probability()).isLessThan(0.5);
    assertThat(same.probability()).isGreaterThan(0.99);
  }

  @Test
  void whatIsMissingSaysNothing() {
    Score full =
        matcher.score(view("Ana", "Silva", "1970-01-02"), view("Ana", "Silva", "1970-01-02"));
    Score gaps =
        matcher.score(
            view("Ana", "Silva", "1970-01-02", "phone", "999-999-9999"),
            view("Ana", "Silva", "1970-01-02", "ssn", "000-00-0000"));
    assertThat(gaps.weight()).isEqualTo(full.weight());
  }

  @Test
  void placeholdersAndHostileValuesAreHarmless() {
    String[] hostile = {
      "",
      " ",
      "'; drop table patient; --",
      "<script>alert(1)</script>",
      "\uD83D\uDE00",
      "\u05d3\u05d5\u05d3",
      "\u738b\u5c0f\u660e",
      "x".repeat(10_000),
      "|",
      "a|b",
      "\0",
      "%",
      "unknown"
    };
    for (String x : hostile) {
      for (String y : hostile) {
        ComparisonView a =
            view(x, y, x, "street", y, "email", x, "phone", y, "ssn", x, "postal_code", y);
        ComparisonView b =
            view(y, x, y, "street", x, "email", y, "phone", x, "ssn", y, "postal_code", x);
        assertThat(matcher.score(a, b).weight()).isFinite();
        assertThat(BlockingKeys.of(a)).doesNotContain(0);
        assertThat(a.toString()).doesNotContain("drop");
      }
    }
  }

  @Test
  void onePersonsRecordsShareABlockingKeyInSpiteOfMistakes() {
    ComparisonView a =
        view("William", "Thompson", "1954-07-09", "postal_code", "60614", "phone", "3125550101");
    for (ComparisonView b :
        List.of(
            view("Bill", "Thompson", "1954-07-09"),
            view("Thompson", "William", "1954-09-07", "postal_code", "60614"),
            view("William", "Thomson", "1954-07-09"),
            view("W", "Thompsn", "1954-07-09", "postal_code", "60614"),
            view("", "", "", "phone", "(312) 555-0101"))) {
      long[] keys = BlockingKeys.of(a);
      assertThat(
              Arrays.stream(BlockingKeys.of(b))
                  .anyMatch(k -> Arrays.stream(keys).anyMatch(x -> x == k)))
          .isTrue();
    }
  }

  @Test
  void aModelSurvivesJson() {
    MatchModel model = MatchModel.standard(ComparisonView.PATIENT);
    assertThat(MatchModel.fromJson(model.toJson()).toJson()).isEqualTo(model.toJson());
  }

  @Test
  void theSimplerStrategiesAddUp() {
    ComparisonView a =
        view("William", "Thompson", "1954-07-09", "gender", "M", "ssn", "123-45-6789");
    ComparisonView b = view("Bill", "Thompson", "1954-07-09", "gender", "M", "ssn", "123456789");
    Strategy.Outcome weighted = Strategy.Weighted.usual().score(matcher, a, b);
    assertThat(weighted.score()).isBetween(0.95, 1.0);
    assertThat(weighted.parts().stream().mapToDouble(Score.Part::weight).sum())
        .isCloseTo(weighted.score(), within(1e-9));
    assertThat(new Strategy.Deterministic().score(matcher, a, b).score()).isEqualTo(1);
    assertThat(
            new Strategy.Deterministic()
                .score(matcher, a, view("Otto", "Kern", "1954-07-09"))
                .score())
        .isZero();
  }
}
