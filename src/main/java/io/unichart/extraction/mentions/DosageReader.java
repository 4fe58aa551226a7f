package io.unichart.extraction.mentions;

import io.unichart.extraction.MedicationMention.Dosage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads strength, dose, form, route, frequency and the rest from the words beside a medicine. */
final class DosageReader {

  private static final String NUMBER = "\\d+(?:[.,]\\d+)*";
  private static final String COUNT =
      "(?:"
          + NUMBER
          + "(?:\\s*(?:-|\u2013|to|or)\\s*"
          + NUMBER
          + ")?|one|two|three|four|half(?: a)?|a|1/2)";
  private static final String UNIT =
      "(?:mgs?|mcgs?|ug|\u00b5g|\u03bcg|micrograms?|milligrams?|grams?|gm?|units?|u|iu|meq|ml|cc|%)";

  private static final Pattern STRENGTH =
      pattern(
          "("
              + NUMBER
              + "(?:\\s*|-)(?:"
              + UNIT
              + ")?(?:\\s*[-/\u2013]\\s*"
              + NUMBER
              + ")*\\s*"
              + UNIT
              + "(?:\\s*/\\s*(?:spray|actuat(?:ion)?|puff|ml|"
              + NUMBER
              + "\\s*ml|tab(?:let)?|cap(?:sule)?|hr|hour|dose|day))?)(?![a-z])");
  private static final Pattern DOSE =
      pattern(
          "\\b("
              + COUNT
              + "\\s*(?:tab(?:let)?s?|cap(?:sule)?s?|puffs?|sprays?|drops?|gtts?|units?|teaspoons?|tsp|tablespoons?|patch(?:es)?|applications?|inhalations?|pills?|lozenges?|scoops?|packets?|vials?)(?:\\s*\\([^)]{1,15}\\))?)(?![a-z])");
  private static final Pattern FORM =
      pattern(
          "\\b((?:(?:extended|delayed)[- ]release |chewable |oral |nasal |topical |ophthalmic |enteric[- ]coated )*(?:tablets?|tabs?|capsules?|caps?|inhalers?|hfa|mdi|nasal sprays?|sprays?|creams?|ointments?|gel|lotion|solution|suspension|eye drops|drops|patch(?:es)?|suppositor(?:y|ies)|syrup|injections?|pens?|lozenges?|powder|elixir|nebuli[sz]er))\\b");
  private static final Pattern ROUTE =
      pattern(
          "\\b(po|p\\.o\\.|by mouth|orally|oral|im|i\\.m\\.|intramuscular(?:ly)?|iv|i\\.v\\.|intravenous(?:ly)?|sc|sq|subq|subcut(?:aneous(?:ly)?)?|topical(?:ly)?|intranasal(?:ly)?|(?:in |to )?(?:each|both) nostrils?|inhaled|inhale|by inhalation|sublingual(?:ly)?|sl|pr|rectally|per rectum|vaginally|ophthalmic|(?:in|to) (?:the )?(?:affected|each|both|left|right) eyes?|transdermal(?:ly)?|nebuli[sz]ed|to (?:the )?affected areas?)(?![a-z.])");
  private static final Pattern FREQUENCY =
      pattern(
          "\\b((?:once|twice|one time|two times|three times|four times|"
              + NUMBER
              + "(?:\\s*[-\u2013]\\s*\\d+)?\\s*(?:x|times))\\s*(?:/|per |a |an |each |every )?\\s*(?:daily|day|week(?:ly)?|month(?:ly)?|night(?:ly)?)(?: (?:in the (?:morning|evening)|at (?:bedtime|night)))?|every other day|every (?:morning|evening|night|day|week|month|\\d+(?:\\s*(?:-|\u2013|to)\\s*\\d+)?\\s*(?:hours?|hrs?|h|days?|weeks?|minutes?))|q\\.?\\s?\\d+(?:\\s*[-\u2013]\\s*\\d+)?\\s?h(?:ours?|rs?)?(?![a-z])|q\\.?d\\.?(?![a-z])|q\\.?o\\.?d\\.?(?![a-z])|q\\.?h\\.?s\\.?(?![a-z])|q\\.?a\\.?m\\.?(?![a-z])|q\\.?p\\.?m\\.?(?![a-z])|qday|qweek(?:ly)?|b\\.?i\\.?d\\.?(?![a-z])|t\\.?i\\.?d\\.?(?![a-z])|q\\.?i\\.?d\\.?(?![a-z])|(?-i:o\\.?d|b\\.?d|t\\.?d\\.?s|q\\.?d\\.?s|nocte|mane)\\b|(?:once )?daily(?:(?: at bedtime| in the (?:morning|evening)| with (?:food|meals)| qhs))?|nightly|weekly|monthly|at bedtime|at night|before bed|in the (?:morning|evening)|with meals|before meals|per day|a day|hourly)");
  private static final Pattern PRN =
      pattern(
          "\\b(?:prn|p\\.r\\.n\\.|as needed|when needed|if needed)\\b\\s*(?:basis\\b)?\\s*(?:for\\s+)?((?:(?!with\\b|take\\b|then\\b|not\\b|max|up to\\b|only\\b|once\\b|twice\\b|daily\\b|at\\b|refill|disp)[a-z][a-z'-]*(?:[ /](?!with\\b|take\\b|x\\d|refill|disp|or at\\b|at\\b|then\\b|and\\b(?! ))[a-z][a-z'-]*){0,3})?)");
  private static final Pattern DURATION =
      pattern(
          "(?:\\bfor|\\bx|\u00d7)\\s*((?:the next )?(?:"
              + NUMBER
              + "(?:\\s*[-\u2013]\\s*\\d+)?|one|two|three|four|five|six|seven|ten|fourteen)[ -]*(?:more |total )?(?:days?|weeks?|wks?|months?|mos?|d)\\b)");
  private static final Pattern DISPENSE =
      pattern(
          "(?:\\bdisp(?:ense)?|\\bqty|\\bquantity)\\s*[:#]?\\s*([^\\n]*?)(?=\\s*(?:\\bsig\\b|\\brefills?\\b|\\n|$|\\.\\s))|(#\\s*\\d+)");
  private static final Pattern REFILLS =
      pattern(
          "\\brefills?\\s*[:x#]?\\s*(\\d+|none|no)\\b|\\b(\\d+|no|zero|one|two|three)\\s+refills?\\b");
  private static final Pattern TAPER =
      pattern(
          "\\b(taper[^.;\\n]{0,60}|then (?:decrease|reduce|increase|take|continue|stop|down|up|off|\\d)[^.;\\n]{0,60})");
  private static final Pattern EXTENDED =
      pattern(
          "^\\W*(?:er|xr|xl|sr|cr|la|extended[- ]release|24[- ]?hr?)\\b|\\bextended[- ]release\\b");

  /** "Toprol XL" */
  private static final Pattern EXTENDED_NAME = pattern("\\s(?:er|xr|xl|sr|cr|la)$");

  /** A strength may stand before the name: "81 mg aspirin", "40 mg of Lasix". */
  private static final Pattern STRENGTH_BEFORE =
      pattern("(" + NUMBER + "\\s*" + UNIT + ")\\s*(?:of\\s*)?(?:oral\\s*)?$");

  private DosageReader() {}

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  /**
   * Reads how a medicine is taken.
   *
   * @param before what stands before its name in the sentence
   * @param name as it stands in the note
   */
  static Dosage read(String before, String name, String after, boolean prescription) {
    String words = prescription ? after : untilStop(after);
    Reach reach = new Reach();
    String strength = first(STRENGTH, near(words), reach);
    if (strength == null) {
      strength = first(STRENGTH_BEFORE, before, new Reach());
    }
    Matcher prn = PRN.matcher(words);
    boolean asNeeded = prn.find();
    String reason =
        asNeeded && prn.group(1) != null && !prn.group(1).isBlank() ? prn.group(1).strip() : null;
    String dose = first(DOSE, words, reach);
    String form = first(FORM, words, reach);
    String route = first(ROUTE, words, reach);
    String frequency = first(FREQUENCY, words, reach);
    String duration = first(DURATION, words, reach);
    String dispense = first(DISPENSE, words, reach);
    String refills = first(REFILLS, words, reach);
    String taper = first(TAPER, words, reach);
    return new Dosage(
        instructions(words, Math.max(reach.end, asNeeded ? prn.end() : 0)),
        strength,
        dose,
        form,
        route,
        frequency,
        asNeeded,
        reason,
        duration,
        dispense,
        refills,
        taper,
        EXTENDED.matcher(words).find() || EXTENDED_NAME.matcher(name).find());
  }

  /** How far the parts that were read reach into the words. */
  private static final class Reach {
    private int end;
  }

  /** The words up to the last part that was read; what the sentence says afterwards is not one. */
  private static @Nullable String instructions(String words, int end) {
    String read =
        words.substring(0, end).replaceAll("\\s+", " ").strip().replaceFirst("^[\\s,:;)-]+", "");
    return read.isEmpty() ? null : clip(read);
  }

  /** A strength stands close to its name. */
  private static String near(String words) {
    String line = words.indexOf('\n') > 0 ? words.substring(0, words.indexOf('\n')) : words;
    return line.substring(0, Math.min(line.length(), 60));
  }

  /** In a sentence the instructions end where another statement begins. */
  private static String untilStop(String after) {
    Matcher stop =
        Pattern.compile(
                ";|\\bbut\\b|\\bhowever\\b|\\bdiscussed\\b|\\b(?:s?he|patient|pt)\\b|\\band (?:continue|start|stop|increase|decrease|add)\\b",
                Pattern.CASE_INSENSITIVE)
            .matcher(after);
    return stop.find() ? after.substring(0, stop.start()) : after;
  }

  private static String clip(String words) {
    String clean = words.replaceAll("\\s+", " ").strip();
    return clean.length() <= 200 ? clean : clean.substring(0, 200);
  }

  private static @Nullable String first(Pattern pattern, String words, Reach reach) {
    Matcher matcher = pattern.matcher(words);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        String found = matcher.group(group);
        if (found != null && !found.isBlank()) {
          reach.end = Math.max(reach.end, matcher.end(group));
          return found.replaceAll("\\s+", " ").strip();
        }
      }
    }
    return null;
  }
}
