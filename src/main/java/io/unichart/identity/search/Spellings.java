package io.unichart.identity.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A set of words that is asked which of them are few edits (insertion, deletion, substitution, swap
 * of neighbours) from a typed one. Immutable.
 *
 * <p>The words stand in order, each as the letters by which it differs from the one before, some
 * nine bytes a word. That is a trie written out, and it is read once from the front to the end: an
 * automaton with one bit for each typed letter takes the letters and goes back to where the next
 * word parts from the last; as soon as no state is left, all words with that beginning are passed
 * over. Nothing is hashed and nothing is missed, and a hundred thousand words take a quarter of a
 * millisecond, where their deletion neighbourhood would hold millions of entries.
 *
 * <ol>
 *   <li>S. Wu and U. Manber, <em>Fast text searching allowing errors</em>, CACM 35 (1992): the
 *       automaton as words of bits.
 *   <li>H. Hyyrö, <em>Bit-parallel approximate string matching algorithms with transposition</em>
 *       (2003): swaps, as the restricted Damerau distance counts them.
 * </ol>
 */
final class Spellings {

  /** Longer words are not kept: the automaton has one bit for each letter and one more. */
  static final int LONGEST = 60;

  /** The most edits that can be asked for. */
  static final int MOST_EDITS = 2;

  static final Spellings NONE = new Spellings(new byte[0], new byte[0], new char[0]);

  /** Number of first letters that a word shares with the one before. */
  private final byte[] shared;

  /** Number of its other letters. */
  private final byte[] further;

  private final char[] letters;

  private Spellings(byte[] shared, byte[] further, char[] letters) {
    this.shared = shared;
    this.further = further;
    this.letters = letters;
  }

  /** A word, and how many edits it is from the typed one. */
  record Near(String word, int edits) {}

  static Spellings of(Collection<String> words) {
    String[] sorted = words.toArray(String[]::new);
    Arrays.sort(sorted);
    byte[] shared = new byte[sorted.length];
    byte[] further = new byte[sorted.length];
    char[] letters = new char[Math.max(16, sorted.length * 4)];
    int count = 0;
    int at = 0;
    String before = "";
    for (String word : sorted) {
      if (word.equals(before) || word.length() > LONGEST) {
        continue;
      }
      int common = common(before, word);
      int rest = word.length() - common;
      if (at + rest > letters.length) {
        letters = Arrays.copyOf(letters, at + at / 2 + LONGEST);
      }
      word.getChars(common, word.length(), letters, at);
      at += rest;
      shared[count] = (byte) common;
      further[count++] = (byte) rest;
      before = word;
    }
    return new Spellings(
        Arrays.copyOf(shared, count), Arrays.copyOf(further, count), Arrays.copyOf(letters, at));
  }

  private static int common(String a, String b) {
    int most = Math.min(a.length(), b.length());
    int n = 0;
    while (n < most && a.charAt(n) == b.charAt(n)) {
      n++;
    }
    return n;
  }

  int size() {
    return shared.length;
  }

  /** All words, in order. */
  List<String> words() {
    List<String> words = new ArrayList<>(shared.length);
    char[] word = new char[LONGEST];
    int at = 0;
    for (int i = 0; i < shared.length; i++) {
      System.arraycopy(letters, at, word, shared[i], further[i]);
      at += further[i];
      words.add(new String(word, 0, shared[i] + further[i]));
    }
    return words;
  }

  /** These words and others. */
  Spellings with(Collection<String> others) {
    List<String> all = words();
    all.addAll(others);
    return of(all);
  }

  /** The words that are no more edits away; the typed word itself is none of them. */
  List<Near> near(String typed, int most) {
    if (typed.isEmpty() || typed.length() > LONGEST || most < 1 || most > MOST_EDITS) {
      return List.of();
    }
    List<Near> found = new ArrayList<>();
    Automaton automaton = new Automaton(typed, most);
    int dead = Integer.MAX_VALUE;
    int at = 0;
    for (int i = 0; i < shared.length; i++) {
      int from = shared[i];
      int rest = further[i];
      if (from < dead) {
        dead = automaton.read(letters, at, from, rest);
        if (dead == Integer.MAX_VALUE) {
          int edits = automaton.edits(from + rest);
          if (edits > 0 && edits <= most) {
            found.add(new Near(automaton.word(from + rest), edits));
          }
        }
      }
      at += rest;
    }
    return found;
  }

  /**
   * Says how far each beginning of a word is from each beginning of the typed word. Bit i of the
   * states with d edits is set when the letters read so far are at most d edits from the first i
   * typed ones.
   */
  private static final class Automaton {

    private static final int WIDTH = MOST_EDITS + 1;

    private final String typed;
    private final int most;
    private final long all;
    private final long[] ascii = new long[128];

    /** States by number of letters read, and by edits. */
    private final long[] states = new long[(LONGEST + 1) * WIDTH];

    /** Behind which typed letters the letter read stands, by number of letters read. */
    private final long[] places = new long[LONGEST + 1];

    private final char[] word = new char[LONGEST];

    Automaton(String typed, int most) {
      this.typed = typed;
      this.most = most;
      this.all = (1L << (typed.length() + 1)) - 1;
      for (int i = 0; i < typed.length(); i++) {
        if (typed.charAt(i) < ascii.length) {
          ascii[typed.charAt(i)] |= 2L << i;
        }
      }
      for (int d = 0; d < WIDTH; d++) {
        states[d] = (2L << d) - 1 & all;
      }
    }

    /**
     * Reads the further letters of a word.
     *
     * @return the number of letters with which no word is near, or the greatest int
     */
    int read(char[] letters, int at, int from, int count) {
      for (int n = from; n < from + count; n++) {
        char letter = letters[at + n - from];
        word[n] = letter;
        if (!step(n, letter)) {
          System.arraycopy(letters, at + n - from, word, n, from + count - n);
          return n + 1;
        }
      }
      return Integer.MAX_VALUE;
    }

    private boolean step(int n, char letter) {
      int old = n * WIDTH;
      int now = old + WIDTH;
      long here = letter < ascii.length ? ascii[letter] : elsewhere(letter);
      places[n + 1] = here;
      long swap = n == 0 ? 0 : here << 1 & places[n];
      long next = states[old] << 1 & here;
      states[now] = next;
      for (int d = 1; d <= most; d++) {
        long fewer = states[old + d - 1];
        next = states[old + d] << 1 & here | fewer | (fewer | next) << 1;
        if (swap != 0) {
          next |= states[old - WIDTH + d - 1] << 2 & swap;
        }
        next &= all;
        states[now + d] = next;
      }
      return next != 0;
    }

    private long elsewhere(char letter) {
      long places = 0;
      for (int i = 0; i < typed.length(); i++) {
        if (typed.charAt(i) == letter) {
          places |= 2L << i;
        }
      }
      return places;
    }

    /**
     * How far the letters read are from the whole typed word; one more than the most if farther.
     */
    int edits(int count) {
      long whole = 1L << typed.length();
      int d = 0;
      while (d <= most && (states[count * WIDTH + d] & whole) == 0) {
        d++;
      }
      return d;
    }

    String word(int count) {
      return new String(word, 0, count);
    }
  }
}
