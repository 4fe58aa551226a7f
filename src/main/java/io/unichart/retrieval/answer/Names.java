package io.unichart.retrieval.answer;

import java.util.List;
import java.util.Locale;

/** Finds a proper name in a text, whatever stands between its words (an initial, a nickname). */
final class Names {

  private static final int APART = 40;

  private Names() {}

  /** Whether the words stand near each other in the text, each as a whole word. */
  static boolean contains(String text, List<String> words) {
    String folded = text.toLowerCase(Locale.ROOT);
    String first = words.get(0).toLowerCase(Locale.ROOT);
    for (int at = find(folded, first, 0); at >= 0; at = find(folded, first, at + 1)) {
      int from = Math.max(0, at - APART);
      int to = Math.min(folded.length(), at + first.length() + APART);
      String near = folded.substring(from, to);
      if (words.stream().allMatch(word -> find(near, word.toLowerCase(Locale.ROOT), 0) >= 0)) {
        return true;
      }
    }
    return false;
  }

  private static int find(String text, String word, int from) {
    for (int at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
      int end = at + word.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
      if (begins && ends) {
        return at;
      }
    }
    return -1;
  }
}
