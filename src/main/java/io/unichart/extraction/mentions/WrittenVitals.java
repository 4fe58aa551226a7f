package io.unichart.extraction.mentions;

import io.unichart.extraction.Measurement;
import io.unichart.extraction.Section;
import io.unichart.extraction.Span;
import io.unichart.extraction.mentions.Measurables.Measurable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the vital signs that are written in ways of their own: pressures, temperatures, feet and
 * inches, pain out of ten, rows of bare numbers.
 */
final class WrittenVitals {

  private static final Measurable PRESSURE_PANEL =
      new Measurable("85354-9", "Blood pressure", "mm[Hg]", true, null, null);

  private static final String POSTURE =
      "(?:\\(?(?:supine|lying|sitting|seated|standing|upright|left|right|arm|manual|automated|repeat(?:ed)?|rpt|recheck(?:ed)?|then|and|on|in|initially|after|[lr]ue|min(?:utes?)?|\\d{1,2} min(?:utes?)?)\\)?[\\s:=,]*)*";

  /** Another pressure in the same row: "BP 162/104, rpt 158/98". */
  private static final Pattern NEXT_PRESSURE =
      Pattern.compile(
          "\\s*[,;(]?\\s*"
              + POSTURE
              + "(\\d{2,3})\\s*/\\s*(\\d{2,3})(?![\\d/])(?:[ \\t]*mm\\s?hg)?\\)?",
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
          "\\b(?:blood pressures?|b/?ps?|vss?|vitals?|obs)\\b"
              + Measurements.LINK
              + POSTURE
              + Measurements.LINK
              + "(\\d{2,4})\\s*(?:/|\\bover\\b)\\s*(\\d{2,4})(?![\\d/])(?:[ \\t]*mm\\s?hg)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TEMPERATURE =
      Pattern.compile(
          "\\b(?:temperature|body temperature|temp|tmax|T)\\b"
              + Measurements.LINK
              + "(\\d{2,3}(?:\\.\\d+)?)(?:[\\u00c2 \\t\\u00a0]*(?:°|º|degrees?|deg)?[ \\t]*)(F|C|fahrenheit|celsius)?(?![\\w])",
          Pattern.CASE_INSENSITIVE);

  /** "VS: 101.2 F, HR 98": degrees tell by themselves what they are of. */
  private static final Pattern DEGREES =
      Pattern.compile(
          "(?<![\\w.,/-])((?:9[4-9]|10[0-7])(?:\\.\\d)?(?=[ \\t]?\u00b0?[ \\t]?F\\b)|(?:3[4-9]|4[0-2])\\.\\d(?=[ \\t]?\u00b0?[ \\t]?C\\b))[ \\t]?\u00b0?[ \\t]?([FC])\\b(?!/)");

  private static final Pattern FEET =
      Pattern.compile(
          "\\b(?:height|ht)\\b"
              + Measurements.LINK
              + "(\\d)\\s*(?:'|\u2019|\u2032|ft\\.?|feet|foot)\\s*(\\d{1,2})?\\s*(?:\"|\u201d|\u2033|''|in(?:ches)?)?",
          Pattern.CASE_INSENSITIVE);

  private final Measurables measurables;

  WrittenVitals(Measurables measurables) {
    this.measurables = measurables;
  }

  void find(String text, List<Section> sections, List<Measurement> found) {
    pressures(text, sections, found);
    rows(text, sections, found);
    temperatures(text, sections, found);
    degrees(text, sections, found);
    pains(text, sections, found);
    heights(text, sections, found);
  }

  private static Measurable vital(String loinc, String display, String unit) {
    return new Measurable(loinc, display, unit, true, null, null);
  }

  private static Measurable temperature(String unit) {
    return vital("8310-5", "Body temperature", unit);
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
      Measurements.add(
          text, sections, new Span(start, end), PRESSURE_PANEL, systolic, diastolic, found);
    }
  }

  /** "VSS: 98.4, 76, 18, 128/74, 96%". */
  private void rows(String text, List<Section> sections, List<Measurement> found) {
    Matcher row = ROW.matcher(text);
    while (row.find()) {
      double degrees = Double.parseDouble(row.group(1));
      String unit = degrees < 50 ? "Cel" : "[degF]";
      one(text, sections, row, 1, temperature(unit), found);
      one(text, sections, row, 2, vital("8867-4", "Heart rate", "/min"), found);
      one(text, sections, row, 3, vital("9279-1", "Respiratory rate", "/min"), found);
      pressure(text, sections, row.start(4), row.end(5), row, 4, found);
      if (row.group(6) != null) {
        String oximetry = "Oxygen saturation in Arterial blood by Pulse oximetry";
        one(text, sections, row, 6, vital("59408-5", oximetry, "%"), found);
      }
    }
  }

  private void one(
      String text,
      List<Section> sections,
      Matcher row,
      int group,
      Measurable known,
      List<Measurement> found) {
    double value = Double.parseDouble(row.group(group));
    if (measurables.canBe(known.loinc(), value)) {
      Span span = new Span(row.start(group), row.end(group));
      Measurements.add(text, sections, span, known, value, null, found);
    }
  }

  private static void pains(String text, List<Section> sections, List<Measurement> found) {
    Matcher pain = PAIN.matcher(text);
    while (pain.find()) {
      int group = pain.group(1) != null ? 1 : 2;
      double score = Double.parseDouble(pain.group(group));
      if (score <= 10 && pain.group().indexOf('\n') < 0) {
        Measurements.add(
            text,
            sections,
            new Span(pain.start(), pain.end()),
            vital("72514-3", "Pain severity - 0-10 verbal numeric rating", "{score}"),
            score,
            null,
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
        Measurements.add(
            text,
            sections,
            new Span(matcher.start(), trimmedEnd(text, matcher)),
            temperature(celsius ? "Cel" : "[degF]"),
            value,
            null,
            found);
      }
    }
  }

  private static void degrees(String text, List<Section> sections, List<Measurement> found) {
    Matcher matcher = DEGREES.matcher(text);
    while (matcher.find()) {
      String unit = matcher.group(2).equals("C") ? "Cel" : "[degF]";
      double value = Double.parseDouble(matcher.group(1));
      Span span = new Span(matcher.start(), matcher.end());
      Measurements.add(text, sections, span, temperature(unit), value, null, found);
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
        Measurements.add(
            text,
            sections,
            new Span(matcher.start(), trimmedEnd(text, matcher)),
            vital("8302-2", "Body height", "[in_i]"),
            inches,
            null,
            found);
      }
    }
  }
}
