package io.unichart.extraction.assertion;

import io.unichart.extraction.text.Token;
import java.util.List;
import java.util.Set;

/** Words by which a note introduces its patient: "a 54-year-old teacher", "34 yo mother of two". */
final class Introduction {

  private static final Set<String> AGE =
      Set.of(
          "-", "year", "years", "month", "months", "week", "weeks", "old", "yo", "y/o", "young",
          "own");

  private static final Set<String> BETWEEN =
      Set.of(
          "retired",
          "former",
          "male",
          "female",
          "married",
          "divorced",
          "widowed",
          "single",
          "right",
          "left",
          "handed",
          "school",
          "college",
          "graduate",
          "preschool",
          "office",
          "construction",
          "factory",
          "healthcare");

  private static final Set<String> POSSESSIVES =
      Set.of("his", "her", "their", "my", "patient's", "pt's", "whose");

  private static final Set<String> PARENTS =
      Set.of("mother", "father", "mom", "dad", "parent", "grandmother", "grandfather");

  private Introduction() {}

  /** Whether the person named here is told with an age and as nobody's: that is the patient. */
  static boolean isOfThePatient(List<Token> tokens, int place) {
    boolean parent = PARENTS.contains(tokens.get(place).norm());
    boolean another = !parent && Kinship.KIN.contains(tokens.get(place).norm());
    boolean ofChildren = place + 1 < tokens.size() && tokens.get(place + 1).norm().equals("of");
    if (another || parent && !ofChildren) {
      return false;
    }
    int i = place - 1;
    while (i >= 0 && BETWEEN.contains(tokens.get(i).norm())) {
      i--;
    }
    int age = i;
    boolean aged = false;
    while (age >= 0 && isAge(tokens.get(age))) {
      aged |= tokens.get(age).norm().matches("(?:.*-)?(?:years?|months?|weeks?|old|yo|y/o)");
      age--;
    }
    return aged && (age < 0 || !POSSESSIVES.contains(tokens.get(age).norm()));
  }

  /** A part of "3-year-old". */
  static boolean isAge(Token token) {
    return token.isNumber()
        || AGE.contains(token.norm())
        || token.norm().matches("\\d+-?(?:year|month|week|day)s?-?old");
  }
}
