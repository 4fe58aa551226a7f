package io.unichart.extraction.mentions;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Measurement;
import io.unichart.extraction.Mention;
import io.unichart.extraction.Mention.Kind;
import io.unichart.extraction.Section;
import io.unichart.extraction.Span;
import io.unichart.extraction.mentions.Measurables.Measurable;
import io.unichart.extraction.sections.Sections;
import io.unichart.extraction.text.Token;
import io.unichart.extraction.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds vital signs and laboratory values: a known name, a few linking words, a number, a unit. A
 * value that cannot be (a pressure of 1280/82, 986 degrees) is left out rather than believed.
 */
final class Measurements {

  private static final Set<String> CAPITALS_ONLY =
      Set.of(
          "k", "na", "cl", "ca", "cr", "p", "t", "tc", "tg", "bg", "hb", "alb", "ck", "ht", "wt",
          "hc", "hr", "rr", "r", "resp", "sat", "length", "acr", "li", "ph", "lh", "cea", "pct");

  /** Short forms that are clear in small letters too, with a unit or in a row of vital signs. */
  private static final Set<String> CLEAR_WITH_UNIT = Set.of("wt", "ht", "hr", "rr", "resp", "sat");

  private static final Pattern VITAL =
      Pattern.compile(
          "(?i)\\b(?:bp|pulse|hr|temp(?:erature)?|spo2|weight|vs|vitals?|[tp] \\d{2,3})\\b");

  static final String LINK =
      "(?:\\s*(?:[:=]|\\bof\\b|\\bis\\b|\\bwas\\b|\\bat\\b|\\bto\\b|\\blevels?\\b|\\bresult\\b|\\bcount\\b|\\bcholesterol\\b|\\btoday\\b|\\bcame back\\b|\\belevated\\b|\\bhigh\\b|\\blow\\b|\\bnormal\\b|\\bstable\\b|\\bborderline\\b|\\bmildly\\b|\\bslightly\\b|\\breduced\\b|\\breading\\b|\\bmeasured\\b|\\bpeaked\\b|\\brose\\b|\\bfell\\b|\\(|~|\\bapproximately\\b|\\babout\\b|\\bH\\b|\\bL\\b|\\bon room air\\b|\\bwere\\b|\\bupper\\b|\\blimits?\\b))*\\s*";

  /** What may follow a name: a remark in brackets, linking words, the number, its unit. */
  private static final Pattern VALUE =
      Pattern.compile(
          "(?:\\s*\\([^)\\d]{1,12}\\))?"
              + LINK
              + "(?<value>\\d{1,6}(?:,\\d{3})*(?:\\.\\d+|,\\d{1,2})?)(?<most>/(?:10|12|15|21|27|30)(?![\\d/]))?"
              + "(?![\\d/'\u2019\u2013+-]|\\.\\d)(?:[ \\t]*(?<unit>"
              + WrittenUnits.PATTERN
              + "))?(?![a-z])",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LATER =
      Pattern.compile(
          "[^.;:\\n\\d]{0,20}(?:\\b(?:day|hour|week) \\d{1,2}\\b[^.;:\\n\\d]{0,10})?[, ]+(?:and|then|but)\\s+(?:was|is|fell to|rose to|came down to|down to|up to|improved to|normali[sz]ed to|now)\\s+(\\d{1,4}(?:\\.\\d{1,2})?)(?!\\d|\\.\\d|\\s*(?:years?|days?|weeks?|months?|hours?)\\b)",
          Pattern.CASE_INSENSITIVE);

  private static final String SCORE = "{score}";
  private static final String OXYGEN = "o2";
  private static final int LEAST_SATURATION = 60;

  private static final Pattern BREATHED =
      Pattern.compile(
          "(?i)\\s*(?:fio2|(?:via|by|per|through)\\b|(?:venturi|mask|nrb|bipap|cpap|vent)\\b)");

  private final Measurables measurables = new Measurables();
  private final WrittenVitals vitals = new WrittenVitals(measurables);
  private final Phrases<String> phrases = new Phrases<>();

  Measurements() {
    measurables.alsoNamed(OXYGEN, "spo2");
    measurables.names().forEach(name -> phrases.add(name, name));
  }

  /** "O2 97%" is a saturation, "O2 2 L" and "O2 40% by mask" what is breathed. */
  private static boolean isBreathed(
      String key, @Nullable String unit, double value, String behind) {
    return key.equals(OXYGEN)
        && (unit == null
            || !unit.equals("%")
            || value < LEAST_SATURATION
            || BREATHED.matcher(behind).lookingAt());
  }

  List<Measurement> find(String text, List<Section> sections) {
    List<Measurement> found = new ArrayList<>();
    vitals.find(text, sections, found);
    List<Token> tokens = Tokens.of(text);
    for (Phrases.Hit<String> hit : phrases.find(tokens)) {
      Span name = new Span(tokens.get(hit.from()).start(), tokens.get(hit.to() - 1).end());
      Matcher matcher =
          VALUE.matcher(text).region(name.end(), Math.min(text.length(), name.end() + 120));
      matcher.useTransparentBounds(true);
      if (matcher.lookingAt()) {
        named(text, sections, name, hit.value(), matcher, found);
      }
    }
    return found.stream()
        .sorted((a, b) -> Integer.compare(a.mention().span().start(), b.mention().span().start()))
        .toList();
  }

  private static boolean isAmongVitals(String text, Span place) {
    int start = text.lastIndexOf('\n', place.start()) + 1;
    return VITAL.matcher(text.substring(start, place.start())).find();
  }

  private void named(
      String text,
      List<Section> sections,
      Span place,
      String key,
      Matcher matcher,
      List<Measurement> found) {
    String name = place.of(text);
    boolean lower = name.equals(name.toLowerCase(Locale.ROOT));
    boolean lineBreak = matcher.group().indexOf('\n') >= 0;
    boolean doubtful =
        lower
            && CAPITALS_ONLY.contains(key)
            && !(CLEAR_WITH_UNIT.contains(key)
                && (matcher.group("unit") != null || isAmongVitals(text, place)));
    boolean side = key.equals("r") && !isAmongVitals(text, place);
    if (lineBreak || doubtful || side) {
      return;
    }
    double value = number(matcher.group("value"));
    String written = matcher.group("unit");
    String unit = written == null ? null : WrittenUnits.of(written);
    Measurable known = measurables.of(key, value, unit);
    String behind = text.substring(matcher.end(), Math.min(text.length(), matcher.end() + 30));
    if (known == null
        || (matcher.group("most") != null && !known.unit().equals(SCORE))
        || isBreathed(key, written, value, behind)
        || isDose(text, matcher.end())
        || !isUnitOf(known)
        || isAgo(text, matcher.end())) {
      return;
    }
    Span span = new Span(place.start(), matcher.end());
    add(text, sections, span, known, value, null, found);
    later(text, sections, matcher.end(), known, found);
  }

  /** "Creatinine peaked at 2.1 on day 2 and was 1.3 at discharge": what became of it. */
  private static void later(
      String text, List<Section> sections, int from, Measurable known, List<Measurement> found) {
    Matcher next = LATER.matcher(text).region(from, Math.min(text.length(), from + 70));
    if (next.lookingAt() && !known.vital() && !isDose(text, next.end())) {
      double value = number(next.group(1));
      if (known.canBe(value)) {
        Span span = new Span(next.start(1), next.end(1));
        add(text, sections, span, known, value, null, found);
      }
    }
  }

  /** "1,200" and "82,5" as their writers mean them. */
  private static double number(String written) {
    return Double.parseDouble(
        written.matches("\\d+,\\d{1,2}") ? written.replace(',', '.') : written.replace(",", ""));
  }

  private static boolean isDose(String text, int end) {
    String behind =
        text.substring(end, Math.min(text.length(), end + 5)).toLowerCase(Locale.ROOT).strip();
    return behind.matches("(?:mg|meq)\\b.*");
  }

  private static boolean isAgo(String text, int end) {
    return text.substring(end, Math.min(text.length(), end + 12))
        .matches(
            "(?is)\\s*(?:-\\s*)?(?:years?|months?|weeks?|days?|hours?|x\\b|times|tablets?|tabs?|mcg|units?).*");
  }

  private static boolean isUnitOf(Measurable known) {
    String unit = known.unit();
    return switch (known.loinc()) {
      case "29463-7" -> unit.equals("kg") || unit.equals("[lb_av]");
      case "8302-2", "9843-4", "8280-0" -> unit.equals("cm") || unit.equals("[in_i]");
      case "8867-4", "9279-1" -> unit.equals("/min");
      case "39156-5" -> unit.equals("kg/m2");
      case "59408-5", "2708-6" -> unit.equals("%");
      default -> true;
    };
  }

  /** Adds what was measured, unless its words are read already. */
  static void add(
      String text,
      List<Section> sections,
      Span span,
      Measurable known,
      double value,
      @Nullable Double second,
      List<Measurement> found) {
    int end = span.end();
    while (end > span.start() && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    Span place = new Span(span.start(), end);
    if (found.stream().anyMatch(other -> other.mention().span().overlaps(place))) {
      return;
    }
    Section section = Sections.at(sections, place.start());
    Mention mention =
        new Mention(
            known.vital() ? Kind.VITAL : Kind.LAB,
            place.of(text),
            place,
            known.display(),
            section,
            Assertion.PLAIN,
            List.of());
    found.add(
        new Measurement(
            mention,
            known.loinc(),
            known.display(),
            value,
            second,
            null,
            known.unit(),
            known.vital()));
  }
}
