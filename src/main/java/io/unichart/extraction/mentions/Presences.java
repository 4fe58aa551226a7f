package io.unichart.extraction.mentions;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Measurement;
import io.unichart.extraction.Mention;
import io.unichart.extraction.Mention.Kind;
import io.unichart.extraction.Section;
import io.unichart.extraction.Span;
import io.unichart.extraction.sections.Sections;
import io.unichart.extraction.text.Token;
import io.unichart.extraction.text.Tokens;
import io.unichart.terminology.BuiltIn;
import io.unichart.terminology.CodeSystem;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds results that are words: "+nitrites", "trace blood", "LE 2+", "negative for ketones". What
 * could be found elsewhere than in the urine counts only beside something that speaks of urine.
 */
final class Presences {

  static final String KIND = "presence";

  private record Known(String loinc, String display) {}

  /** Nothing but a test strip has these. */
  private static final Set<String> OF_URINE_ONLY = Set.of("5802-4", "5799-2");

  private static final Set<String> CAPITALS_ONLY = Set.of("le", "nit");

  private static final Pattern URINE =
      Pattern.compile(
          "\\b(?:(?i:urinalysis|urine|dip ?stick|(?:u|urine )?dip|upreg)|UA|U/A|POC UA|UPT)\\b");

  private static final String WORDS =
      "positive|negative|pos|neg|trace|small|moderate|large|[1-4]\\s?\\+|\\+{1,4}|\\(\\+\\)|\\(-\\)";

  /** "-nitrites", "+LE, - nitrites": a minus clings to its name or opens an entry of a list. */
  private static final Pattern BEFORE =
      Pattern.compile(
          "(?:^|(?<=[\\s,;:(/]))(?:("
              + WORDS
              + "|no|without)(?:\\s+for)?\\s*|(-)|(?<=[,;/]\\s?)(-)\\s*)$",
          Pattern.CASE_INSENSITIVE);

  /** A dash between name and result parts them ("nitrite - positive"); at the end it is minus. */
  private static final Pattern BEHIND =
      Pattern.compile(
          "^\\s*(?:[:=\\u2013\\u2014-]|\\bis\\b|\\bwas\\b)?\\s*\\(?("
              + WORDS
              + "|none|nil|absent|present)\\)?(?![\\w-])"
              + "|^\\s*(?:[:=]\\s*)?\\(?(-)\\)?(?=\\s*(?:[,;/)]|\\.(?:\\s|$)|and\\b|[A-Za-z]{2,}\\s*[+-]|\\+|$))",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern GOES_ON =
      Pattern.compile("\\s*(?:[,/&]|and|or|nor)?\\s*(?:and|or)?\\s*", Pattern.CASE_INSENSITIVE);

  private final Map<String, Known> names = new HashMap<>();
  private final Phrases<String> phrases = new Phrases<>();

  Presences() {
    for (String[] row : BuiltIn.rows(CodeSystem.LOINC)) {
      if (row[2].equals(KIND)) {
        for (String name : row[4].split("\\|")) {
          phrases.add(name, name);
          names.put(name, new Known(row[0], row[1]));
        }
      }
    }
  }

  void find(String text, List<Section> sections, List<Span> sentences, List<Measurement> found) {
    for (Span sentence : sentences) {
      List<Token> tokens = Tokens.of(text, sentence.start(), sentence.end());
      List<Phrases.Hit<String>> hits = phrases.find(tokens);
      if (!hits.isEmpty()) {
        read(text, sections, sentence, tokens, hits, found);
      }
    }
  }

  private void read(
      String text,
      List<Section> sections,
      Span sentence,
      List<Token> tokens,
      List<Phrases.Hit<String>> hits,
      List<Measurement> found) {
    boolean urine = URINE.matcher(sentence.of(text)).find() || hits.stream().anyMatch(this::isOnly);
    int last = sentence.start();
    String carried = null;
    for (Phrases.Hit<String> hit : hits) {
      Span name = new Span(tokens.get(hit.from()).start(), tokens.get(hit.to() - 1).end());
      Known known = names.get(hit.value());
      boolean small =
          CAPITALS_ONLY.contains(hit.value())
              && !name.of(text).equals(name.of(text).toUpperCase(Locale.ROOT));
      if (known == null || small || !(urine || known.loinc().equals("2106-3"))) {
        continue;
      }
      String between = text.substring(last, name.start());
      Matcher before = BEFORE.matcher(between);
      Matcher behind = BEHIND.matcher(text.substring(name.end(), sentence.end()));
      String result = null;
      int start = name.start();
      int end = name.end();
      boolean stated = behind.find();
      boolean led = before.find();
      if (led && (before.group(1) != null || !stated)) {
        result = before.group(1) != null ? before.group(1) : "-";
        start = last + before.start(before.group(1) != null ? 1 : 0);
      } else if (stated) {
        result = behind.group(1) != null ? behind.group(1) : "-";
        end = name.end() + behind.end();
      } else if (carried != null && GOES_ON.matcher(between).matches()) {
        result = carried;
      }
      if (result != null) {
        found.add(measurement(text, sections, new Span(start, end), known, word(result)));
      }
      boolean list = before.hitEnd() || carried != null;
      carried = list && !behindOnly(start, end, name) ? result : null;
      last = end;
    }
  }

  private boolean isOnly(Phrases.Hit<String> hit) {
    Known known = names.get(hit.value());
    return known != null && OF_URINE_ONLY.contains(known.loinc()) && hit.value().length() > 3;
  }

  /** A result behind its name says nothing of the next name. */
  private static boolean behindOnly(int start, int end, Span name) {
    return start == name.start() && end > name.end();
  }

  private static String word(String written) {
    String bare = written.toLowerCase(Locale.ROOT).replaceAll("[()\\s]", "");
    return switch (bare) {
      case "+", "pos", "present" -> "positive";
      case "-", "no", "neg", "none", "nil", "absent", "without" -> "negative";
      default -> bare;
    };
  }

  private static Measurement measurement(
      String text, List<Section> sections, Span span, Known known, String result) {
    @Nullable Section section = Sections.at(sections, span.start());
    Mention mention =
        new Mention(
            Kind.LAB, span.of(text), span, known.display(), section, Assertion.PLAIN, List.of());
    return new Measurement(mention, known.loinc(), known.display(), null, null, result, "", false);
  }
}
