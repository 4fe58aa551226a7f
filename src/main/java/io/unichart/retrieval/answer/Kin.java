package io.unichart.retrieval.answer;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whose a statement is: the patient's own, or that of a relative, and which of them a question asks
 * about.
 */
final class Kin {

  /** Each word for a relative with those that name the same, or one of the same. */
  private static final Map<String, Set<String>> SAME =
      Map.ofEntries(
          Map.entry("mother", Set.of("mother", "mom", "mum")),
          Map.entry("mom", Set.of("mother", "mom", "mum")),
          Map.entry("father", Set.of("father", "dad")),
          Map.entry("dad", Set.of("father", "dad")),
          Map.entry("sibling", Set.of("sibling", "brother", "sister")),
          Map.entry("parent", Set.of("parent", "mother", "father", "mom", "dad")),
          Map.entry("grandparent", Set.of("grandparent", "grandmother", "grandfather")),
          Map.entry("child", Set.of("child", "children", "son", "daughter", "kids")),
          Map.entry("children", Set.of("child", "children", "son", "daughter", "kids")),
          Map.entry("spouse", Set.of("spouse", "wife", "husband")));

  private static final String RELATIVE =
      "(?:grand)?(?:mother|father|parents?)|mom|mum|dad|wife|husband|spouse|brothers?|sisters?|siblings?|"
          + "sons?|daughters?|children|child|kids|aunts?|uncles?|cousins?";
  private static final Pattern NAMED = Pattern.compile("(?i)\\b(?:" + RELATIVE + ")\\b");
  private static final Pattern FAMILY =
      Pattern.compile(
          "(?i)\\b(?:famil\\w+|relatives?|heredit\\w+|genetic\\w*|runs? in|inherit\\w*|who|whom|twin|"
              + RELATIVE
              + ")\\b");
  private static final Pattern FAMILY_HISTORY =
      Pattern.compile("(?i)\\bfamily (?:medical )?(?:history|hx)\\b|\\bfhx?\\b");
  private static final Pattern OF_A_RELATIVE =
      Pattern.compile(
          "(?i)\\W*(?:(?:his|her|their|(?:the )?(?:patient|pt)['\u2019]?s|maternal|paternal|older|younger|twin) ){0,2}"
              + "(?:"
              + RELATIVE
              + ")\\b(?: \\([^)]*\\))?(?::| (?:has|had|have|died|was|is|with|takes|took)\\b| [-\u2013] )");

  private Kin() {}

  /**
   * What of the relatives that a question names a statement must name; empty when it names none.
   */
  static Set<String> demanded(String question) {
    Matcher named = NAMED.matcher(question);
    if (!named.find()) {
      return Set.of();
    }
    String word = named.group().toLowerCase(Locale.ROOT);
    String one = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    return SAME.getOrDefault(one, Set.of(one)).stream().map(Stem::of).collect(Collectors.toSet());
  }

  /** Whether a question is about the patient alone. */
  static boolean isSpared(String question) {
    return !FAMILY.matcher(question).find();
  }

  /** Whether a statement tells of a relative. */
  static boolean isToldOf(Statement statement, String section) {
    String text = statement.text();
    return FAMILY_HISTORY.matcher(section).find()
        || statement.headings().stream().anyMatch(h -> FAMILY_HISTORY.matcher(h).find())
        || FAMILY_HISTORY.matcher(text).region(0, Math.min(text.length(), 30)).find()
        || OF_A_RELATIVE.matcher(text).lookingAt();
  }
}
