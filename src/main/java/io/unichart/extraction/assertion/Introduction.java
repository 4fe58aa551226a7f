package io.unichart.extraction.assertion;

import io.unichart.extraction.text.Token;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Words by which a note introduces its patient: "a 54-year-old teacher", "34 yo mother of two". */
final class Introduction {

  private static final Pattern OLD = Pattern.compile("\\d+-?(?:year|month|week|day)s?-?old");

  private static final Pattern AGED =
      Pattern.compile("(?:.*-)?(?:years?|months?|weeks?|old|yo|y/o)");

  private static final Set<String> KIN = Kinship.WORDS.of("kin");
  private static final Set<String> PARENTS = Kinship.WORDS.of("parents");
  private static final Set<String> AGE = Kinship.WORDS.of("age");
  private static final Set<String> BETWEEN = Kinship.WORDS.of("between-age-and-person");
  private static final Set<String> WHOSE = Kinship.WORDS.of("whose");

  private Introduction() {}

  /** Whether the person named here is told with an age and as nobody's: that is the patient. */
  static boolean isOfThePatient(List<Token> tokens, int place) {
    boolean parent = PARENTS.contains(tokens.get(place).norm());
    boolean another = !parent && KIN.contains(tokens.get(place).norm());
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
      aged |= AGED.matcher(tokens.get(age).norm()).matches();
      age--;
    }
    return aged && (age < 0 || !isPossessive(tokens.get(age).norm()));
  }

  private static boolean isPossessive(String word) {
    return WHOSE.contains(word) || word.endsWith("'s");
  }

  /** A part of "3-year-old". */
  static boolean isAge(Token token) {
    return token.isNumber()
        || AGE.contains(token.norm())
        || (Character.isDigit(token.norm().charAt(0)) && OLD.matcher(token.norm()).matches());
  }
}
