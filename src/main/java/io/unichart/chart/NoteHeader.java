package io.unichart.chart;

import io.unichart.identity.PersonDetails;
import io.unichart.identity.PersonDetails.Identifier;
import io.unichart.identity.PersonDetails.PersonName;
import io.unichart.platform.Sha256;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the beginning of a note says of its patient. Only labelled values count, and names beside
 * them: a name somewhere in the text may be anybody's.
 *
 * @param name as it can be matched; null when the note gives none
 * @param contradictory whether the note names two patients, or gives two record numbers or birth
 *     dates: such a note is never attached without a person's decision
 */
record NoteHeader(
    @Nullable PersonName name,
    @Nullable LocalDate birthDate,
    @Nullable String recordNumber,
    @Nullable String socialSecurityNumber,
    @Nullable String sex,
    boolean contradictory) {

  private static final int LONGEST = 1_500;

  private static final Pattern BORN =
      Pattern.compile(
          "(?i)(?:\\bdob\\b|\\bd\\.o\\.b\\.?|\\bdate of birth\\b|\\bbirth ?date\\b|\\bborn\\b(?: on)?|\\bgeb\\.)"
              + "[\\s:*_|#-]{0,6}("
              + HeaderDate.FORM
              + ")");
  private static final Pattern RECORD_NUMBER =
      Pattern.compile(
          "(?i)\\b(?:mrn|m\\.r\\.n\\.|medical record (?:number|no\\.?|#)|med\\.? rec\\.? (?:number|no\\.?|#)"
              + "|record (?:number|no\\.?|#)|chart (?:number|no\\.?|#)|hospital (?:number|no\\.?))"
              + "[\\s:#*_|.]{0,6}((?=[A-Z-]*\\d)[A-Z0-9][A-Z0-9-]{2,24})\\b");
  private static final Pattern SOCIAL_SECURITY =
      Pattern.compile(
          "(?i)\\b(?:ssn|social security(?: number| no\\.?)?)[\\s:#*_|]{0,6}(\\d{3}-?\\d{2}-?\\d{4})\\b");
  private static final Pattern SEX =
      Pattern.compile("(?i)\\b(?:sex|gender)\\b[\\s:*_|]{0,6}(female|male|f|m)\\b");
  private static final Pattern BARE_SEX =
      Pattern.compile(
          "(?:^|[,|(/\\s])(?:\\d{1,3}\\s?(?:yo|y/o|year[- ]old)\\s)?([FM]|[Ff]emale|[Mm]ale|FEMALE|MALE|weiblich|m\u00e4nnlich)(?=[,|)/.\\s]|$)");

  /** Labels in one place, values in another: "Name/DOB/Sex/MRN: A / B / C / D". */
  private static final Pattern LABELS_FIRST =
      Pattern.compile("(?im)^\\s*(name(?:\\s*/\\s*(?:dob|sex|mrn|age)){1,4})\\s*:\\s*(.+)$");

  static NoteHeader of(String text) {
    String head = spelledOut(text.substring(0, Math.min(LONGEST, text.length())));
    Set<String> names = HeaderName.candidates(head);
    Set<String> numbers = all(RECORD_NUMBER, head);
    Set<LocalDate> births = births(head);
    PersonName name = names.stream().findFirst().map(HeaderName::parse).orElse(null);
    return new NoteHeader(
        name,
        births.stream().findFirst().orElse(null),
        numbers.stream().findFirst().orElse(null),
        all(SOCIAL_SECURITY, head).stream().findFirst().orElse(null),
        sex(head),
        numbers.size() > 1 || births.size() > 1 || HeaderName.differ(names));
  }

  /** The characters in which a header is looked for, as they stand. */
  static String beginning(String text) {
    int characters = Math.min(LONGEST, text.codePointCount(0, text.length()));
    return text.substring(0, text.offsetByCodePoints(0, characters));
  }

  /** Gives every value its own label. */
  private static String spelledOut(String head) {
    Matcher line = LABELS_FIRST.matcher(head);
    if (!line.find()) {
      return head;
    }
    String[] labels = line.group(1).split("\\s*/\\s*");
    String[] values = line.group(2).split("\\s+/\\s+|\\s*\\|\\s*");
    if (labels.length != values.length) {
      return head;
    }
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      pairs.add(labels[i] + ": " + values[i].strip());
    }
    return head.substring(0, line.start())
        + "\n"
        + String.join("\n", pairs)
        + head.substring(line.end());
  }

  private static Set<String> all(Pattern pattern, String head) {
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = pattern.matcher(head);
    while (matcher.find()) {
      found.add(matcher.group(1).toUpperCase(Locale.ROOT));
    }
    return found;
  }

  private static Set<LocalDate> births(String head) {
    Set<LocalDate> births = new LinkedHashSet<>();
    Matcher matcher = BORN.matcher(head);
    while (matcher.find()) {
      LocalDate date = HeaderDate.parse(matcher.group(1));
      if (date != null) {
        births.add(date);
      }
    }
    return births;
  }

  private static @Nullable String sex(String head) {
    Matcher labelled = SEX.matcher(head);
    if (labelled.find()) {
      return word(labelled.group(1));
    }
    for (String line : head.split("\n")) {
      if (BORN.matcher(line).find() || RECORD_NUMBER.matcher(line).find()) {
        Matcher bare = BARE_SEX.matcher(line);
        if (bare.find()) {
          return word(bare.group(1));
        }
      }
    }
    return null;
  }

  private static String word(String sex) {
    char first = Character.toLowerCase(sex.charAt(0));
    return first == 'f' || first == 'w' ? "female" : "male";
  }

  /** Whether there is anything to look for. */
  boolean saysWho() {
    return name != null || recordNumber != null || socialSecurityNumber != null;
  }

  /** Whether two independent things are known, so that a match can be certain. */
  boolean saysEnough() {
    int known = name == null ? 0 : 1;
    known += birthDate == null ? 0 : 1;
    known += recordNumber == null && socialSecurityNumber == null ? 0 : 1;
    return known >= 2;
  }

  /** The same as a partial record that can be looked up. */
  PersonDetails person() {
    List<Identifier> identifiers = new ArrayList<>();
    if (recordNumber != null) {
      identifiers.add(new Identifier("MRN", null, recordNumber, null, null));
    }
    if (socialSecurityNumber != null) {
      identifiers.add(new Identifier("SSN", null, socialSecurityNumber, null, null));
    }
    return PersonDetails.of(
        name, identifiers, sex, birthDate == null ? null : birthDate.toString(), null, null);
  }

  /** Tells whether two headers say the same, without saying it. */
  byte[] fingerprint() {
    PersonName known = name;
    String who = known == null ? "" : known.family() + "\n" + known.given() + "\n" + known.suffix();
    String said =
        who
            + ("\n" + birthDate + "\n" + recordNumber + "\n" + socialSecurityNumber)
            + ("\n" + sex + "\n" + contradictory);
    return Sha256.of(said);
  }

  /** Identifying by nature, hence says nothing. */
  @Override
  public String toString() {
    return "NoteHeader[…]";
  }
}
