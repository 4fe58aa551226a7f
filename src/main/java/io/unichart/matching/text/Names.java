package io.unichart.matching.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Personal names: what belongs to the person stays, what belongs to courtesy (titles, ranks,
 * suffixes, numbers) goes, placeholders become empty.
 */
public final class Names {

  private static final Set<String> TITLES =
      Set.of(
          ("mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr father sister brother hon honourable "
                  + "honorable capt captain maj major col colonel gen general lt lieutenant sgt sergeant herr frau fraulein "
                  + "monsieur madame mme mlle don dona sr sra srta baron baroness earl count countess duke duchess "
                  + "viscount viscountess marquess marquis prince princess baronet bt bart saint admiral bishop "
                  + "archbishop cardinal canon commander brigadier field marshal chief justice esquire esq")
              .split(" "));

  private static final Set<String> SUFFIXES =
      Set.of(
          ("jr jnr junior sr snr senior ii iii iv vi vii viii 1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th "
                  + "14th 15th md phd esq obe mbe cbe kbe kcb rn dds frs bt bart mp qc kc")
              .split(" "));

  private static final Set<String> PARTICLES =
      Set.of(
          ("de da do dos das del della di du des la le les van von der den ter ten zu zur vom bin ibn al el ben y e of the")
              .split(" "));

  private static final Set<String> PLACEHOLDERS =
      Set.of(
          ("unknown unk unkn anonymous anon none null nan na n/a test tester testing patient baby babyboy babygirl "
                  + "xxx xx xxxx missing notgiven unnamed nomen nescio noname nofirstname nolastname nfn nln fnu lnu "
                  + "refused declined dummy infant newborn")
              .split(" "));

  private Names() {}

  /** One whole name, taken apart. Empty text where there is nothing. */
  public record Parts(String given, String middle, String family) {}

  /**
   * A given, middle or family name as it is compared: folded, without titles, suffixes, particles.
   */
  public static String part(String raw) {
    String folded = Folding.words(raw);
    if (folded.isEmpty()) {
      return "";
    }
    boolean plain = true;
    for (int i = 0; i < folded.length() && plain; i++) {
      char c = folded.charAt(i);
      plain = c != ' ' && (c < '0' || c > '9');
    }
    if (plain) {
      return PLACEHOLDERS.contains(folded) || TITLES.contains(folded) && !isAlsoAName(folded)
          ? ""
          : folded;
    }
    return String.join(" ", tokens(folded, true));
  }

  /** Titles that are family names as well: kept when they stand alone. */
  private static boolean isAlsoAName(String folded) {
    return "baron earl king prince bishop marshal cardinal duke major canon count field lord saint don sr marquis"
        .contains(folded);
  }

  /** The telling words of a folded name; all of them when none would be left. */
  static List<String> tokens(String folded, boolean particlesToo) {
    List<String> kept = new ArrayList<>(4);
    List<String> spare = new ArrayList<>(4);
    for (String word : folded.split(" ")) {
      if (word.isEmpty() || SUFFIXES.contains(word) || isNumber(word)) {
        continue;
      }
      String letters = withoutDigits(word);
      if (PLACEHOLDERS.contains(letters) || TITLES.contains(letters)) {
        if (isAlsoAName(letters)) {
          spare.add(letters);
        }
      } else if (particlesToo && PARTICLES.contains(letters)) {
        spare.add(letters);
      } else if (!letters.isEmpty()) {
        kept.add(letters);
      }
    }
    return kept.isEmpty() ? spare : kept;
  }

  /** Splits a full name: "Family, Given Middle" or "Given Middle Family", courtesy left out. */
  public static Parts whole(String raw) {
    int comma = raw.indexOf(',');
    if (comma > 0) {
      String before = part(raw.substring(0, comma));
      List<String> behind = tokens(Folding.words(raw.substring(comma + 1)), true);
      boolean onlyCourtesy =
          behind.isEmpty() || before.indexOf(' ') > 0 && isCourtesy(raw.substring(comma + 1));
      if (!before.isEmpty() && !onlyCourtesy) {
        return new Parts(behind.get(0), join(behind, 1, behind.size()), before);
      }
      raw = raw.substring(0, comma);
    }
    List<String> words = tokens(Folding.words(raw), true);
    int n = words.size();
    if (n == 0) {
      return new Parts("", "", "");
    }
    if (n == 1) {
      return new Parts(words.get(0), "", "");
    }
    return new Parts(words.get(0), join(words, 1, n - 1), words.get(n - 1));
  }

  private static boolean isCourtesy(String raw) {
    String folded = Folding.words(raw);
    for (String word : folded.split(" ")) {
      if (TITLES.contains(word) || SUFFIXES.contains(word)) {
        return true;
      }
    }
    return folded.isEmpty();
  }

  private static String join(List<String> words, int from, int to) {
    return from >= to ? "" : String.join(" ", words.subList(from, to));
  }

  private static boolean isNumber(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static String withoutDigits(String word) {
    StringBuilder out = null;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c >= '0' && c <= '9') {
        if (out == null) {
          out = new StringBuilder(word.substring(0, i));
        }
      } else if (out != null) {
        out.append(c);
      }
    }
    return out == null ? word : out.toString();
  }
}
