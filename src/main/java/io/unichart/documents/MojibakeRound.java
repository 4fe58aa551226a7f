package io.unichart.documents;

import java.lang.Character.UnicodeBlock;
import java.nio.charset.Charset;
import java.util.Arrays;

/** One pass over a text that reads wrongly decoded bytes as UTF-8 again. */
final class MojibakeRound {

  private static final int NOT_A_BYTE = -1;
  private static final char UNKNOWN = '\uFFFD';

  /**
   * What each byte looks like when it is taken for Windows-1252; its five gaps show as C1 controls.
   */
  private static final char[] SHOWN_AS = new char[256];

  /** The way back, for all characters up to the trade mark sign, the highest of Windows-1252. */
  private static final short[] BYTE_OF = new short['™' + 1];

  static {
    Charset windows = Charset.forName("windows-1252");
    Arrays.fill(BYTE_OF, (short) NOT_A_BYTE);
    for (int value = 0; value < 256; value++) {
      String shown = new String(new byte[] {(byte) value}, windows);
      SHOWN_AS[value] = shown.charAt(0) == UNKNOWN ? (char) value : shown.charAt(0);
      BYTE_OF[SHOWN_AS[value]] = (short) value;
      BYTE_OF[value] = (short) value;
    }
  }

  private final String in;
  private final StringBuilder out;
  private final int[] origins;
  private final boolean surelyBroken;
  private boolean changed;

  private MojibakeRound(String in) {
    this.in = in;
    this.out = new StringBuilder(in.length());
    this.origins = new int[in.length() + 1];
    this.surelyBroken = containsSureSequence(in);
  }

  static MojibakeRound over(String text) {
    MojibakeRound round = new MojibakeRound(text);
    round.run();
    return round;
  }

  boolean changed() {
    return changed;
  }

  String text() {
    return out.toString();
  }

  int[] origins() {
    return Arrays.copyOf(origins, out.length() + 1);
  }

  private void run() {
    int at = 0;
    while (at < in.length()) {
      at = in.charAt(at) < 0x80 ? copy(at) : mend(at);
    }
    origins[out.length()] = in.length();
  }

  private int copy(int at) {
    origins[out.length()] = at;
    out.append(in.charAt(at));
    return at + 1;
  }

  private int replace(int at, int length, String with) {
    for (int i = 0; i < with.length(); i++) {
      origins[out.length()] = at;
      out.append(with.charAt(i));
    }
    changed = true;
    return at + length;
  }

  private int mend(int at) {
    int length = sequenceLength(in, at);
    if (length > 0) {
      int meant = decode(in, at, length);
      if (isSure(in, at) || isLikely(at, length, meant)) {
        return replace(at, length, Character.toString(meant));
      }
    }
    if (in.startsWith("â€", at)) {
      return mendClosingQuote(at);
    }
    if (in.startsWith("‚Ä", at) && at + 2 < in.length()) {
      String meant = macintosh(in.charAt(at + 2));
      if (!meant.isEmpty()) {
        return replace(at, 3, meant);
      }
    }
    char c = in.charAt(at);
    if (c == '¬' && at + 1 < in.length() && "∞±µ".indexOf(in.charAt(at + 1)) >= 0) {
      return replace(at, 2, in.charAt(at + 1) == '∞' ? "°" : in.substring(at + 1, at + 2));
    }
    if (c == 'Â' && surelyBroken && at + 1 < in.length() && in.charAt(at + 1) == ' ') {
      return replace(at, 2, " ");
    }
    if (c >= 0x80 && c < 0xA0 && SHOWN_AS[c] != c) {
      return replace(at, 1, String.valueOf(SHOWN_AS[c]));
    }
    return c == UNKNOWN ? guess(at) : copy(at);
  }

  /**
   * The last byte of a closing quotation mark is a gap in Windows-1252, so it often got lost on the
   * way.
   */
  private int mendClosingQuote(int at) {
    int next = at + 2;
    if (next < in.length() && (in.charAt(next) == UNKNOWN || in.charAt(next) == 0x9D)) {
      return replace(at, 3, "”");
    }
    if (next == in.length() || " \t\r\n.,;:!?)".indexOf(in.charAt(next)) >= 0) {
      return replace(at, 2, "”");
    }
    return copy(at);
  }

  /** General punctuation whose UTF-8 was taken for Mac Roman, by its last byte. */
  private static String macintosh(char last) {
    int which = "ìîòôúù¢¶".indexOf(last);
    return which < 0 ? "" : "–—‘’“”•…".substring(which, which + 1);
  }

  /**
   * A lost character between a number and F or C was a degree sign; one before a lone s or t an
   * apostrophe.
   */
  private int guess(int at) {
    char before = at > 0 ? in.charAt(at - 1) : ' ';
    char beforeThat = at > 1 ? in.charAt(at - 2) : ' ';
    boolean afterNumber =
        Character.isDigit(before) || before == ' ' && Character.isDigit(beforeThat);
    if (afterNumber && wordFollows(at, "F", "C", " F", " C")) {
      return replace(at, 1, "°");
    }
    if (Character.isLetter(before) && wordFollows(at, "s", "t", "re", "ve", "ll", "d", "m")) {
      return replace(at, 1, "’");
    }
    return copy(at);
  }

  private boolean wordFollows(int at, String... words) {
    for (String word : words) {
      int end = at + 1 + word.length();
      if (in.startsWith(word, at + 1)
          && (end >= in.length() || !Character.isLetterOrDigit(in.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean containsSureSequence(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) >= 0x80 && isSure(text, at) && sequenceLength(text, at) > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Sequences that no honest text contains: Latin-1 and Greek letters, punctuation, signs, emoji.
   */
  private static boolean isSure(String text, int at) {
    return switch (toByte(text.charAt(at))) {
      case 0xC2, 0xC3, 0xCE, 0xCF, 0xE2, 0xEF, 0xF0 -> true;
      default -> false;
    };
  }

  /** Sequences that honest text may contain ({@code touché…”}), but hardly here. */
  private boolean isLikely(int at, int length, int meant) {
    if (meant < 0x180) {
      return surelyBroken || at > 0 && Character.isLowerCase(in.charAt(at - 1));
    }
    boolean brokenTwice = surelyBroken && meant <= 0xFFFF && toByte((char) meant) != NOT_A_BYTE;
    return brokenTwice
        || isOfTheSameKind(at + length, length, meant)
        || isOfTheSameKind(at - length, length, meant);
  }

  private boolean isOfTheSameKind(int at, int length, int meant) {
    return at >= 0
        && at < in.length()
        && sequenceLength(in, at) == length
        && UnicodeBlock.of(decode(in, at, length)) == UnicodeBlock.of(meant);
  }

  /** How many characters from here are well-formed UTF-8 when read as bytes: 2 to 4, or 0. */
  private static int sequenceLength(String text, int at) {
    int lead = toByte(text.charAt(at));
    int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > text.length()) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      int next = toByte(text.charAt(at + i));
      if (next < 0x80 || next > 0xBF) {
        return 0;
      }
    }
    int meant = decode(text, at, length);
    boolean overlong = length == 3 && meant < 0x800 || length == 4 && meant < 0x10000;
    boolean wellFormed = Character.isValidCodePoint(meant) && (meant < 0xD800 || meant > 0xDFFF);
    return !overlong && wellFormed && (length == 2 || Character.isDefined(meant)) ? length : 0;
  }

  private static int decode(String text, int at, int length) {
    int value = toByte(text.charAt(at)) & (0xFF >> (length + 1));
    for (int i = 1; i < length; i++) {
      value = value << 6 | toByte(text.charAt(at + i)) & 0x3F;
    }
    return value;
  }

  private static int toByte(char c) {
    return c < BYTE_OF.length ? BYTE_OF[c] : NOT_A_BYTE;
  }
}
