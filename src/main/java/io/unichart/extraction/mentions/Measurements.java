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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds vital signs and laboratory values: a known name, a few linking words, a number, a unit. A
 * value that cannot be (a pressure of 1280/82, 986 degrees) is left out rather than believed.
 */
final class Measurements {

  private record Known(String loinc, String display, String unit, boolean vital) {}

  private record Range(double low, double high) {}

  private static final Set<String> CAPITALS_ONLY =
      Set.of(
          "k", "na", "cl", "ca", "cr", "p", "t", "tc", "tg", "bg", "hb", "alb", "ck", "ht", "wt",
          "hc", "hr", "rr", "r", "resp", "sat", "length", "acr");

  /** Short forms that are clear in small letters too, with a unit or in a row of vital signs. */
  private static final Set<String> CLEAR_WITH_UNIT = Set.of("wt", "ht", "hr", "rr", "resp", "sat");

  private static final Pattern VITAL =
      Pattern.compile(
          "(?i)\\b(?:bp|pulse|hr|temp(?:erature)?|spo2|weight|vs|vitals?|[tp] \\d{2,3})\\b");

  private static final Map<String, Range> POSSIBLE =
      Map.ofEntries(
          Map.entry("8867-4", new Range(15, 300)),
          Map.entry("9279-1", new Range(3, 90)),
          Map.entry("59408-5", new Range(30, 100)),
          Map.entry("2708-6", new Range(30, 100)),
          Map.entry("29463-7", new Range(0.3, 1400)),
          Map.entry("39156-5", new Range(5, 120)),
          Map.entry("4548-4", new Range(2, 25)),
          Map.entry("2345-7", new Range(5, 2500)),
          Map.entry("2823-3", new Range(1, 12)),
          Map.entry("2951-2", new Range(80, 200)),
          Map.entry("2160-0", new Range(0.05, 40)),
          Map.entry("718-7", new Range(1, 30)),
          Map.entry("44261-6", new Range(0, 27)),
          Map.entry("70274-6", new Range(0, 21)),
          Map.entry("9269-2", new Range(3, 15)),
          Map.entry("72514-3", new Range(0, 10)));

  private static final String LINK =
      "(?:\\s*(?:[:=]|\\bof\\b|\\bis\\b|\\bwas\\b|\\bat\\b|\\bto\\b|\\blevels?\\b|\\bresult\\b|\\bcount\\b|\\bcholesterol\\b|\\btoday\\b|\\bcame back\\b|\\belevated\\b|\\bhigh\\b|\\blow\\b|\\bnormal\\b|\\bstable\\b|\\bborderline\\b|\\bmildly\\b|\\bslightly\\b|\\breduced\\b|\\breading\\b|\\bmeasured\\b|\\bpeaked\\b|\\brose\\b|\\bfell\\b|\\(|~|\\bapproximately\\b|\\babout\\b|\\bH\\b|\\bL\\b|\\bon room air\\b|\\bwere\\b|\\bupper\\b|\\blimits?\\b))*\\s*";

  private static final String POSTURE =
      "(?:\\(?(?:supine|lying|sitting|seated|standing|upright|left|right|arm|manual|automated|repeat(?:ed)?|rpt|recheck(?:ed)?|then|and|on|in|initially|after|[lr]ue|min(?:utes?)?|\\d{1,2} min(?:utes?)?)\\)?[\\s:=,]*)*";

  /** Another pressure in the same row: "BP 162/104, rpt 158/98". */
  private static final Pattern NEXT_PRESSURE =
      Pattern.compile(
          "\\s*[,;(]?\\s*" + POSTURE + "(\\d{2,3})\\s*/\\s*(\\d{2,3})(?![\\d/])\\s*(mm\\s?hg)?\\)?",
          Pattern.CASE_INSENSITIVE);

  /** A row of vital signs without their names, in the order in which they are taken. */
  private static final Pattern ROW =
      Pattern.compile(
          "\\b(?:vss?|v/s|vitals?(?: signs)?(?: stable)?)\\b[\\s:=-]*(\\d{2,3}\\.\\d)\\s*[FC]?[\\s,;/-]+(\\d{2,3})[\\s,;/-]+(\\d{1,2})[\\s,;-]+(\\d{2,3})/(\\d{2,3})(?:[\\s,;-]+(\\d{2,3})\\s?%)?",
          Pattern.CASE_INSENSITIVE);

  /** "pain 6/10", "rates her pain as 4 out of 10", "7/10 pain". */
  private static final Pattern PAIN =
      Pattern.compile(
          "\\bpain\\b(?:\\s+(?:score|level|scale|is|was|of|at|as|now|today|rates?|rated|currently|down|to))*\\s*[:=]?\\s*(\\d{1,2})(?:\\s*-\\s*\\d{1,2})?\\s*(?:/|out of)\\s*10\\b|(?<![\\d/])(\\d{1,2})\\s*(?:/|out of)\\s*10\\s+(?:[a-z]+\\s+){0,2}?pain\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PRESSURE =
      Pattern.compile(
          "\\b(?:blood pressures?|b/?ps?)\\b"
              + LINK
              + POSTURE
              + LINK
              + "(\\d{2,4})\\s*(?:/|\\bover\\b)\\s*(\\d{2,4})(?![\\d/])\\s*(mm\\s?hg)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TEMPERATURE =
      Pattern.compile(
          "\\b(?:temperature|body temperature|temp|tmax|T)\\b"
              + LINK
              + "(\\d{2,3}(?:\\.\\d+)?)\\s*(?:[\\u00c2\\s]*(?:°|º|degrees?|deg)?\\s*)(F|C|fahrenheit|celsius)?(?![\\w])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FEET =
      Pattern.compile(
          "\\b(?:height|ht)\\b"
              + LINK
              + "(\\d)\\s*(?:'|\u2019|\u2032|ft\\.?|feet|foot)\\s*(\\d{1,2})?\\s*(?:\"|\u201d|\u2033|''|in(?:ches)?)?",
          Pattern.CASE_INSENSITIVE);

  /** What may follow a name: a remark in brackets, linking words, the number, its unit. */
  private static final Pattern VALUE =
      Pattern.compile(
          "(?:\\s*\\([^)\\d]{1,12}\\))?"
              + LINK
              + "(\\d{1,6}(?:,\\d{3})*(?:\\.\\d+|,\\d{1,2})?)(?![\\d/'\u2019\u2013+-]|\\.\\d)\\s*(mm\\s?hg|bpm|breaths/min|/min|%|percent|lbs?|pounds?|kilograms?|kilos?|kgs|kg/m2|kg/m\u00b2|kg|centimet(?:er|re)s?|cm|inches|in|mg/dl|g/dl|meq/l|mmol/l|u/l|iu/l|ng/ml|pg/ml|ng/dl|ug/dl|mcg/dl|mg/l|miu/l|uiu/ml|mm/hr|k/ul|fl|umol/l|ml/min(?:/1\\.73\\s?m2)?)?(?![a-z])",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LATER =
      Pattern.compile(
          "[^.;:\\n\\d]{0,20}(?:\\b(?:day|hour|week) \\d{1,2}\\b[^.;:\\n\\d]{0,10})?[, ]+(?:and|then|but)\\s+(?:was|is|fell to|rose to|came down to|down to|up to|improved to|normali[sz]ed to|now)\\s+(\\d{1,4}(?:\\.\\d{1,2})?)(?!\\d|\\.\\d|\\s*(?:years?|days?|weeks?|months?|hours?)\\b)",
          Pattern.CASE_INSENSITIVE);

  private static final String OXYGEN = "o2";
  private static final int LEAST_SATURATION = 60;

  private static final Pattern BREATHED =
      Pattern.compile(
          "(?i)\\s*(?:fio2|(?:via|by|per|through)\\b|(?:venturi|mask|nrb|bipap|cpap|vent)\\b)");

  private final Map<String, Known> names = new HashMap<>();
  private final Phrases<String> phrases = new Phrases<>();

  Measurements() {
    for (String[] row : BuiltIn.rows(CodeSystem.LOINC)) {
      boolean special = Set.of("85354-9", "8310-5").contains(row[0]);
      for (String name : row[4].split("\\|")) {
        if (!special && !row[2].equals(Presences.KIND)) {
          phrases.add(name, name);
          names.put(name, new Known(row[0], row[1], row[3], row[2].equals("vital")));
        }
      }
    }
    phrases.add(OXYGEN, OXYGEN);
    names.put(OXYGEN, Objects.requireNonNull(names.get("spo2")));
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
    pressures(text, sections, found);
    rows(text, sections, found);
    temperatures(text, sections, found);
    pains(text, sections, found);
    heights(text, sections, found);
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
    Known known = names.get(key);
    boolean lower = name.equals(name.toLowerCase(Locale.ROOT));
    boolean lineBreak = matcher.group().indexOf('\n') >= 0;
    boolean doubtful =
        lower
            && CAPITALS_ONLY.contains(key)
            && !(CLEAR_WITH_UNIT.contains(key)
                && (matcher.group(2) != null || isAmongVitals(text, place)));
    boolean side = key.equals("r") && !isAmongVitals(text, place);
    if (known == null || lineBreak || doubtful || side) {
      return;
    }
    double value = number(matcher.group(1));
    String written = matcher.group(2);
    String unit = written == null ? known.unit() : WrittenUnits.of(written, known.unit());
    Range possible = POSSIBLE.get(known.loinc());
    boolean spO2 = known.loinc().equals("59408-5") && written != null && !written.equals("%");
    String behind = text.substring(matcher.end(), Math.min(text.length(), matcher.end() + 30));
    boolean dose = isDose(text, matcher.end());
    boolean wrong = written != null && known.vital() && !isVitalUnit(known.loinc(), unit);
    if ((possible != null && (value < possible.low() || value > possible.high()))
        || spO2
        || isBreathed(key, written, value, behind)
        || dose
        || wrong
        || isAgo(text, matcher.end())) {
      return;
    }
    add(
        text,
        sections,
        new Span(place.start(), matcher.end()),
        known.loinc(),
        known.display(),
        value,
        null,
        unit,
        known.vital(),
        found);
    later(text, sections, matcher.end(), known, unit, found);
  }

  /** "Creatinine peaked at 2.1 on day 2 and was 1.3 at discharge": what became of it. */
  private static void later(
      String text,
      List<Section> sections,
      int from,
      Known known,
      String unit,
      List<Measurement> found) {
    Matcher next = LATER.matcher(text).region(from, Math.min(text.length(), from + 70));
    if (next.lookingAt() && !known.vital() && !isDose(text, next.end())) {
      double value = number(next.group(1));
      Range possible = POSSIBLE.get(known.loinc());
      if (possible == null || (value >= possible.low() && value <= possible.high())) {
        Span span = new Span(next.start(1), next.end(1));
        add(text, sections, span, known.loinc(), known.display(), value, null, unit, false, found);
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

  private static boolean isVitalUnit(String loinc, String unit) {
    return switch (loinc) {
      case "29463-7" -> unit.equals("kg") || unit.equals("[lb_av]");
      case "8302-2" -> unit.equals("cm") || unit.equals("[in_i]");
      case "8867-4", "9279-1" -> unit.equals("/min");
      case "39156-5" -> unit.equals("kg/m2");
      default -> true;
    };
  }

  private static void pressures(String text, List<Section> sections, List<Measurement> found) {
    Matcher matcher = PRESSURE.matcher(text);
    while (matcher.find()) {
      if (matcher.group().indexOf('\n') < 0) {
        pressure(text, sections, matcher.start(), matcher.end(), matcher, 1, found);
        Matcher next = NEXT_PRESSURE.matcher(text).region(matcher.end(), lineEnd(text, matcher));
        while (next.lookingAt()) {
          pressure(text, sections, next.start(1), next.end(2), next, 1, found);
          next.region(next.end(), next.regionEnd());
        }
      }
    }
  }

  private static int lineEnd(String text, Matcher matcher) {
    int newline = text.indexOf('\n', matcher.end());
    return newline < 0 ? text.length() : newline;
  }

  private static void pressure(
      String text,
      List<Section> sections,
      int start,
      int end,
      Matcher read,
      int group,
      List<Measurement> found) {
    double systolic = Double.parseDouble(read.group(group));
    double diastolic = Double.parseDouble(read.group(group + 1));
    boolean possible =
        systolic >= 40
            && systolic <= 320
            && diastolic >= 10
            && diastolic <= 220
            && systolic > diastolic;
    if (possible) {
      add(
          text,
          sections,
          new Span(start, end),
          "85354-9",
          "Blood pressure",
          systolic,
          diastolic,
          "mm[Hg]",
          true,
          found);
    }
  }

  /** "VSS: 98.4, 76, 18, 128/74, 96%". */
  private static void rows(String text, List<Section> sections, List<Measurement> found) {
    Matcher row = ROW.matcher(text);
    while (row.find()) {
      double degrees = Double.parseDouble(row.group(1));
      String unit = degrees < 50 ? "Cel" : "[degF]";
      one(text, sections, row, 1, "8310-5", "Body temperature", unit, found);
      one(text, sections, row, 2, "8867-4", "Heart rate", "/min", found);
      one(text, sections, row, 3, "9279-1", "Respiratory rate", "/min", found);
      pressure(text, sections, row.start(4), row.end(5), row, 4, found);
      if (row.group(6) != null) {
        String oximetry = "Oxygen saturation in Arterial blood by Pulse oximetry";
        one(text, sections, row, 6, "59408-5", oximetry, "%", found);
      }
    }
  }

  private static void one(
      String text,
      List<Section> sections,
      Matcher row,
      int group,
      String loinc,
      String display,
      String unit,
      List<Measurement> found) {
    double value = Double.parseDouble(row.group(group));
    Range possible = POSSIBLE.get(loinc);
    if (possible == null || (value >= possible.low() && value <= possible.high())) {
      Span span = new Span(row.start(group), row.end(group));
      add(text, sections, span, loinc, display, value, null, unit, true, found);
    }
  }

  private static void pains(String text, List<Section> sections, List<Measurement> found) {
    Matcher pain = PAIN.matcher(text);
    while (pain.find()) {
      int group = pain.group(1) != null ? 1 : 2;
      double score = Double.parseDouble(pain.group(group));
      if (score <= 10 && pain.group().indexOf('\n') < 0) {
        add(
            text,
            sections,
            new Span(pain.start(), pain.end()),
            "72514-3",
            "Pain severity - 0-10 verbal numeric rating",
            score,
            null,
            "{score}",
            true,
            found);
      }
    }
  }

  private static void temperatures(String text, List<Section> sections, List<Measurement> found) {
    Matcher matcher = TEMPERATURE.matcher(text);
    while (matcher.find()) {
      boolean letter =
          matcher.group().startsWith("t") && !Character.isLetter(matcher.group().charAt(1));
      double value = Double.parseDouble(matcher.group(1));
      String scale = matcher.group(2);
      boolean celsius = scale == null ? value < 50 : scale.toLowerCase(Locale.ROOT).startsWith("c");
      boolean possible = celsius ? value >= 25 && value <= 45 : value >= 77 && value <= 113;
      if (possible && !letter && matcher.group().indexOf('\n') < 0) {
        add(
            text,
            sections,
            new Span(matcher.start(), trimmedEnd(text, matcher)),
            "8310-5",
            "Body temperature",
            value,
            null,
            celsius ? "Cel" : "[degF]",
            true,
            found);
      }
    }
  }

  private static int trimmedEnd(String text, Matcher matcher) {
    int end = matcher.end();
    while (end > matcher.start() && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static void heights(String text, List<Section> sections, List<Measurement> found) {
    Matcher matcher = FEET.matcher(text);
    while (matcher.find()) {
      double inches =
          12 * Double.parseDouble(matcher.group(1))
              + (matcher.group(2) == null ? 0 : Double.parseDouble(matcher.group(2)));
      if (inches >= 20 && inches <= 100) {
        add(
            text,
            sections,
            new Span(matcher.start(), trimmedEnd(text, matcher)),
            "8302-2",
            "Body height",
            inches,
            null,
            "[in_i]",
            true,
            found);
      }
    }
  }

  private static void add(
      String text,
      List<Section> sections,
      Span span,
      String loinc,
      String display,
      double value,
      @Nullable Double second,
      String unit,
      boolean vital,
      List<Measurement> found) {
    int end = span.end();
    while (end > span.start() && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    Span place = new Span(span.start(), end);
    for (Measurement other : found) {
      if (other.mention().span().overlaps(place)) {
        return;
      }
    }
    Section section = Sections.at(sections, place.start());
    Mention mention =
        new Mention(
            vital ? Kind.VITAL : Kind.LAB,
            place.of(text),
            place,
            display,
            section,
            Assertion.PLAIN,
            List.of());
    found.add(new Measurement(mention, loinc, display, value, second, null, unit, vital));
  }
}
