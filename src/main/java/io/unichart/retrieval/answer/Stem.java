package io.unichart.retrieval.answer;

import java.util.Set;

/**
 * Porter's stemmer for English (M. F. Porter, "An algorithm for suffix stripping", Program 14(3),
 * 1980): it brings the forms of a word together, not always to a word.
 */
final class Stem {

  /** Small words whose stem would be that of another word: "has" is not HA, a headache. */
  private static final Set<String> WHOLE = Set.of("has", "are", "his", "its", "was", "does", "us");

  private static final String[][] STEP_2 = {
    {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"}, {"anci", "ance"}, {"izer", "ize"},
    {"abli", "able"}, {"alli", "al"}, {"entli", "ent"}, {"eli", "e"}, {"ousli", "ous"},
    {"ization", "ize"}, {"ation", "ate"}, {"ator", "ate"}, {"alism", "al"}, {"iveness", "ive"},
    {"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"}, {"iviti", "ive"}, {"biliti", "ble"}
  };
  private static final String[][] STEP_3 = {
    {"icate", "ic"},
    {"ative", ""},
    {"alize", "al"},
    {"iciti", "ic"},
    {"ical", "ic"},
    {"ful", ""},
    {"ness", ""}
  };
  private static final String[] STEP_4 = {
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ou", "ism",
    "ate", "iti", "ous", "ive", "ize"
  };

  private Stem() {}

  /** The stem of a word in lower case; words with anything but letters a to z stay as they are. */
  static String of(String word) {
    if (WHOLE.contains(word)) {
      return word;
    }
    if (word.length() < 3 || !word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
      return word;
    }
    String w = plural(word);
    w = past(w);
    if (w.endsWith("y") && hasVowel(w, w.length() - 1)) {
      w = w.substring(0, w.length() - 1) + "i";
    }
    w = replace(w, STEP_2);
    w = replace(w, STEP_3);
    w = strip(w);
    if (w.endsWith("e")) {
      String bare = w.substring(0, w.length() - 1);
      int m = measure(bare);
      if (m > 1 || m == 1 && !endsShort(bare)) {
        w = bare;
      }
    }
    if (w.endsWith("ll") && measure(w.substring(0, w.length() - 1)) > 1) {
      w = w.substring(0, w.length() - 1);
    }
    return w;
  }

  private static String plural(String w) {
    if (w.endsWith("sses") || w.endsWith("ies")) {
      return w.substring(0, w.length() - 2);
    }
    return w.endsWith("s") && !w.endsWith("ss") ? w.substring(0, w.length() - 1) : w;
  }

  private static String past(String w) {
    if (w.endsWith("eed")) {
      return measure(w.substring(0, w.length() - 3)) > 0 ? w.substring(0, w.length() - 1) : w;
    }
    String bare = null;
    if (w.endsWith("ed") && hasVowel(w, w.length() - 2)) {
      bare = w.substring(0, w.length() - 2);
    } else if (w.endsWith("ing") && hasVowel(w, w.length() - 3)) {
      bare = w.substring(0, w.length() - 3);
    }
    if (bare == null) {
      return w;
    }
    if (bare.endsWith("at") || bare.endsWith("bl") || bare.endsWith("iz")) {
      return bare + "e";
    }
    int n = bare.length();
    if (n > 1
        && bare.charAt(n - 1) == bare.charAt(n - 2)
        && "lsz".indexOf(bare.charAt(n - 1)) < 0) {
      return isVowel(bare, n - 1) ? bare : bare.substring(0, n - 1);
    }
    return measure(bare) == 1 && endsShort(bare) ? bare + "e" : bare;
  }

  private static String replace(String w, String[][] rules) {
    for (String[] rule : rules) {
      if (w.endsWith(rule[0])) {
        String bare = w.substring(0, w.length() - rule[0].length());
        return measure(bare) > 0 ? bare + rule[1] : w;
      }
    }
    return w;
  }

  private static String strip(String w) {
    String best = "";
    for (String suffix : STEP_4) {
      if (w.endsWith(suffix) && suffix.length() > best.length()) {
        best = suffix;
      }
    }
    if (w.endsWith("sion") || w.endsWith("tion")) {
      best = "ion";
    }
    String bare = w.substring(0, w.length() - best.length());
    return !best.isEmpty() && measure(bare) > 1 ? bare : w;
  }

  /** How often a vowel is followed by a consonant. */
  private static int measure(String w) {
    int m = 0;
    boolean vowel = false;
    for (int i = 0; i < w.length(); i++) {
      boolean now = isVowel(w, i);
      if (vowel && !now) {
        m++;
      }
      vowel = now;
    }
    return m;
  }

  private static boolean isVowel(String w, int i) {
    char c = w.charAt(i);
    return "aeiou".indexOf(c) >= 0 || c == 'y' && i > 0 && !isVowel(w, i - 1);
  }

  private static boolean hasVowel(String w, int end) {
    for (int i = 0; i < end; i++) {
      if (isVowel(w, i)) {
        return true;
      }
    }
    return false;
  }

  /** Consonant, vowel, consonant, and the last is not w, x or y. */
  private static boolean endsShort(String w) {
    int n = w.length();
    return n > 2
        && !isVowel(w, n - 1)
        && isVowel(w, n - 2)
        && !isVowel(w, n - 3)
        && "wxy".indexOf(w.charAt(n - 1)) < 0;
  }
}
