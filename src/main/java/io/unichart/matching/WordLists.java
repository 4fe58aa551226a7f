package io.unichart.matching;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** The word lists of made-up populations, drawn with frequencies that fall as in real ones. */
final class WordLists {

  private static final String[] CULTURES = {
    "anglo", "hispanic", "german", "slavic", "arabic", "asian"
  };
  private static final String VOWELS = "aeiou";
  private static final String[] HEADS =
      "bar bel ber bra cal car cor dal del den dor fal fer gal gar gor hal har hel kel kin lan lar len lor mal mar mel mor nel nor pel per pol ran rom sal sel ster tal tor val ver wal wes wil"
          .split(" ");
  private static final String[] ENDS =
      "ard den ders dow er ett eyn gan gill iano ick iger in ing ini insky ison kamp ler lin low man mann mer more nell nick o on or ova rell ris son stein ter ton vik wald well wick win"
          .split(" ");

  private final Map<String, String[]> lists = new HashMap<>();

  WordLists() {
    try (InputStream in = WordLists.class.getResourceAsStream("population.txt")) {
      if (in == null) {
        throw new IllegalStateException("population.txt is missing from the class path");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int equal = line.indexOf('=');
        if (!line.startsWith("#") && equal > 0) {
          lists.put(line.substring(0, equal).strip(), line.substring(equal + 1).strip().split(" "));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String[] list(String name) {
    String[] list = lists.get(name);
    if (list == null) {
      throw new IllegalStateException("no word list " + name);
    }
    return list;
  }

  String culture(SplittableRandom random) {
    int dice = random.nextInt(100);
    for (String culture : CULTURES) {
      dice -= Integer.parseInt(list(culture + ".share")[0]);
      if (dice < 0) {
        return culture;
      }
    }
    return CULTURES[0];
  }

  /** One word, the first of the list most often: rank r about as often as 1 / (r + 6). */
  String draw(String name, SplittableRandom random) {
    String[] list = list(name);
    double n = Math.log((list.length + 6.0) / 6.0);
    int rank = (int) (6 * Math.exp(random.nextDouble() * n) - 6);
    return list[Math.min(list.length - 1, Math.max(0, rank))];
  }

  String even(String name, SplittableRandom random) {
    String[] list = list(name);
    return list[random.nextInt(list.length)];
  }

  /** A family name: mostly from the list, else one of many rare ones, made of syllables. */
  String family(String culture, SplittableRandom random) {
    if (random.nextInt(100) < 55) {
      return draw(culture + ".family", random);
    }
    String head = HEADS[random.nextInt(HEADS.length)];
    String middle =
        random.nextInt(3) == 0
            ? "" + VOWELS.charAt(random.nextInt(5)) + "lnrtsmdk".charAt(random.nextInt(8))
            : "";
    return head + middle + ENDS[random.nextInt(ENDS.length)];
  }

  /** A given name: mostly from the list, now and then a rare form of it. */
  String given(String culture, boolean male, SplittableRandom random) {
    String name = draw(culture + (male ? ".male" : ".female"), random);
    if (random.nextInt(100) < 6) {
      String other = draw(culture + (male ? ".male" : ".female"), random);
      return name.substring(0, Math.min(3, name.length()))
          + other.substring(Math.max(0, other.length() - 3));
    }
    return name;
  }
}
