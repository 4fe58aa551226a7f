package io.unichart.extraction;

import io.unichart.terminology.Terminology;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a model says of a note against the note.
 *
 * <p>What a wrong sentence gets wrong is mostly small and hard: a number, a drug, a "not". So every
 * figure and every drug of a statement must stand in the note, every condition that it names must
 * be there and be asserted alike, and most of its other words must occur. A statement that is only
 * worded too freely is lost as well, which is the cheaper mistake.
 */
public final class Grounding {

  private static final double SHARED = .6;
  private static final int STEM = 5;
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
  private static final Pattern WORD = Pattern.compile("\\p{L}{4,}");
  private static final Set<String> GLUE =
      Set.of(
          "with",
          "without",
          "that",
          "this",
          "patient",
          "patients",
          "which",
          "were",
          "been",
          "have",
          "from",
          "will",
          "also",
          "denies",
          "denied",
          "reports",
          "reported",
          "presents",
          "noted",
          "complaint",
          "findings",
          "assessment",
          "plan",
          "medications",
          "medication",
          "including",
          "history",
          "currently",
          "continue",
          "continued",
          "started",
          "daily",
          "year",
          "years",
          "male",
          "female",
          "allergies",
          "vitals",
          "exam",
          "shows",
          "their",
          "they",
          "than",
          "about",
          "follow",
          "treatment",
          "absent",
          "none",
          "after",
          "before",
          "there");

  private final Notes notes;
  private final Terminology terminology;
  private final Set<String> numbers;
  private final Set<String> stems;
  private final Set<String> drugs = new HashSet<>();
  private final Set<String> present = new HashSet<>();
  private final Set<String> absent = new HashSet<>();

  /**
   * @param note the note without orders to machines
   */
  public Grounding(Notes notes, Terminology terminology, String note, NoteFacts facts) {
    this.notes = notes;
    this.terminology = terminology;
    this.numbers = numbers(note);
    this.stems = stems(note);
    facts.medications().forEach(m -> drugs.add(ingredient(m.mention().name())));
    facts.allergies().forEach(m -> drugs.add(ingredient(m.name())));
    for (Mention mention : facts.conditions()) {
      boolean own = mention.assertion().subject() == Assertion.Subject.PATIENT;
      (own && !mention.assertion().negated() ? present : absent).add(key(mention));
    }
  }

  /** Whether the note says this. */
  public boolean supports(String statement) {
    if (!numbers.containsAll(numbers(statement))) {
      return false;
    }
    NoteFacts said = notes.read(statement);
    for (MedicationMention medication : said.medications()) {
      if (!drugs.contains(ingredient(medication.mention().name()))) {
        return false;
      }
    }
    for (Mention mention : said.conditions()) {
      Assertion assertion = mention.assertion();
      boolean own = assertion.subject() == Assertion.Subject.PATIENT && !assertion.negated();
      Set<String> where = own ? present : absent;
      if (!where.contains(key(mention))) {
        return false;
      }
    }
    List<String> words =
        WORD.matcher(statement.toLowerCase(Locale.ROOT))
            .results()
            .map(m -> m.group())
            .filter(word -> !GLUE.contains(word))
            .toList();
    long shared = words.stream().filter(word -> stems.contains(stem(word))).count();
    return words.isEmpty()
        ? NUMBER.matcher(statement).find() || !said.conditions().isEmpty()
        : shared >= SHARED * words.size();
  }

  private String ingredient(String name) {
    @Nullable String known = terminology.drugs().ingredientOf(name);
    return known == null ? name.toLowerCase(Locale.ROOT) : known;
  }

  private String key(Mention mention) {
    var chosen = terminology.codeCondition(mention.name()).chosen();
    return chosen == null
        ? mention.name().toLowerCase(Locale.ROOT)
        : chosen.code().substring(0, Math.min(3, chosen.code().length()));
  }

  private static Set<String> numbers(String text) {
    Set<String> numbers = new HashSet<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      numbers.add(
          matcher
              .group()
              .replace(",", "")
              .replaceFirst("^0+(?=\\d)", "")
              .replaceFirst("\\.0+$", ""));
    }
    return numbers;
  }

  private static Set<String> stems(String text) {
    Set<String> stems = new HashSet<>();
    WORD.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(m -> stems.add(stem(m.group())));
    return stems;
  }

  private static String stem(String word) {
    return word.length() <= STEM ? word : word.substring(0, STEM);
  }
}
