package io.unichart.identity.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
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
    Builder builder = new Builder();
    words.stream().sorted().forEach(builder::add);
    return builder.built();
  }

  /** Takes words in their order, and holds them as they are kept: nothing is held twice. */
  static final class Builder {

    private byte[] shared = new byte[1 << 10];
    private byte[] further = new byte[1 << 10];
    private char[] letters = new char[1 << 12];
    private final char[] before = new char[LONGEST];
    private int length;
    private int count;
    private int at;

    void add(String word) {
      if (word.length() <= LONGEST) {
        add(word.toCharArray(), word.length());
      }
    }

    private void add(char[] word, int size) {
      int common = Math.max(0, Arrays.mismatch(before, 0, length, word, 0, size));
      if (size == 0 || size == length && Arrays.mismatch(before, 0, length, word, 0, size) < 0) {
        return;
      }
      int rest = size - common;
      if (count == shared.length) {
        shared = Arrays.copyOf(shared, count + count / 4);
        further = Arrays.copyOf(further, count + count / 4);
      }
      if (at + rest > letters.length) {
        letters = Arrays.copyOf(letters, at + at / 4 + LONGEST);
      }
      System.arraycopy(word, common, letters, at, rest);
      System.arraycopy(word, common, before, common, rest);
      at += rest;
      length = size;
      shared[count] = (byte) common;
      further[count++] = (byte) rest;
    }

    int size() {
      return count;
    }

    Spellings built() {
      return new Spellings(
          Arrays.copyOf(shared, count), Arrays.copyOf(further, count), Arrays.copyOf(letters, at));
    }
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
    Builder all = new Builder();
    Iterator<String> rest = others.stream().filter(w -> w.length() <= LONGEST).sorted().iterator();
    String other = rest.hasNext() ? rest.next() : null;
    char[] word = new char[LONGEST];
    int at = 0;
    for (int i = 0; i < shared.length; i++) {
      System.arraycopy(letters, at, word, shared[i], further[i]);
      at += further[i];
      int size = shared[i] + further[i];
      while (other != null && compared(other, word, size) < 0) {
        all.add(other);
        other = rest.hasNext() ? rest.next() : null;
      }
      all.add(word, size);
    }
    while (other != null) {
      all.add(other);
      other = rest.hasNext() ? rest.next() : null;
    }
    return all.built();
  }

  private static int compared(String a, char[] b, int size) {
    int most = Math.min(a.length(), size);
    for (int i = 0; i < most; i++) {
      if (a.charAt(i) != b[i]) {
        return a.charAt(i) - b[i];
      }
    }
    return a.length() - size;
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
