package io.unichart.extraction.assertion;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Knowledge about conditions that changes how a bare mention of them is read. */
final class Lists {

  private static final Set<String> CHRONIC = load("/extraction/chronic.txt");

  private static final Set<String> KEPT = load("/extraction/kept.txt");

  /** Of the conditions of a problem list, what was once and is over. */
  private static final Pattern ONCE =
      Pattern.compile(
          "\\b(?:strokes?|tia|cancer|carcinoma|measles|mumps|chickenpox|rheumatic fever|polio|tuberculosis|kidney stones|nephrolithiasis)\\b");

  private static final Pattern HABIT =
      Pattern.compile(
          "\\b(?:allerg(?:y|ies)|alcohol|etoh|tobacco|smok(?:es|ed|ing|er)|non-?smoker|cigarettes?|cigars?|vap(?:es|ed|ing)"
              + "|(?:illicit|recreational|street|iv|intravenous) drugs?|drugs|drug use|drug abuse|substance (?:use|abuse)"
              + "|marijuana|cannabis|cocaine|heroin|drink(?:s|ing))\\b");

  /** Of the same words, what one is treated for. */
  private static final Pattern DISORDER =
      Pattern.compile("\\b(?:disorder|withdrawal|intoxication|poisoning|overdose|hepatitis)\\b");

  private Lists() {}

  private static Set<String> load(String resource) {
    InputStream in = Objects.requireNonNull(Lists.class.getResourceAsStream(resource));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A condition that one has for years, an entry of problem lists. */
  static boolean isChronic(String mention) {
    return isIn(CHRONIC, mention);
  }

  private static boolean isIn(Set<String> list, String mention) {
    String norm =
        mention
            .toLowerCase(Locale.ROOT)
            .replace('\u2019', '\'')
            .replaceAll("\\s+", " ")
            .replaceAll("[.,;:]+$", "")
            .strip();
    return list.contains(norm)
        || list.contains(
            norm.replaceFirst(
                "^(?:(?:chronic|history of|essential|mild|severe|moderate|primary|secondary|benign|controlled|intermittent|persistent|stable|known) )+",
                ""))
        || list.contains(norm.replaceFirst(" (?:at|of|in|stage|class|grade) .*$", ""));
  }

  /**
   * A condition that one has for years and still has, however long ago it is told to have begun.
   */
  static boolean isKept(String mention) {
    return (isChronic(mention) || isIn(KEPT, mention))
        && !ONCE.matcher(mention.toLowerCase(Locale.ROOT)).find();
  }

  /** Smoking, drinking, drugs: habits belong to the history, whether one has them or not. */
  static boolean isHabit(String mention) {
    String words = mention.toLowerCase(Locale.ROOT);
    return !DISORDER.matcher(words).find() && HABIT.matcher(words).find();
  }
}
