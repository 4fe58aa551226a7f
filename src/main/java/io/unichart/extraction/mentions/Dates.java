package io.unichart.extraction.mentions;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates as notes write them: 2025-03-12, 3/12/2025, March 12, 2025, 12 Mar 2025. */
final class Dates {

  private static final String MONTH =
      "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";

  /** One group: the date. */
  static final String ANY =
      "(\\d{4}-\\d{1,2}-\\d{1,2}|\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}|"
          + MONTH
          + "\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}|\\d{1,2}(?:st|nd|rd|th)?[\\s-]+"
          + MONTH
          + "[\\s,-]+\\d{4})";

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private Dates() {}

  static @Nullable LocalDate parse(@Nullable String written) {
    if (written == null) {
      return null;
    }
    String text = written.toLowerCase(Locale.ROOT);
    Matcher numbers = Pattern.compile("\\d+").matcher(text);
    int[] found = new int[3];
    int count = 0;
    while (numbers.find() && count < 3) {
      found[count++] = Integer.parseInt(numbers.group());
    }
    Matcher word =
        Pattern.compile("[a-z]{3,}").matcher(text.replaceAll("(?<=\\d)(?:st|nd|rd|th)", ""));
    try {
      if (word.find() && count == 2) {
        return LocalDate.of(found[1], 1 + MONTHS.indexOf(word.group().substring(0, 3)), found[0]);
      }
      if (count < 3) {
        return null;
      }
      if (found[0] > 999) {
        return LocalDate.of(found[0], found[1], found[2]);
      }
      int year = found[2] < 100 ? found[2] + (found[2] > 40 ? 1900 : 2000) : found[2];
      return found[0] > 12
          ? LocalDate.of(year, found[1], found[0])
          : LocalDate.of(year, found[0], found[1]);
    } catch (DateTimeException e) {
      return null; // an impossible date is no date
    }
  }
}
