package io.unichart.extraction.assertion;

import io.unichart.extraction.Assertion.Subject;
import io.unichart.extraction.text.Token;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose a condition is. A relative who is named owns a condition only in the role of the one
 * who has it: "mother has asthma", "asthma in his mother", "Mother: asthma". One who reports,
 * brings, sees or worries does not: "his aunt reports a week of earache".
 */
final class Kinship {

  /**
   * Who has the condition.
   *
   * @param from index of the first token that says so
   * @param to one past the last
   * @param history true when the words are "family history"
   */
  record Owner(Subject subject, int from, int to, boolean history) {}

  static final WordClasses WORDS = WordClasses.load("/extraction/kinship.tsv");

  private static final Set<String> KIN = WORDS.of("kin");

  private static final Set<String> OTHERS = WORDS.of("others");

  private static final Set<String> REPORTS = WORDS.of("reports");

  private static final Set<String> HAS = WORDS.of("has");

  private static final Set<String> AFTER_HAS_REPORTS = WORDS.of("after-has-reports");

  private static final Set<String> SKIP = WORDS.of("skip");

  private static final Set<String> BETWEEN = WORDS.of("between");

  private static final Set<String> PATIENT = WORDS.of("patient");

  private static final Set<String> ARRIVES = WORDS.of("arrives");

  private static final Set<String> POSSESSED_WORDS = WORDS.of("possessed-words");

  private static final Set<String> PARENTS = WORDS.of("parents");

  private static final Set<String> CHILDREN = WORDS.of("children");

  private static final Set<String> SPOUSES = WORDS.of("spouses");

  private static final Set<String> PLACES = WORDS.of("places");

  /** Short forms that are months, letters or names as well, but not before these words. */
  private static final Set<String> SHORT_KIN = WORDS.of("short-kin");

  private static final Set<String> AFTER_SHORT_KIN = WORDS.of("after-short-kin");

  private final List<Token> tokens;
  private final int t0;
  private final int t1;

  Kinship(List<Token> tokens, int t0, int t1) {
    this.tokens = tokens;
    this.t0 = t0;
    this.t1 = t1;
  }

  @Nullable Owner owner() {
    for (int i = t0 - 1; i >= 0; i--) {
      Owner history = familyHistory(i);
      if (history != null) {
        return history;
      }
      Subject subject = isThePatientToo(i) ? null : subject(i);
      if (subject != null && !resumed(i + 1, t0)) {
        boolean owns = owns(i);
        if (owns) {
          return new Owner(subject, i, i + 1, isUnderFamilyHistory(i));
        }
        if (!isPartOfList(i)) {
          return behind();
        }
      }
    }
    return behind();
  }

  /**
   * "Mother calls about her son with vomiting", "Daughter reports her father has been confused":
   * the one whom a relative tells of by the reverse of the relation is the patient.
   */
  private boolean isThePatientToo(int i) {
    String told = tokens.get(i).norm().replaceFirst("'s$", "");
    int owner = i - 1;
    while (owner > 0 && Introduction.isAge(tokens.get(owner))) {
      owner--;
    }
    if (owner < 1 || !Set.of("her", "his", "their", "the").contains(tokens.get(owner).norm())) {
      return false;
    }
    for (int k = owner - 1; k > 0; k--) {
      if (REPORTS.contains(tokens.get(k).norm()) || ARRIVES.contains(tokens.get(k).norm())) {
        for (int m = k - 1; m >= Math.max(0, k - 3); m--) {
          if (isReverse(tokens.get(m).norm(), told)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isReverse(String teller, String told) {
    return (PARENTS.contains(teller) && CHILDREN.contains(told))
        || (CHILDREN.contains(teller) && PARENTS.contains(told))
        || (SPOUSES.contains(teller) && SPOUSES.contains(told));
  }

  /** "family history of", "FHx:", "family hx positive for" before the mention. */
  private @Nullable Owner familyHistory(int i) {
    String norm = tokens.get(i).norm();
    boolean abbreviated = norm.equals("fhx") || norm.equals("fh") || norm.equals("famhx");
    boolean spelt =
        (norm.equals("family") || norm.equals("fam") || norm.equals("familial"))
            && i + 1 < t0
            && isHistory(i + 1);
    if ((!abbreviated && !spelt) || resumed(i + 2, t0) || semicolonBetween(i, t0)) {
      return null;
    }
    return new Owner(Subject.FAMILY, i, spelt ? i + 2 : i + 1, true);
  }

  private boolean isUnderFamilyHistory(int kin) {
    for (int i = 0; i < kin; i++) {
      if (familyHistory(i) != null) {
        return true;
      }
    }
    return false;
  }

  private boolean isHistory(int i) {
    String norm = tokens.get(i).norm();
    return norm.equals("history")
        || norm.equals("hx")
        || norm.equals("medical")
        || norm.equals("h");
  }

  private @Nullable Subject subject(int i) {
    String norm = tokens.get(i).norm();
    String bare = norm.endsWith("'s") ? norm.substring(0, norm.length() - 2) : norm;
    if (Introduction.isOfThePatient(tokens, i) || SHORT_KIN.contains(bare) && !isShortKin(i)) {
      return null;
    }
    if (KIN.contains(bare)
        || bare.equals("family")
            && !next(
                i,
                "physician",
                "doctor",
                "medicine",
                "practice",
                "history",
                "hx",
                "planning",
                "meeting")) {
      return Subject.FAMILY;
    }
    if (Set.of("child", "children", "baby", "toddler", "infant", "newborn").contains(bare)) {
      boolean possessed =
          i > 0
              && Set.of("his", "her", "their", "whose", "patient's")
                  .contains(tokens.get(i - 1).norm());
      boolean strangers = norm.equals("children") && !possessed && !next(i, ":", "'s");
      return possessed ? Subject.FAMILY : strangers ? Subject.OTHER : null;
    }
    return OTHERS.contains(bare) ? Subject.OTHER : null;
  }

  /** "mo" is a mother where something is said of her, and a month behind a number. */
  private boolean isShortKin(int i) {
    boolean counted =
        i > 0
            && (tokens.get(i - 1).isNumber()
                || Set.of("-", "q", "x").contains(tokens.get(i - 1).norm()));
    return !counted
        && (i + 1 >= tokens.size() || AFTER_SHORT_KIN.contains(tokens.get(i + 1).norm()));
  }

  private boolean next(int i, String... words) {
    return i + 1 < tokens.size() && Set.of(words).contains(tokens.get(i + 1).norm());
  }

  /** True when the relative at i is the one who has what the mention names. */
  private boolean owns(int i) {
    if (tokens.get(i).norm().endsWith("'s")) {
      return i + 1 >= t0 || !POSSESSED_WORDS.contains(tokens.get(i + 1).norm());
    }
    int k = i + 1;
    if (k < t0 && tokens.get(k).is(",") && k + 1 < t0 && tokens.get(k + 1).is("who")) {
      int close = indexOf(",", k + 2);
      if (close >= 0 && close < t0) {
        k = close + 1;
      }
    }
    if (k + 1 < t0
        && tokens.get(k).is("and")
        && subject(k + 1) == null
        && HAS.contains(tokens.get(k + 1).norm())) {
      return false; // "lives with his wife and has …": the patient has it
    }
    if (k < t0 && tokens.get(k).is("from") && isDeceasedBefore(i)) {
      return true;
    }
    int limit = Math.min(t0, k + 9);
    for (; k < limit; k++) {
      String norm = tokens.get(k).norm();
      if (norm.equals("treated") && k + 1 < tokens.size() && tokens.get(k + 1).is("for")) {
        return true;
      }
      if (REPORTS.contains(norm)) {
        return false;
      }
      int place = placeAfter(k);
      if (place > 0) {
        k = place;
        limit = Math.min(t0, limit + 3);
        continue;
      }
      if (norm.equals(":") || norm.equals("-") || norm.equals("(") || norm.equals("=")) {
        if (k + 1 < t0 && REPORTS.contains(tokens.get(k + 1).norm())) {
          return false;
        }
        if (norm.equals("(")
            && k + 1 < t0
            && (tokens.get(k + 1).isNumber() || subject(k + 1) != null)) {
          continue;
        }
        return !norm.equals("-") || k + 1 >= t0 || subject(k + 1) == null;
      }
      if (norm.equals("with") && arrivesBefore(i)) {
        return false;
      }
      if (norm.equals("passed") || norm.equals("died")) {
        return true; // "passed in May from pancreatic cancer"
      }
      if (HAS.contains(norm) && !SKIP.contains(norm)) {
        return !reportsAfter(k + 1, norm);
      }
      boolean skipped =
          SKIP.contains(norm)
              || subject(k) != null
              || tokens.get(k).isNumber()
              || norm.equals(",")
              || norm.equals(")");
      if (!skipped) {
        return false;
      }
    }
    return k >= t0 && (t0 == i + 1 || isPartOfList(i));
  }

  /** "in the daycare": where the place of such words stands, or 0. */
  private int placeAfter(int k) {
    if (Set.of("in", "at", "from").contains(tokens.get(k).norm())) {
      for (int p = k + 1; p < Math.min(t0, k + 4); p++) {
        if (PLACES.contains(tokens.get(p).norm())) {
          return p;
        }
      }
    }
    return 0;
  }

  private boolean isDeceasedBefore(int i) {
    for (int k = 0; k < i; k++) {
      if (Set.of("deceased", "died", "dead").contains(tokens.get(k).norm())) {
        return true;
      }
    }
    return false;
  }

  /** "has noticed", "is concerned", "has been giving": words of a witness. */
  private boolean reportsAfter(int from, String verb) {
    for (int k = from; k < Math.min(t0, from + 3); k++) {
      String norm = tokens.get(k).norm();
      if (norm.equals("with") && !verb.equals("is") && !verb.equals("was")) {
        return false;
      }
      boolean place =
          norm.equals("in") || norm.equals("at") || norm.equals("with") || norm.equals("to");
      if (AFTER_HAS_REPORTS.contains(norm) && (!place || k == from && !verb.startsWith("h"))) {
        return !norm.equals("found") || !verb.equals("was");
      }
      if (!Set.of(
              "been",
              "not",
              "also",
              "just",
              "very",
              "really",
              "recently",
              "some",
              "any",
              "many",
              "never",
              "quite",
              "a",
              "the")
          .contains(norm)) {
        return false;
      }
    }
    return false;
  }

  private boolean arrivesBefore(int i) {
    for (int k = i - 1; k >= Math.max(0, i - 5); k--) {
      if (Set.of("contact", "exposed", "exposure", "visited").contains(tokens.get(k).norm())) {
        return false;
      }
      boolean place = k + 1 < tokens.size() && PLACES.contains(tokens.get(k + 1).norm());
      if (ARRIVES.contains(tokens.get(k).norm()) && !place) {
        return true;
      }
    }
    return false;
  }

  /** "mother and sister have …": the first of them is followed by the next. */
  private boolean isPartOfList(int i) {
    for (int k = i + 1; k < Math.min(t0, i + 4); k++) {
      if (subject(k) != null) {
        return true;
      }
      if (!SKIP.contains(tokens.get(k).norm()) && !tokens.get(k).is(",")) {
        return false;
      }
    }
    return false;
  }

  /** The patient becomes the subject again between two places. */
  private boolean resumed(int from, int to) {
    for (int k = Math.max(from, 0); k < to; k++) {
      String norm = tokens.get(k).norm();
      if (norm.equals(";")
          || norm.equals("but")
          || norm.equals("however")
          || norm.equals("whereas")) {
        return true;
      }
      boolean own =
          norm.equals("patient")
              || norm.equals("pt")
              || norm.equals("personal")
              || k > from && (norm.equals("himself") || norm.equals("herself"));
      if (own && !(k > 0 && tokens.get(k - 1).is("of"))) {
        return true;
      }
      boolean subject = PATIENT.contains(norm);
      if (subject && k > from && (isBreak(k - 1) || norm.equals("i"))) {
        return true;
      }
    }
    return false;
  }

  private boolean isBreak(int k) {
    String norm = tokens.get(k).norm();
    return norm.equals(",")
        || norm.equals("and")
        || norm.equals("so")
        || norm.equals("while")
        || norm.equals("when");
  }

  private boolean semicolonBetween(int from, int to) {
    for (int k = from; k < to; k++) {
      if (tokens.get(k).is(";")) {
        return true;
      }
    }
    return false;
  }

  private int indexOf(String norm, int from) {
    for (int k = from; k < tokens.size(); k++) {
      if (tokens.get(k).is(norm)) {
        return k;
      }
    }
    return -1;
  }

  /** "asthma in his mother", "asthma (mother)", "on the father's side", behind the mention. */
  private @Nullable Owner behind() {
    for (int i = t1; i < tokens.size(); i++) {
      String norm = tokens.get(i).norm();
      if (norm.equals(";")
          || norm.equals("but")
          || norm.equals("he")
          || norm.equals("she")
          || norm.equals("presents")
          || norm.equals("who")) {
        return null;
      }
      Subject subject = subject(i);
      if (subject == null) {
        continue;
      }
      int k = i - 1;
      while (k >= t1
          && (BETWEEN.contains(tokens.get(k).norm()) || subject(k) != null)
          && !tokens.get(k).is("in")) {
        k--;
      }
      if (k >= t1 && tokens.get(k).is("in") && !next(i, "law") && !resumedBehind(t1, k)) {
        return new Owner(subject, i, i + 1, false);
      }
      boolean adjacent = k < t1;
      boolean marked = k == t1 && ("(-,:").indexOf(tokens.get(k).norm()) >= 0 && closes(i);
      boolean side = adjacent && i + 1 < tokens.size() && tokens.get(i + 1).is("side");
      boolean dashed = adjacent && i > t1 && tokens.get(t1).is("-") && closes(i);
      if (marked || side || dashed || isRunning(i)) {
        return new Owner(subject, i, i + 1, false);
      }
      return null;
    }
    return null;
  }

  private boolean resumedBehind(int from, int to) {
    for (int k = from; k < to; k++) {
      if (tokens.get(k).is(":") || REPORTS.contains(tokens.get(k).norm())) {
        return true;
      }
    }
    return false;
  }

  /** What follows the relative ends the remark: a bracket, a comma, an age, the end. */
  private boolean closes(int i) {
    if (i + 1 >= tokens.size()) {
      return true;
    }
    String norm = tokens.get(i + 1).norm();
    return Set.of(
                ")",
                ",",
                ".",
                ";",
                "and",
                "at",
                "in",
                "side",
                "only",
                "both",
                "age",
                "deceased",
                "x",
                "'s")
            .contains(norm)
        || tokens.get(i + 1).isNumber()
        || subject(i + 1) != null;
  }

  private boolean isRunning(int i) {
    for (int k = t1; k < i; k++) {
      String norm = tokens.get(k).norm();
      if (norm.equals("runs") || norm.equals("run") || norm.equals("running")) {
        return true;
      }
    }
    return false;
  }
}
