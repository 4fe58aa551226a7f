package io.unichart.documents;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text with its broken encodings mended, and the way back to every character of the original.
 *
 * <p>The idea: text that was UTF-8 and got decoded as Windows-1252 shows each former byte as one
 * character, so {@code °} arrives as {@code Â°}. Read every run of such characters as bytes again;
 * where the bytes are well-formed UTF-8 of a plausible character, that character was meant. Doing
 * so again mends what was broken twice. A sequence that could also be honest text (an {@code Ä}
 * before a closing quotation mark) is only touched where its surroundings are broken, too. Each
 * step keeps, for every character of its result, where it came from; steps compose.
 */
public final class RepairedText {

  private static final int MOST_ROUNDS = 4;

  private final String original;
  private final String text;

  /** For each position in the text the position in the original; null when both are the same. */
  private final int @Nullable [] origins;

  private RepairedText(String original, String text, int @Nullable [] origins) {
    this.original = original;
    this.text = text;
    this.origins = origins;
  }

  /** Mends what can be mended; a text without fault comes back as it is. */
  public static RepairedText of(String original) {
    if (!hasSuspects(original)) {
      return new RepairedText(original, original, null);
    }
    String text = original;
    int[] origins = null;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      MojibakeRound mended = MojibakeRound.over(text);
      if (!mended.changed()) {
        break;
      }
      origins = origins == null ? mended.origins() : composed(mended.origins(), origins);
      text = mended.text();
    }
    return new RepairedText(original, text, origins);
  }

  private static boolean hasSuspects(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return true;
      }
    }
    return false;
  }

  private static int[] composed(int[] later, int[] earlier) {
    int[] both = new int[later.length];
    for (int i = 0; i < later.length; i++) {
      both[i] = earlier[later[i]];
    }
    return both;
  }

  /** The text that people read. */
  public String text() {
    return text;
  }

  /** The text as received. */
  public String original() {
    return original;
  }

  /** Whether anything had to be mended. */
  public boolean differs() {
    return origins != null;
  }

  /**
   * Where the character at this position of the mended text begins in the original; the length maps
   * to the length.
   */
  public int toOriginal(int position) {
    return origins == null ? position : origins[position];
  }

  /**
   * Which character of the mended text stands for this position of the original; the inside of a
   * broken sequence belongs to the character that it became.
   */
  public int toRepaired(int position) {
    if (origins == null) {
      return position;
    }
    int found = Arrays.binarySearch(origins, position);
    if (found < 0) {
      return Math.max(0, -found - 2);
    }
    while (found > 0 && origins[found - 1] == position) {
      found--;
    }
    return found;
  }
}
