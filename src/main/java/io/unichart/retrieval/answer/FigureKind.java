package io.unichart.retrieval.answer;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What sort of figure a question asks for: a size is not answered by a year, nor an age by a dose.
 */
enum FigureKind {
  SIZE(
      "\\bhow (?:large|big|small|wide|deep|thick)\\b|\\bwhat (?:is|was|were|are) the (?:size|diameter|dimensions?)\\b|\\bwhat size\\b",
      "\\d\\s?(?:-\\s?)?(?:cm|mm|inch|inches|in\\.|centim|millim|\")|\\d\\s?[x\u00d7]\\s?\\d|\\b(?:pea|coin|egg|golf|grape|walnut)\\b"),
  AGE(
      "\\bhow old\\b|\\b(?:at|of) (?:which|what) age\\b|\\bwhat age\\b",
      "\\d\\s?(?:-\\s?)?(?:years?|yrs?|yo\\b|y/?o\\b|y\\.o|months?|weeks?|days?)|\\bDOB\\b|\\bborn\\b|\\bage[ds]?\\b"
          + "|\\bat (?:age )?\\d{1,3}\\b|\\b\\d{1,3}\\s?[MF]\\b|\\bsince \\d{1,2}\\b|date of birth"),
  DISTANCE(
      "\\bhow far\\b(?! (?:along|apart))",
      "\\d\\s?(?:-\\s?)?(?:m|km|met(?:er|re)s?|miles?|feet|ft|blocks?|yards?|cm|degrees?|\u00b0)|\\d\\s?[\u00b0-]|\\b(?:blocks?|miles?)\\b"),
  SHARE("\\b(?:what|which) (?:percentage|percent|proportion|share)\\b", "%|\\bpercent\\b|\\d/\\d"),
  SPAN(
      "\\b(?:for )?how (?:long|many (?:minutes|hours|days|weeks|months|years))\\b",
      "\\d\\s?(?:-\\s?)?\\+?(?:min|minutes?|s|sec\\w*|h|hrs?|hours?|d|days?|weeks?|wks?|w|months?|mos?|years?|yrs?|y)\\b"
          + "|\\bsince\\b|\\b(?:two|three|four|five|six|seven|eight|nine|ten|an?|one|few|several|couple of|full|many) "
          + "(?:full )?(?:minutes?|hours?|days?|weeks?|months?|years?)\\b|\\buntil\\b|\\bthrough\\b|\\d{4}|\\b(?:cm|mm|day|night|overnight|lifelong|ever)\\b|\\blong-term\\b"),
  HOUR(
      "\\b(?:at )?(?:what|which) (?:time of (?:the )?day|part of the day|hour)\\b",
      "\\d:\\d\\d|\\b(?:mornings?|a\\.?m|p\\.?m|noon|midday|afternoons?|evenings?|nights?|midnight|bedtime|dinner|supper|lunch|"
          + "breakfast|dawn|dusk|day)\\b"),
  TIME(
      "\\b(?:when|how long ago|(?:in|at|on) (?:which|what) (?:year|month|week|time)) (?:did|was|were|has|had|is|are)\\b",
      "\\d{1,4}[-/.:]\\d{1,2}|\\b(?:19|20)\\d\\d\\b|\\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
          + "(?:uary|ruary|ch|il|ust|ember|tember|ober)?\\b|\\b(?:to|yester|mon|tues|wednes|thurs|fri|satur|sun|birth)?days?\\b"
          + "|\\b(?:ago|since|tonight|now|childhood|infancy|birth|at (?:the )?age|at \\d+|recently|after|before|during|"
          + "while|until|following|when|once|night|morning|evening|noon|postop\\w*|postpartum)\\b"
          + "|\\b(?:last|past|next|this) (?:week|month|year|night|spring|summer|fall|autumn|winter|few|\\d)"
          + "|\\b(?:weeks?|wks?|months?|mos?|years?|yrs?|hours?|hrs?|minutes?|mins?)\\b(?![- ]?old)"
          + "|\\d\\s?(?:d|w|wk|mo|y|yr|h|min)\\b|\\bx\\s?\\d");

  /** A number that is none of a name: not that of A1c, of PHQ-9 or of a list's item. */
  private static final Pattern FIGURE =
      Pattern.compile(
          "(?<![\\p{L}\\d])(?<!\\p{L}-)\\d|(?i:\\b[xq]\\s?\\d)|(?i:\\b(?:two|three|four|five|six|seven|eight|nine|"
              + "ten|eleven|twelve|once|twice|thrice|none|zero|half|single)\\b)|[\u00bd\u00bc\u00be]");

  private static final Pattern ITEM = Pattern.compile("^\\s*\\(?\\d{1,2}[.)]\\s+");

  private final Pattern question;
  private final Pattern statement;

  FigureKind(String question, String statement) {
    this.question = Pattern.compile(question, Pattern.CASE_INSENSITIVE);
    this.statement = Pattern.compile(statement, Pattern.CASE_INSENSITIVE);
  }

  /** The sort that a question asks for, null when any figure will do. */
  static @Nullable FigureKind askedBy(String question) {
    for (FigureKind kind : values()) {
      if (kind.question.matcher(question).find()) {
        return kind;
      }
    }
    return null;
  }

  /** Whether only such a figure answers; the others are rather said in words than these. */
  boolean isIndispensable() {
    return this == SIZE || this == AGE || this == SHARE || this == HOUR;
  }

  /** Whether the text has a figure of this sort. */
  boolean isIn(String text) {
    return statement.matcher(text).find();
  }

  /** Whether the text has a figure at all. */
  static boolean anyIn(String text) {
    return FIGURE.matcher(ITEM.matcher(text).replaceFirst("")).find();
  }
}
