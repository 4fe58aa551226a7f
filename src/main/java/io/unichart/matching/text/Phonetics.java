package io.unichart.matching.text;

/**
 * Codes that put names which sound alike together.
 *
 * <ol>
 *   <li>Soundex: R. C. Russell, US patent 1,261,167 (1918), in the form of the US census (h and w
 *       do not separate letters of one group).
 *   <li>{@link #sound}: a code of our own in the spirit of L. Philips' <em>Double Metaphone</em>
 *       (2000): digraphs and silent letters of English, German, Slavic and Romance spellings are
 *       mapped onto one consonant skeleton. It keeps more than Soundex (no cut after four places).
 * </ol>
 */
public final class Phonetics {

  private static final String GROUPS = "01230120022455012623010202";

  private Phonetics() {}

  /** Census Soundex of the first word that has a Latin letter; empty when there is none. */
  public static String soundex(String folded) {
    StringBuilder code = new StringBuilder(4);
    char last = '0';
    for (int i = 0; i < folded.length() && code.length() < 4; i++) {
      char c = folded.charAt(i);
      if (c < 'a' || c > 'z') {
        if (code.length() > 0) {
          break;
        }
        continue;
      }
      char group = GROUPS.charAt(c - 'a');
      if (code.length() == 0) {
        code.append((char) (c - 32));
      } else if (group != '0' && group != last) {
        code.append(group);
      }
      if (c != 'h' && c != 'w') {
        last = group;
      }
    }
    if (code.length() == 0) {
      return "";
    }
    while (code.length() < 4) {
      code.append('0');
    }
    return code.toString();
  }

  /** Consonant skeleton, up to six places; a leading vowel is kept as {@code A}. */
  public static String sound(String folded) {
    StringBuilder out = new StringBuilder(6);
    int n = folded.length();
    for (int i = 0; i < n && out.length() < 6; i++) {
      char c = folded.charAt(i);
      char next = i + 1 < n ? folded.charAt(i + 1) : 0;
      char code = 0;
      switch (c) {
        case 'a', 'e', 'i', 'o', 'u', 'y' -> code = i == 0 ? (c == 'y' ? 'J' : 'A') : 0;
        case 'b' -> code = i == n - 1 && i > 0 && folded.charAt(i - 1) == 'm' ? 0 : 'P';
        case 'c' -> {
          if (next == 'h') {
            code = i + 2 < n && folded.charAt(i + 2) == 'r' ? 'K' : 'X';
            i++;
          } else if (next == 'z' || next == 's') {
            code = 'X';
            i++;
          } else {
            code = next == 'e' || next == 'i' || next == 'y' ? 'S' : 'K';
          }
        }
        case 'd' -> {
          if (next == 'g' && i + 2 < n && "eiy".indexOf(folded.charAt(i + 2)) >= 0) {
            code = 'J';
            i++;
          } else {
            code = 'T';
          }
        }
        case 'f', 'v' -> code = 'F';
        case 'g' -> {
          if (next == 'h') {
            code = i == 0 ? 'K' : 0;
            i++;
          } else if (next == 'n' && (i == 0 || i + 2 >= n)) {
            code = 0;
          } else {
            code = next == 'e' || next == 'i' || next == 'y' ? 'J' : 'K';
          }
        }
        case 'h' -> code = i == 0 ? 'H' : 0;
        case 'j' -> code = 'J';
        case 'k' -> code = i == 0 && next == 'n' ? 0 : 'K';
        case 'l' -> code = 'L';
        case 'm' -> code = 'M';
        case 'n' -> code = 'N';
        case 'p' -> {
          code = next == 'h' ? 'F' : 'P';
          i += next == 'h' ? 1 : 0;
        }
        case 'q' -> code = 'K';
        case 'r' -> code = 'R';
        case 's' -> {
          if (next == 'h') {
            code = 'X';
            i++;
          } else if (next == 'c' && i + 2 < n && folded.charAt(i + 2) == 'h') {
            code = 'X';
            i += 2;
          } else {
            code = 'S';
          }
        }
        case 't' -> {
          if (next == 'h') {
            code = 'T';
            i++;
          } else if (next == 'c' && i + 2 < n && folded.charAt(i + 2) == 'h') {
            code = 'X';
            i += 2;
          } else {
            code = next == 'z' ? 'S' : 'T';
          }
        }
        case 'w' -> code = i == 0 ? (next == 'r' ? 0 : 'F') : 0;
        case 'x' -> code = i == 0 ? 'S' : 'K';
        case 'z' -> code = 'S';
        case ' ' -> code = 0;
        default -> code = c > 127 ? c : 0;
      }
      if (code != 0 && (out.length() == 0 || out.charAt(out.length() - 1) != code)) {
        out.append(code);
      }
    }
    return out.toString();
  }
}
