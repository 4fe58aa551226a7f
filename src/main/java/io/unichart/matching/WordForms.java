package io.unichart.matching;

import io.unichart.matching.text.Addresses;
import io.unichart.matching.text.DoubleMetaphone;
import io.unichart.matching.text.Folding;
import io.unichart.matching.text.Nicknames;
import io.unichart.matching.text.Phonetics;
import io.unichart.matching.text.Similarity;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the matching core knows of single words, for those who search instead of match: both then
 * agree on what counts as the same word.
 */
public final class WordForms {

  private WordForms() {}

  /** Letters and digits in lower case and without accents, single blanks between words. */
  public static String words(String raw) {
    return Folding.words(raw);
  }

  /** The same without any blank: for numbers. */
  public static String compact(String raw) {
    return Folding.compact(raw);
  }

  /** A word of an address in its short form: street is st. */
  public static String brief(String folded) {
    return Addresses.street(folded);
  }

  /** Other forms of a given name: William and Bill. */
  public static List<String> variants(String folded) {
    return Nicknames.variants(folded);
  }

  /** Census Soundex, empty when there is no Latin letter. */
  public static String soundex(String folded) {
    return Phonetics.soundex(folded);
  }

  /** The codes of Double Metaphone, the usual reading first; none when nothing sounds. */
  public static List<String> metaphones(String folded) {
    DoubleMetaphone codes = DoubleMetaphone.of(folded);
    return Stream.of(codes.primary(), codes.alternate())
        .filter(code -> !code.isEmpty())
        .distinct()
        .toList();
  }

  /** Jaro-Winkler similarity, 0 to 1. */
  public static double likeness(String a, String b) {
    return Similarity.jaroWinkler(a, b);
  }

  /** Damerau-Levenshtein distance, at most one more than the limit. */
  public static int edits(String a, String b, int limit) {
    return Similarity.edits(a, b, limit);
  }
}
