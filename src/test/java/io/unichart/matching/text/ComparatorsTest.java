package io.unichart.matching.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.codec.language.Soundex;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.junit.jupiter.api.Test;

/** Our comparators against independent ones, on random words; a failure prints its seed. */
class ComparatorsTest {

  private final long seed = System.nanoTime();
  private final SplittableRandom random = new SplittableRandom(seed);

  private String word() {
    StringBuilder word = new StringBuilder();
    int n = 1 + random.nextInt(random.nextInt(30) == 0 ? 90 : 11);
    for (int i = 0; i < n; i++) {
      word.append("abcdehilmnorstwz".charAt(random.nextInt(16)));
    }
    return word.toString();
  }

  /** Half of the time a word that is like the first. */
  private String near(String word) {
    StringBuilder other = new StringBuilder(random.nextBoolean() ? word : word());
    for (int slips = random.nextInt(3); slips > 0 && other.length() > 1; slips--) {
      int at = random.nextInt(other.length() - 1);
      char c = other.charAt(at);
      switch (random.nextInt(3)) {
        case 0 -> other.deleteCharAt(at);
        case 1 -> other.insert(at, 'k');
        default -> {
          other.setCharAt(at, other.charAt(at + 1));
          other.setCharAt(at + 1, c);
        }
      }
    }
    return other.toString();
  }

  @Test
  void jaroWinklerAgreesWithCommonsText() {
    JaroWinklerSimilarity oracle = new JaroWinklerSimilarity();
    for (int i = 0; i < 20_000; i++) {
      String a = word();
      String b = near(a);

      assertThat(Similarity.jaroWinkler(a, b))
          .as("seed %d: %s and %s", seed, a, b)
          .isCloseTo(oracle.apply(a, b), within(1e-9));
    }
  }

  @Test
  void editsAgreeWithThePlainRecurrence() {
    for (int i = 0; i < 20_000; i++) {
      String a = word();
      String b = near(a);
      int expected = restricted(a, b);

      assertThat(Similarity.edits(a, b, 100)).as("seed %d: %s %s", seed, a, b).isEqualTo(expected);
      assertThat(Similarity.edits(b, a, 100)).isEqualTo(expected);
      for (int limit = 0; limit <= 4; limit++) {
        assertThat(Similarity.edits(a, b, limit)).isEqualTo(Math.min(expected, limit + 1));
      }
      assertThat(expected)
          .isLessThanOrEqualTo(LevenshteinDistance.getDefaultInstance().apply(a, b));
    }
  }

  private static int restricted(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  @Test
  void soundexAgreesWithCommonsCodec() {
    for (int i = 0; i < 20_000; i++) {
      String word = word();

      assertThat(Phonetics.soundex(word))
          .as("seed %d: %s", seed, word)
          .isEqualTo(Soundex.US_ENGLISH.soundex(word));
    }
  }
}
