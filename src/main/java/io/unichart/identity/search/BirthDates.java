package io.unichart.identity.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Days as people type them, and as records hold them. */
final class BirthDates {

  private BirthDates() {}

  /** What three numbers may mean as a day: {@code 3/4/1987} may be March or April. */
  static Set<String> readings(List<String> parts) {
    Set<String> found = new LinkedHashSet<>();
    if (parts.size() != 3 || !parts.stream().allMatch(part -> part.matches("[0-9]{1,4}"))) {
      return found;
    }
    if (parts.get(2).length() == 4) {
      add(found, parts.get(2), parts.get(0), parts.get(1));
      add(found, parts.get(2), parts.get(1), parts.get(0));
    } else if (parts.get(0).length() == 4) {
      add(found, parts.get(0), parts.get(1), parts.get(2));
    }
    return found;
  }

  private static void add(Set<String> found, String year, String month, String day) {
    int m = Integer.parseInt(month);
    int d = Integer.parseInt(day);
    if (m >= 1 && m <= 12 && d >= 1 && d <= 31) {
      found.add("%s%02d%02d".formatted(year, m, d));
    }
  }
}
