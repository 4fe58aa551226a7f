package io.unichart.chart;

import io.unichart.identity.PersonDetails.PersonName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The patient's name in the beginning of a note. */
final class HeaderName {

  private static final String WORD = "\\p{Lu}[\\p{L}'\u2019.-]*";

  private static final String SMALL =
      "(?:(?:de|del|der|di|da|la|le|van|von|bin|al|el|dos|y|e)[ ])*";

  private static final String FIRST = SMALL + WORD;
  private static final String REST = "(?:,?[ ]" + SMALL + WORD + "){1,4}";

  /** Two words or more with capitals, parted by blanks or by the comma of "Last, First". */
  private static final String FULL = FIRST + REST;

  private static final String NICKNAME =
      "(?:[ ][\"\u201c\u2018(][\\p{L} ]+[\"\u201d\u2019)](?=[ ]\\p{Lu}))?";

  private static final Pattern LABELLED =
      Pattern.compile(
          "(?im:^[\\s*#_>|-]*(?:patient(?:in)?(?:'s|\u2019s)?(?: name)?|pt(?:\\.| name)?|name(?: of patient)?|child|client|re|regarding)"
              + "[\\s*_]*[:\u2013-][\\s*_]*)("
              + FIRST
              + NICKNAME
              + REST
              + "|(?:Mr|Mrs|Ms|Miss|Dr)\\.?[ ]"
              + WORD
              + ")");
  private static final Pattern SPOKEN =
      Pattern.compile("(?:\\b(?:[Pp]atient|PATIENT|[Pp]t|PT)\\b\\.?)[ ](" + FULL + ")");

  /** The line that tells birth date or number, with the name before it. */
  private static final Pattern BESIDE =
      Pattern.compile(
          "(?m)^[\\s*#_>|-]*(?:(?:RE|Re)[:.]?[ ])?("
              + FULL
              + ")(?=[,;|( ][^\\n]{0,30}(?i:\\bDOB\\b|\\bdate of birth\\b|\\bborn\\b|\\bMRN\\b))");

  private static final Set<String> TITLES =
      Set.of("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau");
  private static final Set<String> SUFFIXES = Set.of("jr", "sr", "ii", "iii", "iv");
  private static final Set<String> PARTICLES =
      Set.of(
          "de", "del", "der", "di", "da", "la", "le", "van", "von", "bin", "al", "el", "dos", "y",
          "e");

  /** What ends a name when it stands in capitals like a name. */
  private static final Set<String> NO_NAMES =
      Set.of(
          "dob",
          "mrn",
          "sex",
          "age",
          "date",
          "born",
          "male",
          "female",
          "gender",
          "note",
          "visit",
          "name",
          "patient",
          "pt",
          "unknown",
          "id",
          "information",
          "history",
          "record",
          "records",
          "clinic",
          "hospital",
          "center",
          "medical",
          "department",
          "ssn",
          "doe-test",
          "reports",
          "presents",
          "denies",
          "seen",
          "md",
          "rn",
          "np",
          "pa",
          "do",
          "phd",
          "encounter",
          "summary",
          "education",
          "instructions",
          "portal",
          "safety",
          "care",
          "advised",
          "will",
          "was",
          "is");

  private HeaderName() {}

  /** The names that stand where a patient's name stands, the surest first. */
  static Set<String> candidates(String head) {
    String plain = head.replace('\t', ' ').replace("\r", "");
    Set<String> names = new LinkedHashSet<>();
    for (Pattern pattern : List.of(LABELLED, BESIDE, SPOKEN)) {
      Matcher matcher = pattern.matcher(plain);
      while (matcher.find()) {
        String name = cut(matcher.group(1));
        if (name != null) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** The words up to the first that is none of a name; null when too few are left. */
  private static @Nullable String cut(String found) {
    List<String> kept = new ArrayList<>();
    for (String word :
        found.replaceAll("[\"\u201c\u2018(][\\p{L} ]+[\"\u201d\u2019)][ ]", "").split(" ")) {
      String bare = bare(word);
      if (NO_NAMES.contains(bare)) {
        break;
      }
      kept.add(word);
      boolean ends = word.endsWith(".") && bare.length() > 3;
      if (ends) {
        break;
      }
    }
    if (!kept.isEmpty()) {
      int last = kept.size() - 1;
      kept.set(last, kept.get(last).replaceAll("[.,]+$", ""));
    }
    while (!kept.isEmpty() && PARTICLES.contains(bare(kept.get(kept.size() - 1)))) {
      kept.remove(kept.size() - 1);
    }
    long real = kept.stream().filter(word -> !TITLES.contains(bare(word))).count();
    boolean titled = kept.size() > real;
    return real >= 2 || (real == 1 && titled) ? String.join(" ", kept) : null;
  }

  private static String bare(String word) {
    return word.replaceAll("[.,]+$", "").toLowerCase(Locale.ROOT);
  }

  /** Whether the names are of more than one person: no family name in common. */
  static boolean differ(Set<String> names) {
    Set<String> families = new LinkedHashSet<>();
    for (String name : names) {
      PersonName parsed = parse(name);
      String given =
          parsed.given() == null || parsed.given().isEmpty() ? "" : parsed.given().get(0);
      String initial = given.isEmpty() ? "" : given.substring(0, 1);
      families.add((parsed.family() + " " + initial).toLowerCase(Locale.ROOT));
    }
    return families.size() > 1;
  }

  /** "Tobias Lindqvist", "OYELARAN, MARCUS A.", "Mrs. Ana de la Cruz Jr." */
  static PersonName parse(String text) {
    int comma = text.indexOf(',');
    List<String> suffix = new ArrayList<>();
    List<String> family;
    List<String> given;
    if (comma > 0 && !SUFFIXES.contains(bare(text.substring(comma + 1).strip()))) {
      family = words(text.substring(0, comma), suffix);
      given = words(text.substring(comma + 1), suffix);
    } else {
      List<String> all = words(text.replace(",", " "), suffix);
      int from = all.size() - 1;
      while (from > 1 && PARTICLES.contains(all.get(from - 1).toLowerCase(Locale.ROOT))) {
        from--;
      }
      family = all.subList(Math.max(0, from), all.size());
      given = all.subList(0, Math.max(0, from));
    }
    return new PersonName(
        null,
        String.join(" ", family),
        List.copyOf(given),
        null,
        suffix.isEmpty() ? null : List.copyOf(suffix));
  }

  private static List<String> words(String text, List<String> suffix) {
    List<String> words = new ArrayList<>();
    for (String word : Arrays.asList(text.strip().split("\\s+"))) {
      String bare = bare(word);
      if (SUFFIXES.contains(bare)) {
        suffix.add(word);
      } else if (!bare.isEmpty() && !TITLES.contains(bare)) {
        words.add(word.replaceAll("[.,]+$", ""));
      }
    }
    return words;
  }
}
