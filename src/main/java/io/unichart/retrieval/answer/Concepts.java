package io.unichart.retrieval.answer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text is about, with different words for one thing brought together.
 *
 * <p>A text yields its words' stems and, for every phrase that the list knows, the name of what it
 * means; a question yields the names alone, so that "blood pressure" asks for a pressure and not
 * for blood. A number with a unit of mass also says that a text speaks of a medication and its
 * dose.
 */
final class Concepts {

  private static final Pattern TOKEN =
      Pattern.compile(
          "[a-z]+\\d+[a-z0-9]*|[a-z]+|\\d[\\d,]*(?:\\.\\d+)?(?:[/\\u2013-]\\d+(?:\\.\\d+)?)*");
  private static final Pattern DOSE =
      Pattern.compile(
          "\\d\\s?(?:mg|mcg|g|milligrams?|micrograms?|grams?|units?|ml|puffs?|sprays?|tabs?|tablets?|caps?|capsules?|mme)\\b"
              + "(?!\\s?/\\s?dl)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DATE =
      Pattern.compile(
          "\\b(?:\\d{4}-(\\d{1,2})-\\d{1,2}|(\\d{1,2})[/.](\\d{1,2})[/.]\\d{2,4}|(\\d{1,2})/\\d{4})\\b");
  private static final Pattern SPAN =
      Pattern.compile(
          "\\d\\+?\\s?(?:-\\s?)?(?:min|minutes?|hours?|hrs?|h|days?|weeks?|wks?|months?|years?|yrs?)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ONSET =
      Pattern.compile(
          "\\bx\\s?\\d+(?:[-\\u2013]\\d+)?\\s?(?:d|days?|wks?|weeks?|mos?|months?|hrs?|hours?|yrs?|years?)\\b"
              + "|\\b(?:since|began|started|onset)\\b|\\b(?:for|over) the (?:past|last)\\b"
              + "|\\d[- ](?:days?|weeks?|months?|years?)[- ](?:history|ago)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern RATE =
      Pattern.compile(
          "\\b(?:daily|weekly|monthly|annual(?:ly)?|yearly|quarterly|once|twice|every|each|per|bid|tid|"
              + "qid|qd|qhs|prn|q\\d+(?:[-\\u2013]\\d+)?h?)\\b|/\\s?(?:day|wk|week|month|yr|year)",
          Pattern.CASE_INSENSITIVE);

  /** What may be, not what is in May. */
  static final Pattern MAY_BE =
      Pattern.compile("\\bmay\\b|(?<=^|[?.!] )May (?=he|she|it|they|the|I|we|you|patients?|an?)");

  private static final Pattern OF_SIX = Pattern.compile("(?<![\\d/])[1-6](?:-[2-6])?/6(?![\\d/])");
  private static final Pattern CHEST_XRAY =
      Pattern.compile(
          "(?i)\\bcxr\\b|\\bchest (?:x-?rays?|radiograph\\w*|films?)\\b|\\b(?:x-?rays?|radiographs?|films?) of the chest\\b");
  private static final Pattern POTASSIUM = Pattern.compile("\\bK\\+? \\d");
  private static final Pattern SODIUM = Pattern.compile("\\bNa\\+? \\d");
  private static final Pattern CREATININE = Pattern.compile("\\bCr \\d");
  private static final Pattern GESTATION =
      Pattern.compile("\\b\\d{1,2} ?w(?:k|ks)? ?(?:\\d ?d)?\\b");
  private static final Pattern THERAPY = Pattern.compile("\\bPT\\b");

  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  /** Numbers that are written out as often as not, from two. */
  private static final List<String> NUMBERS =
      List.of("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

  private static final Pattern STRENGTH =
      Pattern.compile("(?i)\\bstrength\\b.{0,20}\\b[0-5][+-]?/5");
  private static final Pattern OUT_OF_TEN =
      Pattern.compile("(?<![\\d/])(?:10|\\d)(?:[-\\u2013]\\d{1,2})?(?:/| out of )10(?![\\d/])");
  private static final int LONGEST_PHRASE = 4;
  private static final Concepts SHARED = read();

  private final Map<String, Set<String>> same = new HashMap<>();
  private final Map<String, Set<String>> kinds = new HashMap<>();

  private Concepts() {}

  static Concepts shared() {
    return SHARED;
  }

  private static Concepts read() {
    Concepts concepts = new Concepts();
    try (InputStream stream =
            Objects.requireNonNull(Concepts.class.getResourceAsStream("/retrieval/concepts.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(concepts::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return concepts;
  }

  private void add(String line) {
    boolean kind = line.contains(" < ");
    String[] parts = line.split(kind ? " < " : ": ", 2);
    String name = "=" + parts[0].strip();
    for (String phrase : parts[1].split(",")) {
      (kind ? kinds : same).computeIfAbsent(stems(phrase), key -> new LinkedHashSet<>()).add(name);
    }
  }

  private static String stems(String phrase) {
    return String.join(" ", tokens(phrase).stream().map(Stem::of).toList());
  }

  /** The words and numbers of a text in lower case, without accents and possessives. */
  static List<String> tokens(String text) {
    String folded =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .replaceAll("['\\u2019]s\\b", "")
            .toLowerCase(Locale.ROOT);
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(folded);
    while (matcher.find()) {
      String token = matcher.group().replace(",", "").replace('\u2013', '-');
      int number = NUMBERS.indexOf(token);
      tokens.add(number < 0 ? token : String.valueOf(number + 2));
    }
    return tokens;
  }

  /** What a question asks for, in its order, a name in place of every phrase that has one. */
  List<String> asked(List<String> tokens) {
    List<String> stems = tokens.stream().map(Stem::of).toList();
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < stems.size(); ) {
      int length = phraseAt(stems, i, same);
      if (length > 0) {
        asked.add(
            Objects.requireNonNull(same.get(String.join(" ", stems.subList(i, i + length))))
                .iterator()
                .next());
        i += length;
      } else {
        int month = MONTHS.indexOf(tokens.get(i));
        asked.add(month < 0 ? stems.get(i) : "=month " + (month + 1));
        i++;
      }
    }
    return asked;
  }

  /** Everything that a text speaks of: stems, names, and what its kinds are kinds of. */
  Set<String> said(String text) {
    List<String> stems = tokens(text).stream().map(Stem::of).toList();
    Set<String> said = new LinkedHashSet<>(stems);
    for (String token : tokens(MAY_BE.matcher(text).replaceAll(" "))) {
      int month = MONTHS.indexOf(token);
      if (month >= 0) {
        said.add("=month " + (month + 1));
      }
    }
    for (int i = 0; i < stems.size(); i++) {
      for (int length = Math.min(LONGEST_PHRASE, stems.size() - i); length > 0; length--) {
        String phrase = String.join(" ", stems.subList(i, i + length));
        said.addAll(same.getOrDefault(phrase, Set.of()));
        said.addAll(kinds.getOrDefault(phrase, Set.of()));
      }
    }
    stems.stream()
        .filter(stem -> stem.indexOf('-') > 0 || stem.indexOf('/') > 0)
        .forEach(stem -> said.addAll(List.of(stem.split("[-/]"))));
    addWhen(said, DOSE, text, "=dose", "=medication");
    addDates(said, text);
    addWhen(said, SPAN, text, "=duration");
    if (!DOSE.matcher(text).find()) {
      addWhen(said, ONSET, text, "=onset");
    }
    addWhen(said, RATE, text, "=frequency");
    addWhen(said, OUT_OF_TEN, text, "=pain score");
    addWhen(said, STRENGTH, text, "=muscle strength");
    addWhen(said, OF_SIX, text, "grade");
    addWhen(said, CHEST_XRAY, text, "=chest xray", "=xray", "chest");
    addWhen(said, POTASSIUM, text, "=potassium");
    addWhen(said, SODIUM, text, "=sodium");
    addWhen(said, CREATININE, text, "=creatinine");
    addWhen(said, GESTATION, text, "week");
    addWhen(said, THERAPY, text, "=physiotherapy");
    return said;
  }

  /** The month of every date; of 03/04/2025 both, for nobody says which it is. */
  private static void addDates(Set<String> said, String text) {
    Matcher date = DATE.matcher(text);
    while (date.find()) {
      said.add("date");
      for (int group = 1; group <= date.groupCount(); group++) {
        if (date.group(group) != null) {
          said.add("=month " + Integer.parseInt(date.group(group)));
        }
      }
    }
  }

  /** The names of which a text speaks by a kind: of an antibiotic when it names one. */
  Set<String> kindsSaid(String text) {
    List<String> stems = tokens(text).stream().map(Stem::of).toList();
    Set<String> said = new LinkedHashSet<>();
    for (int i = 0; i < stems.size(); i++) {
      for (int length = Math.min(LONGEST_PHRASE, stems.size() - i); length > 0; length--) {
        said.addAll(kinds.getOrDefault(String.join(" ", stems.subList(i, i + length)), Set.of()));
      }
    }
    addWhen(said, DOSE, text, "=medication");
    return said;
  }

  /** Whether kinds of this are known. */
  boolean hasKinds(String name) {
    return kinds.values().stream().anyMatch(names -> names.contains(name));
  }

  private static void addWhen(Set<String> said, Pattern pattern, String text, String... names) {
    if (pattern.matcher(text).find()) {
      said.addAll(List.of(names));
    }
  }

  private static int phraseAt(List<String> stems, int at, Map<String, Set<String>> phrases) {
    for (int length = Math.min(LONGEST_PHRASE, stems.size() - at); length > 0; length--) {
      if (phrases.containsKey(String.join(" ", stems.subList(at, at + length)))) {
        return length;
      }
    }
    return 0;
  }
}
