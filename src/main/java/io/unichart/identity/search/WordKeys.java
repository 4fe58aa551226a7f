package io.unichart.identity.search;

import io.unichart.matching.WordForms;
import java.util.Set;
import java.util.TreeSet;

/** How words sound, as hashes that stand beside stored words: words that share one sound alike. */
final class WordKeys {

  /** Shorter words are not looked for otherwise than they are written: they would be anything. */
  static final int SHORTEST = 3;

  private WordKeys() {}

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

  /** FNV-1a over a kind and a text: stable for ever, since the hashes are stored. */
  private static int hash(char kind, String text) {
    int h = (0x811c9dc5 ^ kind) * 0x01000193;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * 0x01000193;
    }
    return h;
  }
}
