package io.unichart.retrieval.answer;

import java.util.regex.Pattern;

/** Which of several values of one thing, measured one after the other, a question asks for. */
enum Order {
  FIRST,
  LAST,
  ANY;

  private static final Pattern ASKS_FIRST =
      Pattern.compile(
          "(?i)\\b(?:first|earliest|initial|initially)\\b(?![- ]?(?:line|choice|dose|aid|trimester|name|agent))");
  private static final Pattern ASKS_LAST =
      Pattern.compile(
          "(?i)\\b(?:last|latest|most recent(?:ly)?|newest|current(?:ly)?|now|to date)\\b"
              + "(?! (?:week|month|year|night|summer|winter|fall|autumn|spring|time|few|two|three|\\d|name))");
  private static final Pattern ASKS_FORMER =
      Pattern.compile("(?i)\\b(?:before|prior|previous(?:ly)?|earlier|preceding|former)\\b");

  static Order askedBy(String question) {
    if (ASKS_FORMER.matcher(question).find()) {
      return ANY;
    }
    return ASKS_LAST.matcher(question).find()
        ? LAST
        : ASKS_FIRST.matcher(question).find() ? FIRST : ANY;
  }
}
