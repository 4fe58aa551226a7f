package io.unichart.extraction.mentions;

import io.unichart.extraction.text.Token;
import java.util.List;
import java.util.Set;

/**
 * Words that are a finding only where they are said of somebody: "obese male", "is diabetic",
 * "feels faint", "no trauma", but not "diabetic diet", "a faint line" or "trauma bay".
 */
final class Predicates {

  static final Set<String> CALLED =
      Set.of("obese", "diabetic", "faint", "anxious", "nervous", "tired", "trauma", "sleepy");

  private static final Set<String> SAID =
      Set.of(
          "is",
          "was",
          "are",
          "am",
          "be",
          "feels",
          "feel",
          "feeling",
          "felt",
          "looks",
          "appears",
          "appearing",
          "becomes",
          "become",
          "became",
          "seems",
          "very",
          "quite",
          "mildly",
          "moderately",
          "morbidly",
          "slightly",
          "extremely",
          "increasingly",
          "more",
          "so",
          "too",
          "bit",
          "little",
          "being",
          "known",
          "not",
          "also",
          "always",
          "a",
          "overweight");

  private static final Set<String> PERSONS =
      Set.of("male", "female", "man", "woman", "lady", "gentleman", "patient", "pt", "boy", "girl");

  private static final Set<String> GO_ON =
      Set.of(
          "and", "or", "since", "for", "at", "on", "with", "today", "but", "when", "about", "in",
          "x", "who", "again", "all", "after", "during", "because", "despite", "due", "most");

  private static final Set<String> ASKED =
      Set.of(
          "no",
          "any",
          "denies",
          "nil",
          "without",
          "o",
          "recent",
          "minor",
          "or",
          "preceding",
          "prior");

  private static final Set<String> NO_TRAUMA_BEHIND =
      Set.of(
          "bay",
          "team",
          "surgery",
          "surgeon",
          "center",
          "centre",
          "alert",
          "activation",
          "series",
          "therapy",
          "focused",
          "informed",
          "history");

  private Predicates() {}

  /** Whether such a word is said of somebody; any other word is. */
  static boolean isSaid(List<Token> tokens, int from, int to) {
    if (to - from != 1 || !CALLED.contains(tokens.get(from).norm())) {
      return true;
    }
    String word = tokens.get(from).norm();
    String before = from > 0 ? tokens.get(from - 1).norm() : "";
    String behind = to < tokens.size() ? tokens.get(to).norm() : "";
    if (word.equals("trauma")) {
      return ASKED.contains(before) && !NO_TRAUMA_BEHIND.contains(behind);
    }
    boolean ends =
        to >= tokens.size()
            || !tokens.get(to).isWord() && !behind.equals("-")
            || GO_ON.contains(behind);
    boolean person = PERSONS.contains(behind);
    boolean opens = from == 0 || before.equals("-") || before.equals(":") || before.equals(",");
    return SAID.contains(before) && (ends || person)
        || word.equals("obese") && person
        || opens && ends && (word.equals("obese") || word.equals("diabetic"));
  }
}
