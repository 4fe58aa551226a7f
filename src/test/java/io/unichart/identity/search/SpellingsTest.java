package io.unichart.identity.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.identity.search.Spellings.Near;
import io.unichart.matching.WordForms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingsTest {

  @ParameterizedTest
  @CsvSource({
    "smith, smiht, 1",
    "smith, smth, 1",
    "smith, smmith, 1",
    "smith, smyth, 1",
    "smith, msiht, 2",
    "smith, sith, 1",
    "smith, mith, 1",
    "smith, smithe, 1",
    "katherine, catherin, 2",
    "ca, abc, 3",
  })
  void countsEditsWithSwaps(String stored, String typed, int edits) {
    List<Near> near = Spellings.of(List.of(stored)).near(typed, Spellings.MOST_EDITS);

    assertThat(near)
        .isEqualTo(edits > Spellings.MOST_EDITS ? List.of() : List.of(new Near(stored, edits)));
  }

  @Test
  void theTypedWordItselfIsNoneOfTheOthers() {
    assertThat(Spellings.of(List.of("smith", "smithe")).near("smith", 1))
        .containsExactly(new Near("smithe", 1));
  }

  @Test
  void findsExactlyTheWordsThatAComparisonWithEachWouldFind() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (String letters : List.of("ab", "abcdef", "aéя王\uD83D\uDE00")) {
      List<String> words = words(letters, 2_000, random);
      List<String> first = words.subList(0, 1_200);
      Spellings spellings = Spellings.of(first).with(words.subList(1_000, 2_000));

      assertThat(spellings.words()).isEqualTo(List.copyOf(new TreeSet<>(words)));
      for (String typed : words(letters, 200, random)) {
        for (int most = 1; most <= Spellings.MOST_EDITS; most++) {
          assertThat(spellings.near(typed, most))
              .as("%s, %d edits, seed %d", typed, most, seed)
              .containsExactlyInAnyOrderElementsOf(compared(typed, most, words));
        }
      }
    }
  }

  @Test
  void wordsOfEveryLengthUpToTheLongestAreKept() {
    List<String> words =
        IntStream.rangeClosed(1, Spellings.LONGEST + 5).mapToObj("x"::repeat).toList();

    Spellings spellings = Spellings.of(words);

    assertThat(spellings.words()).isEqualTo(words.subList(0, Spellings.LONGEST));
    assertThat(near(spellings, words.get(Spellings.LONGEST - 1)))
        .containsExactlyInAnyOrder(
            words.get(Spellings.LONGEST - 2), words.get(Spellings.LONGEST - 3));
    assertThat(near(spellings, words.get(Spellings.LONGEST))).isEmpty();
    assertThat(near(spellings, "")).isEmpty();
    assertThat(near(Spellings.NONE, "smith")).isEmpty();
  }

  private static Set<String> near(Spellings spellings, String typed) {
    return spellings.near(typed, Spellings.MOST_EDITS).stream()
        .map(Near::word)
        .collect(Collectors.toSet());
  }

  private static List<Near> compared(String typed, int most, Collection<String> words) {
    List<Near> near = new ArrayList<>();
    for (String word : new TreeSet<>(words)) {
      int edits = WordForms.edits(typed, word, most);
      if (edits > 0 && edits <= most) {
        near.add(new Near(word, edits));
      }
    }
    return near;
  }

  private static List<String> words(String letters, int count, SplittableRandom random) {
    List<String> words = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      StringBuilder word = new StringBuilder();
      for (int left = 1 + random.nextInt(10); left > 0; left--) {
        word.append(letters.charAt(random.nextInt(letters.length())));
      }
      words.add(word.toString());
    }
    return words;
  }
}
