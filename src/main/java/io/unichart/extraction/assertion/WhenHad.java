package io.unichart.extraction.assertion;

import io.unichart.extraction.text.Token;
import java.util.List;
import java.util.Set;

/** Whether the words around a mention put it into a month that is over, or into these days. */
final class WhenHad {

  private static final Set<String> MONTHS =
      Set.of(
          ("january february march april may june july august september october november december jan feb"
                  + " mar apr jun jul aug sep sept oct nov dec spring summer autumn fall winter")
              .split(" "));

  private static final Set<String> HAD =
      Set.of("had", "was", "were", "got", "suffered", "treated", "underwent", "caught");

  /** What was found in a month lasts, and what is due in one has not been yet. */
  private static final Set<String> STILL =
      Set.of("diagnosed", "dx'd", "dx", "due", "scheduled", "will", "starting", "seen", "booked");

  private static final Set<String> SHORT_TIMES =
      Set.of(
          "day", "days", "d", "hour", "hours", "hr", "hrs", "week", "weeks", "wk", "wks", "month",
          "months", "mo");

  private static final int NEAR = 8;

  private WhenHad() {}

  /**
   * "Had croup in February", "her first ear infection was in October".
   *
   * @param t index of the mention
   * @return the index of the word before the month, or -1
   */
  static int month(List<Token> tokens, int t) {
    int month = -1;
    for (int k = t + 1; k + 1 < Math.min(tokens.size(), t + NEAR + 1) && month < 0; k++) {
      String norm = tokens.get(k).norm();
      if (norm.equals(";") || norm.equals("since")) {
        return -1;
      }
      boolean then = norm.equals("in") || norm.equals("last");
      month = then && MONTHS.contains(tokens.get(k + 1).norm()) ? k : -1;
    }
    boolean had = false;
    for (int k = 0; k < month; k++) {
      String norm = tokens.get(k).norm();
      if (STILL.contains(norm)) {
        return -1;
      }
      had |= HAD.contains(norm);
    }
    return had ? month : -1;
  }

  /** "fever x 5 days": how long it has lasted, in times too short for a history. */
  static boolean lastsDays(List<Token> tokens, int from) {
    for (int k = from; k + 2 < tokens.size(); k++) {
      boolean lasts = tokens.get(k).is("x") || tokens.get(k).is("for") || tokens.get(k).is("since");
      if (lasts && tokens.get(k + 1).isNumber() && SHORT_TIMES.contains(tokens.get(k + 2).norm())) {
        return true;
      }
    }
    return false;
  }
}
