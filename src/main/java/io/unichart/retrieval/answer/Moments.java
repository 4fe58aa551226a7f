package io.unichart.retrieval.answer;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dates of a text, those of birth aside. Of 03/04/2025 the month is read first, as most of the
 * notes have it, unless it cannot be.
 */
final class Moments {

  private static final String MONTH =
      "(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile("(?<!\\d)(?<y>(?:19|20)\\d\\d)-(?<m>\\d{1,2})-(?<d>\\d{1,2})(?!\\d)"),
          Pattern.compile(
              "(?<![\\d/])(?<m>\\d{1,2})/(?<d>\\d{1,2})/(?<y>(?:19|20)?\\d\\d)(?![\\d/])"),
          Pattern.compile(
              "(?<![\\d.])(?<d>\\d{1,2})\\.(?<m>\\d{1,2})\\.(?<y>(?:19|20)\\d\\d)(?!\\d)"),
          Pattern.compile(
              "(?i)\\b" + MONTH + " (?<d>\\d{1,2})(?:st|nd|rd|th)?,? (?<y>(?:19|20)\\d\\d)\\b"),
          Pattern.compile("(?i)\\b(?<d>\\d{1,2})\\.? " + MONTH + ",? (?<y>(?:19|20)\\d\\d)\\b"),
          Pattern.compile("(?i)\\b" + MONTH + ",? (?<y>(?:19|20)\\d\\d)\\b"),
          Pattern.compile("(?<![\\d/.])(?<m>\\d{1,2})[/.](?<y>(?:19|20)\\d\\d)\\b"));
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final Pattern BIRTH =
      Pattern.compile("(?i)(?:\\bdob\\b|\\bborn\\b|birth|\\bgeb\\b)[^\\n\\d]{0,20}$");
  private static final int LOOK_BACK = 30;

  private Moments() {}

  /** Its dates in the order of their forms, each once; a month alone is its first day. */
  static List<LocalDate> in(String text) {
    List<LocalDate> dates = new ArrayList<>();
    StringBuilder rest = new StringBuilder(text);
    for (Pattern form : FORMS) {
      Matcher found = form.matcher(rest.toString());
      while (found.find()) {
        String before = rest.substring(Math.max(0, found.start() - LOOK_BACK), found.start());
        LocalDate date = date(found, form.pattern());
        if (date != null && !dates.contains(date) && !BIRTH.matcher(before).find()) {
          dates.add(date);
        }
        for (int i = found.start(); i < found.end(); i++) {
          rest.setCharAt(i, ' ');
        }
      }
    }
    return dates;
  }

  /** What a question about the month and year of these dates asks for. */
  static Set<String> concepts(List<LocalDate> dates) {
    Set<String> concepts = new HashSet<>();
    for (LocalDate date : dates) {
      concepts.add("=month " + date.getMonthValue());
      concepts.add(String.valueOf(date.getYear()));
    }
    return concepts;
  }

  private static @Nullable LocalDate date(Matcher found, String form) {
    int year = Integer.parseInt(found.group("y"));
    int month =
        form.contains("<m>")
            ? Integer.parseInt(found.group("m"))
            : MONTHS.indexOf(found.group("month").toLowerCase(Locale.ROOT)) + 1;
    int day = form.contains("<d>") ? Integer.parseInt(found.group("d")) : 1;
    if (month > MONTHS.size()) {
      int swapped = month;
      month = day;
      day = swapped;
    }
    try {
      return LocalDate.of(year < 100 ? 2000 + year : year, month, day);
    } catch (DateTimeException impossible) {
      return null;
    }
  }
}
