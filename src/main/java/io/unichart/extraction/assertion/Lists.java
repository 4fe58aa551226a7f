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

  private static final Set<String> CHRONIC = load();

  private static final Pattern HABIT =
      Pattern.compile(
          "\\b(?:allerg(?:y|ies)|alcohol|etoh|tobacco|smok(?:es|ed|ing|er)|non-?smoker|cigarettes?|cigars?|vap(?:es|ed|ing)"
              + "|(?:illicit|recreational|street|iv|intravenous) drugs?|drugs|drug use|drug abuse|substance (?:use|abuse)"
              + "|marijuana|cannabis|cocaine|heroin|drink(?:s|ing))\\b");

  /** Of the same words, what one is treated for. */
  private static final Pattern DISORDER =
      Pattern.compile("\\b(?:disorder|withdrawal|intoxication|poisoning|overdose|hepatitis)\\b");

  private Lists() {}

  private static Set<String> load() {
    InputStream in =
        Objects.requireNonNull(Lists.class.getResourceAsStream("/extraction/chronic.txt"));
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

  /** A condition that one has for years. */
  static boolean isChronic(String mention) {
    String norm =
        mention
            .toLowerCase(Locale.ROOT)
            .replace('\u2019', '\'')
            .replaceAll("\\s+", " ")
            .replaceAll("[.,;:]+$", "")
            .strip();
    return CHRONIC.contains(norm)
        || CHRONIC.contains(
            norm.replaceFirst(
                "^(?:(?:chronic|history of|essential|mild|severe|moderate|primary|benign|controlled|intermittent|persistent|stable|known) )+",
                ""))
        || CHRONIC.contains(norm.replaceFirst(" (?:at|of|in|stage|class|grade) .*$", ""));
  }

  /** Smoking, drinking, drugs: habits belong to the history, whether one has them or not. */
  static boolean isHabit(String mention) {
    String words = mention.toLowerCase(Locale.ROOT);
    return !DISORDER.matcher(words).find() && HABIT.matcher(words).find();
  }
}
