package io.unichart.extraction.mentions;

import io.unichart.extraction.MedicationMention.Dosage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads strength, dose, form, route, frequency and the rest from the words beside a medicine. */
final class DosageReader {

  private static final String NUMBER = "\\d+(?:[.,]\\d+)*";

  private static final String SMALL =
      "(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty)";

  /** "five hundred", "twenty-five", "one thousand" */
  private static final String SPELLED =
      "(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand|and a half|point)|(?<=hundred) (?:and )?(?:ten|twelve|twenty|twenty-five|fifty|sixty|seventy-five|eighty))*)";

  private static final String COUNT =
      "(?:"
          + NUMBER
          + "(?:\\s*(?:-|\u2013|to|or)\\s*"
          + NUMBER
          + "|\\s?\u00bd|(?: and)? (?:a half|1/2))?|(?:one|two|three)(?: (?:to|or) (?:two|three|four)| and a half)|"
          + SMALL
          + "|(?:a |one[- ])?half(?: of)?(?: an?)?|1/2(?: an?)?|\u00bd(?: an?)?|an?)";
  private static final String UNIT =
      "(?:mgs?|mcgs?|ug|\u00b5g|\u03bcg|micrograms?|milligrams?|grams?|gms?|g|(?:million |k)?units?|u|iu|meq|mmol|mls?|milliliters?|millilitres?|cc|%)";

  /** "mg/kg", "units/kg/hr", "mcg/min" */
  private static final String RATE =
      "(?:\\s*(?:/|\\bper\\b)\\s*(?:spray|actuat(?:ion)?|puff|ml|"
          + NUMBER
          + "\\s*ml|tab(?:let)?|cap(?:sule)?|kg|m2|m\u00b2|min(?:ute)?|hr?|hour|dose|day)(?![a-z\\d]))*";

  private static final String AMOUNT =
      "(?:"
          + NUMBER
          + "(?:\\s*|-)(?:"
          + UNIT
          + ")?(?:\\s*[-/\u2013]\\s*"
          + NUMBER
          + ")*\\s*"
          + UNIT
          + "(?![a-z])"
          + RATE
          + "|\\b"
          + SPELLED
          + "[ -](?:milligrams?|micrograms?|grams?|units?|mgs?|mcgs?|milliliters?)\\b)";

  private static final Pattern STRENGTH = pattern("(" + AMOUNT + ")(?![a-z])");

  /** "from 10 to 20 mg", "5mg \u2192 10mg": what it is now. */
  private static final Pattern CHANGED_TO =
      pattern(
          "(?:\\bfrom\\s+(?:"
              + AMOUNT
              + "|"
              + NUMBER
              + ")\\s*(?:(?:po |once |twice )?(?:daily|bid|tid|qd|qhs|nightly|a day)\\s*)?(?:up |down )?(?:to|->|-->|\u2192)|(?:"
              + AMOUNT
              + "|"
              + NUMBER
              + ")\\s*(?:(?:daily|bid|tid|qd|qhs|nightly)\\s*)?(?:->|-->|=>|>|\u2192))\\s*("
              + AMOUNT
              + ")(?![a-z])");

  /** "sertraline 100 daily": a number alone directly behind the name. */
  private static final Pattern BARE_STRENGTH =
      pattern(
          "^[ ,:]{0,2}("
              + NUMBER
              + "(?:/"
              + NUMBER
              + ")?)(?=\\s*(?:po|iv|im|sc|sq|subq|sl|daily|bid|b\\.i\\.d|tid|qid|qd|qhs|qam|qpm|q\\d|od|bd|tds|nightly|nocte|mane|once|twice|every|prn|x\\s?\\d|at (?:bed|night)|in the|[,;)+]|\\.(?:\\s|$)|and\\b|$))");

  private static final Pattern DOSE =
      pattern(
          "(?<![\\w.])("
              + COUNT
              + "\\s*(?:tab(?:let)?s?|cap(?:sule)?s?|puffs?|sprays?|squirts?|drops?|gtts?|units?|teaspoons?|teaspoonfuls?|tsps?|tablespoons?|tbsp|patch(?:es)?|applications?|inhalations?|pills?|lozenges?|scoops?|packets?|sachets?|capfuls?|vials?|nebs?|ampoules?|suppositor(?:y|ies)|ounces?)(?:\\s*\\([^)]{1,15}\\))?)(?![a-z])");
  private static final Pattern FORM =
      pattern(
          "\\b((?:(?:extended|delayed)[- ]release |chewable |oral |nasal |topical |ophthalmic |enteric[- ]coated )*(?:tablets?|tabs?|capsules?|caps?|inhalers?|hfa|mdi|nasal sprays?|sprays?|creams?|ointments?|gel|lotion|solution|suspension|eye drops|drops|patch(?:es)?|suppositor(?:y|ies)|syrup|injections?|pens?|lozenges?|powder|elixir|nebuli[sz]er|nebs?|odt|foam|shampoo|mouthwash|ear drops|liquid|gummies|film|enema|diskus|respimat|flexpen|kwikpen|solostar|sachets?|pessar(?:y|ies)))\\b");
  private static final Pattern ROUTE =
      pattern(
          "\\b(po|p\\.o\\.|p/o|per os|by mouth|orally|oral|im|i\\.m\\.|intramuscular(?:ly)?|iv(?: ?(?:push|bolus|drip|infusion)|pb|p)?|i\\.v\\.|intravenous(?:ly)?|sc|s\\.c\\.|s/c|sq|s/q|sub-?q|sub q|subcut(?:aneous(?:ly)?)?|topical(?:ly)?|intra-?nasal(?:ly)?|nasally|(?:in |to |into )?(?:the )?(?:each|both|left|right) nostrils?|inhaled|inhale|by inhalation|(?:via|by|per) (?:neb(?:uli[sz]er)?|spacer|peg|g-?tube|ng(?: ?tube)?|feeding tube|tube)|sublingual(?:ly)?|sl|s/l|under the tongue|buccal(?:ly)?|pr|p\\.r\\.|p/r|rectally|per rectum|pv|p/v|vaginally|per vagina|ophthalmic|otic|intra-?thecal(?:ly)?|intra-?articular(?:ly)?|intra-?vitreal(?:ly)?|intradermal(?:ly)?|(?:in|to|into) (?:the )?(?:affected|each|both|left|right) (?:eyes?|ears?)|(?<=drops? )(?:each|both|left|right) (?:eyes?|ears?)|transdermal(?:ly)?|nebuli[sz]ed|to (?:the )?affected areas?|to (?:the |her |his )?(?:skin|scalp|face|rash|wound|lesions?)|(?-i:OU|OS|AU))(?![a-z]|\\.[a-z])");
  private static final Pattern FREQUENCY =
      pattern(
          "(?<![\\w/-])([0-3\u00bd]-[0-3\u00bd]-[0-3\u00bd](?:-[0-3\u00bd])?(?![\\w/-]))|\\b((?:once|twice|thrice|one time|(?:two|three|four|five|six|several) times|"
              + NUMBER
              + "(?:\\s*[-\u2013]\\s*\\d+)?\\s*(?:x|times))\\s*(?:/|per |a |an |each |every )?\\s*(?:daily|day|week(?:ly)?|wk|month(?:ly)?|night(?:ly)?)(?: (?:in the (?:morning|evening)|at (?:bedtime|night)))?|every other (?:day|week|night|morning)|(?:every|each|on) (?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:every|each) (?:morning|evening|night|bedtime|day|week|month|meal)(?: and (?:every |each )?(?:morning|evening|night|bedtime))?|every (?:(?:\\d+|"
              + SMALL
              + ")(?:\\s*(?:-|\u2013|to)\\s*(?:\\d+|"
              + SMALL
              + "))?\\s*(?:hours?|hrs?|h|days?|weeks?|wks?|months?|minutes?|mins?)|(?:second|third) day)|(?:mon(?:day)?s?|tue(?:sday)?s?|wed(?:nesday)?s?|thu(?:rsday)?s?|fri(?:day)?s?|sat(?:urday)?s?|sun(?:day)?s?)(?:\\s*(?:,|/|and|&)\\s*(?:and )?(?:mon(?:day)?s?|tue(?:sday)?s?|wed(?:nesday)?s?|thu(?:rsday)?s?|fri(?:day)?s?|sat(?:urday)?s?|sun(?:day)?s?))+(?![a-z])|(?-i:MWF|TTS|TThS)(?![a-z])|(?-i:O[NM])(?=\\s*(?:[,;.)\\n]|$))|q\\.?\\s?\\d+(?:\\s*[-\u2013]\\s*\\d+)?\\s?(?:h(?:ours?|rs?)?|d(?:ays?)?|w(?:eeks?|ks?)?|mo(?:nths?)?|min(?:ute)?s?)?(?![a-z\\d])|q\\.?d\\.?(?![a-z])|q\\.?o\\.?d\\.?(?![a-z])|q\\.?\\s?h\\.?s\\.?(?![a-z])|q\\.?\\s?a\\.?m\\.?(?![a-z])|q\\.?\\s?p\\.?m\\.?(?![a-z])|q ?day|q ?week(?:ly)?|qmonth(?:ly)?|q ?(?:morning|evening|night|shift)|q ?ac|b\\.?i\\.?d\\.?(?![a-z])|t\\.?i\\.?d\\.?(?![a-z])|q\\.?i\\.?d\\.?(?![a-z])|(?:(?<=(?:mg|mcg| g|po|tab|units) )o\\.?d|b\\.?d|t\\.?d\\.?s|q\\.?d\\.?s|nocte|mane)\\b(?!/)(?: (?:and|&) nocte)?|(?:once )?daily(?:(?: at bedtime| in the (?:morning|evening)| with (?:food|meals)| qhs))?|nightly|weekly|fortnightly|monthly|at bedtime|at night|before bed(?:time)?|in the (?:morning|evening)s?(?: and (?:at|in the) (?:night|bedtime|evening))?|(?:with|before|after) (?:each |every )?(?:meals?|breakfast|lunch|dinner|supper)|per day|a day|hourly|(?<=(?:po|iv|im|mg|mcg|units|tab) )hs\\b|x ?1\\b(?! ?(?:-|day|week|wk|month|year|yr|d\\b))|once\\b(?! (?:he|she|they|the|you|stable|better|culture|able))|one[- ]time\\b|stat\\b|single dose)");
  private static final Pattern PRN =
      pattern(
          "\\b(?:prn|p\\.r\\.n\\.?|as (?:needed|required|necessary)|when (?:needed|required)|(?:only )?if (?:needed|required)|(?-i:SOS))\\b\\s*(?:basis\\b)?\\s*(?:for\\s+)?((?:(?!with\\b|take\\b|then\\b|not\\b|max|up to\\b|only\\b|once\\b|twice\\b|daily\\b|at\\b|refill|disp)[a-z][a-z'-]*(?:[ /](?!with\\b|take\\b|x\\d|refill|disp|or at\\b|at\\b|then\\b|and\\b(?! ))[a-z][a-z'-]*){0,3})?)");
  private static final Pattern DURATION =
      pattern(
          "(?:\\bfor|\\bx|\u00d7)\\s*((?:the next |another |a total of |up to )?(?:"
              + NUMBER
              + "(?:\\s*[-\u2013]\\s*\\d+)?|"
              + SMALL
              + "|an?)[ -]*(?:more |total |additional )?(?:days?|weeks?|wks?|months?|mos?|d)\\b|\\d{1,2}/(?:7|52|12)\\b)|\\b((?:"
              + NUMBER
              + "|"
              + SMALL
              + ")[- ](?:days?|weeks?|wk|months?))[- ](?:course|supply|total)\\b|(?<=\\s)([1-9]\\d?/(?:7|52))(?![\\d/])");
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

  /** "half a tablet of metoprolol" */
  private static final Pattern DOSE_BEFORE =
      pattern(
          "(?<![\\w.])("
              + COUNT
              + "\\s*(?:tab(?:let)?s?|cap(?:sule)?s?|puffs?|sprays?|drops?|pills?|patch(?:es)?)) of (?:her |his |the )?$");

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
    String strength = strength(before, words, reach);
    Matcher prn = PRN.matcher(words);
    boolean asNeeded = prn.find();
    String reason =
        asNeeded && prn.group(1) != null && !prn.group(1).isBlank() ? prn.group(1).strip() : null;
    String behind = first(DOSE, words, reach);
    String dose = behind == null ? first(DOSE_BEFORE, before, new Reach()) : behind;
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

  private static @Nullable String strength(String before, String words, Reach reach) {
    String near = near(words);
    String now = first(CHANGED_TO, near, reach);
    String strength = now != null ? now : first(STRENGTH, near, reach);
    if (strength == null) {
      strength = first(STRENGTH_BEFORE, before, new Reach());
    }
    return strength == null ? first(BARE_STRENGTH, near, reach) : strength;
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

  /** "bid." ends a sentence, "b.i.d." does not. */
  private static String withoutStop(String words) {
    boolean stop = words.endsWith(".") && words.indexOf('.') == words.length() - 1;
    return stop ? words.substring(0, words.length() - 1) : words;
  }

  private static @Nullable String first(Pattern pattern, String words, Reach reach) {
    Matcher matcher = pattern.matcher(words);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        String found = matcher.group(group);
        if (found != null && !found.isBlank()) {
          reach.end = Math.max(reach.end, matcher.end(group));
          return withoutStop(found.replaceAll("\\s+", " ").strip());
        }
      }
    }
    return null;
  }
}
