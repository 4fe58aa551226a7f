package io.unichart.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Two simpler ways to score a pair, for those who must follow a written rule. Both give a score
 * from 0 to 1 that is the sum of its parts; the probabilistic one is {@link Matcher}.
 */
public sealed interface Strategy {

  /** What came of it: {@code score} is the sum of the parts. */
  record Outcome(double score, List<Score.Part> parts) {
    public Outcome {
      parts = List.copyOf(parts);
    }

    static Outcome of(List<Score.Part> parts) {
      double sum = 0;
      for (Score.Part part : parts) {
        sum += part.weight();
      }
      return new Outcome(sum, parts);
    }
  }

  Outcome score(Matcher matcher, ComparisonView a, ComparisonView b);

  /**
   * Similarities of name, birth date, address and gender, weighted; what is missing counts for
   * nothing.
   */
  record Weighted(double name, double birthDate, double address, double gender)
      implements Strategy {

    public Weighted {
      if (name < 0
          || birthDate < 0
          || address < 0
          || gender < 0
          || name + birthDate + address + gender <= 0) {
        throw new IllegalArgumentException("weights are 0 or more, and not all 0");
      }
    }

    /** Name .4, birth date .3, address .2, gender .1. */
    public static Weighted usual() {
      return new Weighted(0.4, 0.3, 0.2, 0.1);
    }

    @Override
    public Outcome score(Matcher matcher, ComparisonView a, ComparisonView b) {
      String[] levels = matcher.levels(a, b);
      double[] weights = {name, birthDate, address, gender};
      String[] names = {"name", "birth_date", "address", "gender"};
      double[] sum = new double[4];
      int[] count = new int[4];
      for (int f = 0; f < levels.length; f++) {
        Role role = matcher.model().fields().get(f).role();
        int part =
            switch (role) {
              case GIVEN_NAME, FAMILY_NAME -> 0;
              case BIRTH_DATE -> 1;
              case STREET, HOUSE_NUMBER, CITY, STATE, POSTAL_CODE -> 2;
              case GENDER -> 3;
              default -> -1;
            };
        if (part >= 0 && !levels[f].equals("missing")) {
          sum[part] += similarity(levels[f]);
          count[part]++;
        }
      }
      double present = 0;
      for (int p = 0; p < 4; p++) {
        present += count[p] == 0 ? 0 : weights[p];
      }
      List<Score.Part> parts = new ArrayList<>();
      for (int p = 0; p < 4 && present > 0; p++) {
        if (count[p] > 0) {
          double s = sum[p] / count[p];
          parts.add(
              new Score.Part(
                  names[p],
                  s > 0.95 ? "agrees" : s > 0.5 ? "close" : "differs",
                  weights[p] / present * s));
        }
      }
      return Outcome.of(parts);
    }

    private static double similarity(String level) {
      return switch (level) {
        case "exact", "same", "implied" -> 1;
        case "variant", "coarse", "swapped" -> 0.95;
        case "near", "transposed" -> 0.9;
        case "slip", "partial", "contained", "swapped_near", "part" -> 0.8;
        case "two_parts", "similar", "area", "user", "close" -> 0.7;
        case "faint", "same_year" -> 0.4;
        case "near_year" -> 0.2;
        default -> 0;
      };
    }
  }

  /** An identifier that agrees, or names, birth date and gender that all agree, decide alone. */
  record Deterministic() implements Strategy {

    private static final Set<String> AGREE = Set.of("exact", "same", "implied", "variant");

    @Override
    public Outcome score(Matcher matcher, ComparisonView a, ComparisonView b) {
      String[] levels = matcher.levels(a, b);
      boolean names = true;
      for (int f = 0; f < levels.length; f++) {
        Field field = matcher.model().fields().get(f);
        if (field.role() == Role.IDENTIFIER && levels[f].equals("exact")) {
          return Outcome.of(List.of(new Score.Part(field.name(), "exact", 1)));
        }
        names &=
            switch (field.role()) {
              case GIVEN_NAME, FAMILY_NAME, BIRTH_DATE -> AGREE.contains(levels[f]);
              case GENDER -> levels[f].equals("missing") || AGREE.contains(levels[f]);
              default -> true;
            };
      }
      return Outcome.of(
          names ? List.of(new Score.Part("name+birth_date+gender", "exact", 1)) : List.of());
    }
  }
}
