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
          "hc", "hr", "rr", "resp", "sat", "length", "acr");

  /** Short forms that are clear in small letters too, with a unit or in a row of vital signs. */
  private static final Set<String> CLEAR_WITH_UNIT = Set.of("wt", "ht", "hr", "rr", "resp", "sat");

  private static final Pattern VITAL =
      Pattern.compile("(?i)\\b(?:bp|pulse|temp(?:erature)?|spo2|weight|vs|vitals?)\\b");

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
          Map.entry("72514-3", new Range(0, 10)));

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("mmhg", "mm[Hg]"),
          Map.entry("bpm", "/min"),
          Map.entry("breaths/min", "/min"),
          Map.entry("/min", "/min"),
          Map.entry("%", "%"),
          Map.entry("lbs", "[lb_av]"),
          Map.entry("lb", "[lb_av]"),
          Map.entry("pounds", "[lb_av]"),
          Map.entry("kg", "kg"),
          Map.entry("kilograms", "kg"),
          Map.entry("kilogram", "kg"),
          Map.entry("kilos", "kg"),
          Map.entry("kilo", "kg"),
          Map.entry("kgs", "kg"),
          Map.entry("pound", "[lb_av]"),
          Map.entry("percent", "%"),
          Map.entry("centimeters", "cm"),
          Map.entry("centimetres", "cm"),
          Map.entry("centimeter", "cm"),
          Map.entry("centimetre", "cm"),
          Map.entry("cm", "cm"),
          Map.entry("inches", "[in_i]"),
          Map.entry("in", "[in_i]"),
          Map.entry("kg/m2", "kg/m2"),
          Map.entry("kg/m\u00b2", "kg/m2"),
          Map.entry("mg/dl", "mg/dL"),
          Map.entry("g/dl", "g/dL"),
          Map.entry("meq/l", "meq/L"),
          Map.entry("mmol/l", "mmol/L"),
          Map.entry("u/l", "U/L"),
          Map.entry("iu/l", "[IU]/L"),
          Map.entry("ng/ml", "ng/mL"),
          Map.entry("pg/ml", "pg/mL"),
          Map.entry("ng/dl", "ng/dL"),
          Map.entry("ug/dl", "ug/dL"),
          Map.entry("mcg/dl", "ug/dL"),
          Map.entry("mg/l", "mg/L"),
          Map.entry("miu/l", "m[IU]/L"),
          Map.entry("uiu/ml", "u[IU]/mL"),
          Map.entry("mm/hr", "mm/h"),
          Map.entry("k/ul", "10*3/uL"),
          Map.entry("fl", "fL"),
          Map.entry("umol/l", "umol/L"),
          Map.entry("ml/min", "mL/min/{1.73_m2}"),
          Map.entry("ml/min/1.73m2", "mL/min/{1.73_m2}"));

  private static final String LINK =
      "(?:\\s*(?:[:=]|\\bof\\b|\\bis\\b|\\bwas\\b|\\bat\\b|\\bto\\b|\\blevels?\\b|\\bresult\\b|\\bcount\\b|\\bcholesterol\\b|\\btoday\\b|\\bcame back\\b|\\belevated\\b|\\bhigh\\b|\\blow\\b|\\bnormal\\b|\\bstable\\b|\\bborderline\\b|\\bmildly\\b|\\bslightly\\b|\\breduced\\b|\\breading\\b|\\bmeasured\\b|\\(|~|\\bapproximately\\b|\\babout\\b|\\bH\\b|\\bL\\b|\\bon room air\\b|\\bwere\\b|\\bupper\\b|\\blimits?\\b))*\\s*";

  private static final Pattern PRESSURE =
      Pattern.compile(
          "\\b(?:blood pressure|b/?p)\\b"
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
              + "(\\d{1,6}(?:,\\d{3})*(?:\\.\\d+|,\\d{1,2})?)(?![\\d/'\u2019\u2013-]|\\.\\d)\\s*(mm\\s?hg|bpm|breaths/min|/min|%|percent|lbs?|pounds?|kilograms?|kilos?|kgs|kg/m2|kg/m\u00b2|kg|centimet(?:er|re)s?|cm|inches|in|mg/dl|g/dl|meq/l|mmol/l|u/l|iu/l|ng/ml|pg/ml|ng/dl|ug/dl|mcg/dl|mg/l|miu/l|uiu/ml|mm/hr|k/ul|fl|umol/l|ml/min(?:/1\\.73\\s?m2)?)?(?![a-z])",
          Pattern.CASE_INSENSITIVE);

  private final Map<String, Known> names = new HashMap<>();
  private final Phrases<String> phrases = new Phrases<>();

  Measurements() {
    for (String[] row : BuiltIn.rows(CodeSystem.LOINC)) {
      boolean special = Set.of("85354-9", "8310-5").contains(row[0]);
      for (String name : row[4].split("\\|")) {
        if (!special) {
          phrases.add(name, name);
          names.put(name, new Known(row[0], row[1], row[3], row[2].equals("vital")));
        }
      }
    }
  }

  List<Measurement> find(String text, List<Section> sections) {
    List<Measurement> found = new ArrayList<>();
    pressures(text, sections, found);
    temperatures(text, sections, found);
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
    if (known == null || lineBreak || doubtful) {
      return;
    }
    double value = number(matcher.group(1));
    String written = matcher.group(2);
    String unit =
        written == null
            ? known.unit()
            : UNITS.getOrDefault(written.toLowerCase(Locale.ROOT).replace(" ", ""), known.unit());
    Range possible = POSSIBLE.get(known.loinc());
    boolean spO2 = known.loinc().equals("59408-5") && written != null && !written.equals("%");
    boolean dose = isDose(text, matcher.end());
    boolean wrong = written != null && known.vital() && !isVitalUnit(known.loinc(), unit);
    if ((possible != null && (value < possible.low() || value > possible.high()))
        || spO2
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
      double systolic = Double.parseDouble(matcher.group(1));
      double diastolic = Double.parseDouble(matcher.group(2));
      boolean possible =
          systolic >= 40
              && systolic <= 320
              && diastolic >= 10
              && diastolic <= 220
              && systolic > diastolic;
      if (possible && matcher.group().indexOf('\n') < 0) {
        add(
            text,
            sections,
            new Span(matcher.start(), matcher.end()),
            "85354-9",
            "Blood pressure",
            systolic,
            diastolic,
            "mm[Hg]",
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
    found.add(new Measurement(mention, loinc, display, value, second, unit, vital));
  }
}
