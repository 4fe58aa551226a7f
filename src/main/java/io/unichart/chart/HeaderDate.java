package io.unichart.chart;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A birth date as notes write it: 1958-11-23, 11/23/1958, 23.11.1958, November 23rd, 1958, 23 Nov
 * 1958. With slashes the month comes first, as in the United States, unless it cannot be one.
 */
final class HeaderDate {

  private static final String MONTHS =
      "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";

  /** What a date looks like, without groups. */
  static final String FORM =
      "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](?:\\d{4}|\\d{2})\\b"
          + "|"
          + MONTHS
          + "\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}"
          + "|\\d{1,2}(?:st|nd|rd|th)?[\\s-]+"
          + MONTHS
          + ",?[\\s-]+\\d{4}";

  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,4})([-/.])(\\d{1,2})[-/.](\\d{1,4})");
  private static final Pattern MONTH = Pattern.compile("(?i)" + MONTHS);
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final List<String> NAMES =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private HeaderDate() {}

  static @Nullable LocalDate parse(String text) {
    try {
      LocalDate date = date(text);
      boolean possible =
          date != null && date.getYear() >= 1880 && !date.isAfter(LocalDate.now().plusDays(1));
      return possible ? date : null;
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }

  private static @Nullable LocalDate date(String text) {
    Matcher month = MONTH.matcher(text);
    if (month.find()) {
      List<Integer> numbers =
          DIGITS.matcher(text).results().map(number -> Integer.valueOf(number.group())).toList();
      int named = NAMES.indexOf(month.group().substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
      return numbers.size() == 2 ? LocalDate.of(numbers.get(1), named, numbers.get(0)) : null;
    }
    Matcher numbers = NUMBERS.matcher(text);
    if (!numbers.find()) {
      return null;
    }
    int first = Integer.parseInt(numbers.group(1));
    int second = Integer.parseInt(numbers.group(3));
    int last = Integer.parseInt(numbers.group(4));
    if (numbers.group(1).length() == 4) {
      return LocalDate.of(first, second, last);
    }
    int year = numbers.group(4).length() == 2 ? century(last) : last;
    boolean dayFirst = numbers.group(2).equals(".") ? second <= 12 : first > 12;
    return dayFirst ? LocalDate.of(year, second, first) : LocalDate.of(year, first, second);
  }

  /** Nobody is born in the future. */
  private static int century(int year) {
    int now = LocalDate.now().getYear();
    return year + 2000 > now ? year + 1900 : year + 2000;
  }
}
