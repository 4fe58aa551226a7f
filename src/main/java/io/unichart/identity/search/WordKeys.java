package io.unichart.identity.search;

import io.unichart.matching.WordForms;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a word shares with its misspellings, as hashes.
 *
 * <p>Two words that are one insertion, deletion, substitution or swap apart become equal when up to
 * one letter is left out of each, so equality of such neighbours finds them through a plain index;
 * from seven letters on two letters may be left out. This is the deletion neighbourhood of T.
 * Bocek, E. Hunt and B. Stiller, <em>Fast similarity search in large dictionaries</em> (2007). A
 * shared hash is only a hint: who asks compares the words themselves.
 */
final class WordKeys {

  /** Shorter words have no neighbours: everything would be one. */
  static final int SHORTEST = 3;

  private static final int TWICE_FROM = 7;
  private static final int LONGEST = 14;

  private WordKeys() {}

  /** The hashes that stand beside a stored word: neighbours and sounds. */
  static Integer[] of(String word) {
    Set<Integer> keys = neighbours(word);
    keys.addAll(sounds(word));
    return keys.toArray(Integer[]::new);
  }

  /** Hashes of the word with no, one or two letters left out. */
  static Set<Integer> neighbours(String word) {
    Set<Integer> keys = new TreeSet<>();
    String head = word.length() > LONGEST ? word.substring(0, LONGEST) : word;
    keys.add(hash('d', head));
    if (head.length() < SHORTEST) {
      return keys;
    }
    for (int i = 0; i < head.length(); i++) {
      String once = without(head, i);
      keys.add(hash('d', once));
      if (head.length() >= TWICE_FROM) {
        for (int j = i; j < once.length(); j++) {
          keys.add(hash('d', without(once, j)));
        }
      }
    }
    return keys;
  }

  /** Hashes of how the word sounds: Soundex and both codes of Double Metaphone. */
  static Set<Integer> sounds(String word) {
    Set<Integer> keys = new TreeSet<>();
    String soundex = WordForms.soundex(word);
    if (soundex.isEmpty()) {
      return keys;
    }
    keys.add(hash('x', soundex));
    WordForms.metaphones(word).forEach(code -> keys.add(hash('m', code)));
    return keys;
  }

  private static String without(String text, int at) {
    return text.substring(0, at) + text.substring(at + 1);
  }

  /** FNV-1a over a kind and a text: stable for ever, since the hashes are stored. */
  private static int hash(char kind, String text) {
    int h = (0x811c9dc5 ^ kind) * 0x01000193;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * 0x01000193;
    }
    return h;
  }
}
