package io.unichart.extraction.mentions;

import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a note says of its patient and of its own day.
 *
 * @param age in whole years as text, or as written for small children
 * @param gender male or female
 */
public record PatientInfo(
    @Nullable String age,
    @Nullable String gender,
    @Nullable LocalDate birthDate,
    @Nullable LocalDate documentDate) {

  /** "45F", "34 M": a number with a capital behind it; "F/U" and "98.6 F" are no such thing. */
  private static final String BARE =
      "(?<![\\w.,/])(\\d{1,3})\\s?(?:yo\\s?)?((?-i:[FM])|(?<=\\d\\d)(?<!(?:12|15|18|24|30|36))[fm](?=,|\\s(?:w/|with|c/o|here|presents|hx|h/o|pmh|s/p)))\\b"
          + "(?!\\s?[:/\u00b0]|\\.\\d|\\s(?:hr|p|pulse|bp|rr|spo2|temp\\w*|fever|oral\\w*|rectal\\w*)\\b)";

  /** What was measured or where somebody lies, and the number of it. */
  private static final Pattern MEASURED =
      Pattern.compile(
          "(?i)(?:^|[^\\w])(?:t|temp\\w*|t-?max|fevers?|febrile|afebrile|wt|weight|ht|height|hr|pulse|p|r|rr|bp|bmi|spo2|o2|sats?|bg|fsbs|glucose|room|rm|bed|apt|unit|in|q|every|x|for|after|over|oral|rectal|axillary|tympanic)(?:\\s*(?:[:=(,-]|\\b(?:of|is|was|at|to|up|as|high|max|current|currently|today)\\b))*\\s*$");

  /** Where temperatures are told of, such a number of degrees is one. */
  private static final Pattern WARM =
      Pattern.compile(
          "(?i)(?:\\b(?:temp\\w*|t-?max|fevers?|febrile|afebrile|vs|vitals?|hr|bp)\\b|\\bT\\b)[^;\\n]{0,40}$");

  private static final Pattern AGE =
      Pattern.compile(
          "(?=[\\da])(?:\\b(\\d{1,3})\\s*[- ]?\\s*(?:years?|yrs?|y)[- ]?\\s*(?:old|/?\\s?o\\b)|\\b(\\d{1,3})\\s*(?:yo|y/o|y\\.o\\.)(?![a-z])|(?<!\\b(?:at|by|from|since|until|bone|the|onset|gestational)\\s)\\bage\\s*:?\\s*(\\d{1,3})\\b(?!\\s*(?:weeks|wks?))|(?<![\\w./])(?<!\\b(?:in|x|for|rtc|q|after|every|past|last|next|over|the)\\s)(\\d{1,2}\\s?(?:mo|wk|do)(?:\\s?old)?)(?=\\s?(?-i:[FM])\\b(?!/))|\\b(\\d{1,2}[- ](?:month|week|day)[- ]old)\\b(?!\\s+(?:\\w+\\s+)?(?:injury|wound|rash|lac(?:eration)?|infarct\\w*|burn|fracture|h(?:a)?ematoma|bite|scar|sutures?|dressing|prescription|ulcer|bruis\\w+|cut|lesion))|"
              + BARE
              + ")",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern GENDER =
      Pattern.compile(
          "(?=[\\dmfwglbs])(?:\\b(?:(?:sex|gender)\\s*:?\\s*)?(male|female|man|woman|gentleman|lady|boy|girl)\\b|\\b(?:sex|gender)\\s*:\\s*([mf])\\b|(?<![\\w.])(?:\\d{1,3}\\s?(?:yo|y/o|y\\.o\\.)|(?<!\\b(?:in|x|for|rtc|q|after|every|past|last|next|over|the)\\s)\\d{1,2}\\s?(?:mo|wk|do))\\s?([mf])\\b(?!/)|"
              + BARE
              + ")",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BORN =
      Pattern.compile(
          "\\b(?:dob|d\\.o\\.b\\.?|date of birth|birth ?date|born)\\s*(?:on)?\\s*[:.-]?\\s*"
              + Dates.ANY,
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DATED =
      Pattern.compile(
          "\\b(?:encounter date|date of (?:service|visit|encounter|exam(?:ination)?|note)|visit date|service date|note date|dos|date seen|discharge date|discharged|date of discharge|date)\\s*[:.-]?\\s*"
              + Dates.ANY,
          Pattern.CASE_INSENSITIVE);

  private static final int NEAR = 60;

  /** Degrees Fahrenheit of the living. */
  private static final int COLDEST = 90;

  private static final int OLDEST = 125;

  private static final int HOTTEST = 110;

  static PatientInfo of(String text) {
    LocalDate born = date(BORN, text);
    LocalDate dated = date(DATED, text);
    dated = dated == null ? firstLine(text) : dated;
    return new PatientInfo(age(text, born, dated), gender(text), born, dated);
  }

  private static @Nullable LocalDate date(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Dates.parse(matcher.group(matcher.groupCount())) : null;
  }

  /** "Clinic note, 14 May 2026": a date in the note's first line is the note's. */
  private static @Nullable LocalDate firstLine(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    Matcher matcher = Pattern.compile(Dates.ANY, Pattern.CASE_INSENSITIVE).matcher(line);
    return BORN.matcher(line).find() || !matcher.find() ? null : Dates.parse(matcher.group(1));
  }

  private static @Nullable String age(
      String text, @Nullable LocalDate born, @Nullable LocalDate dated) {
    Matcher matcher = AGE.matcher(text);
    while (matcher.find()) {
      for (int group = 1; group <= 6; group++) {
        String age = matcher.group(group);
        if (age != null
            && (group == 4 || group == 5 || Integer.parseInt(age) <= OLDEST)
            && !isRelative(text, matcher.start())
            && !(group == 6 && isMeasured(text, matcher.start(6), Integer.parseInt(age)))) {
          return group == 4 ? inWords(age) : age;
        }
      }
    }
    if (born != null && dated != null && !born.isAfter(dated)) {
      return String.valueOf(Period.between(born, dated).getYears());
    }
    return null;
  }

  /** "10 mo", "6wk old", "3 do" as "10-month-old" and so on. */
  private static String inWords(String age) {
    String number = age.replaceAll("\\D.*", "");
    String unit = age.replaceAll("[\\d\\s]", "").toLowerCase(Locale.ROOT);
    return number
        + (unit.startsWith("mo") ? "-month" : unit.startsWith("w") ? "-week" : "-day")
        + "-old";
  }

  /** "T 98 F" is a temperature, "bed 12 M" a place, "in 3 M" a time. */
  private static boolean isMeasured(String text, int at, int number) {
    String before = text.substring(Math.max(0, at - NEAR), at);
    before = before.substring(before.lastIndexOf('\n') + 1);
    return MEASURED.matcher(before).find()
        || (number >= COLDEST && number <= HOTTEST && WARM.matcher(before).find());
  }

  /** "her 12-year-old son" is not the patient. */
  private static boolean isRelative(String text, int at) {
    String before = text.substring(Math.max(0, at - 16), at).toLowerCase(Locale.ROOT);
    String after = text.substring(at, Math.min(text.length(), at + 40)).toLowerCase(Locale.ROOT);
    return before.matches("(?s).*\\b(?:his|her|their)\\s+$")
        || after.matches(
            "(?s)\\S+(?:\\s+\\S+)?\\s+(?:son|daughter|mother|father|sister|brother)\\b.*");
  }

  private static @Nullable String gender(String text) {
    Matcher matcher = GENDER.matcher(text);
    while (matcher.find()) {
      String word = matcher.group().toLowerCase(Locale.ROOT);
      String before =
          text.substring(Math.max(0, matcher.start() - 20), matcher.start())
              .toLowerCase(Locale.ROOT);
      boolean anothers = before.matches("(?s).*\\b(?:with a|by a|partner)\\s*$");
      boolean measured =
          matcher.group(4) != null
              && isMeasured(text, matcher.start(4), Integer.parseInt(matcher.group(4)));
      if (!anothers && !measured) {
        boolean female = word.matches(".*\\b(?:female|woman|lady|girl|f)$") || word.endsWith("f");
        return female ? "female" : "male";
      }
    }
    return byPronoun(text);
  }

  /** "G3P1011": pregnancies and births are counted. */
  private static final Pattern GRAVIDA = Pattern.compile("\\bG\\d{1,2},?\\s?P\\d");

  private static @Nullable String byPronoun(String text) {
    if (GRAVIDA.matcher(text).find()) {
      return "female";
    }
    if (Pattern.compile("\\b(?:Ms|Mrs|Miss)\\b").matcher(text).find()) {
      return "female";
    }
    if (Pattern.compile("\\bMr\\b").matcher(text).find()) {
      return "male";
    }
    long she =
        Pattern.compile("\\b(?:she|her|hers|herself)\\b", Pattern.CASE_INSENSITIVE)
            .matcher(text)
            .results()
            .count();
    long he =
        Pattern.compile("\\b(?:he|his|him|himself)\\b", Pattern.CASE_INSENSITIVE)
            .matcher(text)
            .results()
            .count();
    if (she >= 2 && she > 2 * he) {
      return "female";
    }
    return he >= 2 && he > 2 * she ? "male" : null;
  }
}
