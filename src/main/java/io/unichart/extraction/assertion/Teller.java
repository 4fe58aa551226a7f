package io.unichart.extraction.assertion;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The relative who tells a note, by telephone or beside the patient. When a daughter tells, "Dad"
 * is the patient; when a mother calls about her son, "son" is, and "Mom has a cold" is her own.
 */
final class Teller {

  private static final String CHILD = "daughter|son";
  private static final String PARENT =
      "mother|mom|mum|father|dad|parents?|grandmother|grandfather|grandma|grandpa|guardian";
  private static final String OTHER = "wife|husband|spouse|partner|sister|brother";
  private static final String WHOSE = "(?:(?:pt'?s?|patient'?s?|his|her|the|their|pts) )?";
  private static final String CALLS =
      "(?:call|phon|telephon|report|stat|says|said|tells|told|writes|wrote|is concerned|is worried|concerned|worried|notes|noted|here|brings|brought|accompan|requests|asks|asking|messag)";

  /** "TC from pt's daughter", "accompanied by her mother" */
  private static final Pattern FROM =
      Pattern.compile(
          "(?i)\\b(?:tc|t/c|call(?:ed|er|s|ing)?|phone[ds]?|telephoned?|spoke|talked|discussed|message|mychart|history|hx|accompanied|brought|bib|seen|here|informant|historian)\\b[^.\\n]{0,25}?(?:\\b(?:from|by|with|to|per)|:|=)\\s+"
              + WHOSE
              + "("
              + CHILD
              + "|"
              + PARENT
              + "|"
              + OTHER
              + ")\\b(?!'s)");

  /** "Mother called about her son", "pt's daughter, Ann, reports" */
  private static final Pattern TELLS =
      Pattern.compile(
          "(?i)(?:^|[.\\n:]\\s*|\\b(?:pt'?s?|patient'?s?|his|her|the) )("
              + CHILD
              + "|"
              + PARENT
              + "|"
              + OTHER
              + ")\\b(?!'s)(?:,? [A-Z][a-z]+,?| \\([^)]{1,20}\\))?,? (?:also |now )?"
              + CALLS);

  /** "about her 3 yo daughter": whom a parent tells of. */
  private static final Pattern ABOUT =
      Pattern.compile(
          "(?i)\\b(?:re|about|regarding|for|with|concerning|brings(?: in)?|brought(?: in)?|that)[: ]+(?:(?:her|his|their|the)\\s+)?(?:\\d+[- ]?(?:yo|y/o|mo|wk|years?|months?|weeks?|days?)(?:[- ]?old)?\\s+)?(?:son|daughter|child|baby|infant|newborn|toddler|kid)\\b");

  private static final Set<String> CHILDREN =
      Set.of("son", "daughter", "child", "baby", "infant", "newborn", "toddler", "kid");
  private static final Set<String> FATHERS = Set.of("dad", "father", "papa", "daddy");
  private static final Set<String> MOTHERS = Set.of("mom", "mother", "mum", "mama", "mommy");
  private static final Pattern ANY_PARENT =
      Pattern.compile("(?i)\\b(dad|daddy|father|papa|mom|mommy|mother|mum|mama)\\b");

  private static final int BEGINNING = 4000;

  /** A relative who tells, in lower case; null when none does. */
  private final @Nullable String who;

  private final boolean ofChild;
  private final @Nullable String parent;

  private Teller(@Nullable String who, boolean ofChild, @Nullable String parent) {
    this.who = who;
    this.ofChild = ofChild;
    this.parent = parent;
  }

  static Teller of(String text) {
    String beginning = text.substring(0, Math.min(BEGINNING, text.length()));
    Matcher from = FROM.matcher(beginning);
    Matcher tells = TELLS.matcher(beginning);
    boolean isFrom = from.find();
    boolean isTelling = tells.find();
    if (!isFrom && !isTelling) {
      return new Teller(null, false, null);
    }
    boolean first = isFrom && (!isTelling || from.start() <= tells.start());
    Matcher found = first ? from : tells;
    String who = found.group(1).toLowerCase(Locale.ROOT);
    boolean parentTells = who.matches(PARENT);
    boolean ofChild = parentTells && ABOUT.matcher(beginning).find();
    String parent = null;
    if (who.matches(CHILD)) {
      Matcher named = ANY_PARENT.matcher(text).region(found.end(), text.length());
      parent = named.find() ? named.group(1).toLowerCase(Locale.ROOT) : null;
    }
    return new Teller(who, ofChild, parent);
  }

  /**
   * Whether a word for a relative names the patient.
   *
   * @param owner whose relative, as the word before has it ("her", "pt's"); else empty
   */
  boolean meansPatient(String relative, String owner) {
    if (ofChild) {
      return CHILDREN.contains(relative) && !Set.of("other", "older", "younger").contains(owner);
    }
    if (who == null || parent == null || owner.startsWith("p")) {
      return false;
    }
    boolean owned = owner.equals("his") || owner.equals("her");
    boolean theirs = owner.equals(who.equals("son") ? "his" : "her");
    boolean same =
        FATHERS.contains(parent) ? FATHERS.contains(relative) : MOTHERS.contains(relative);
    return same && (!owned || theirs);
  }

  /** "She has the flu herself", says the mother who tells: her own illness. */
  boolean isSelf(String reflexive) {
    if (who == null) {
      return false;
    }
    boolean woman =
        Set.of("daughter", "wife", "sister", "grandmother", "grandma").contains(who)
            || MOTHERS.contains(who);
    boolean man =
        Set.of("son", "husband", "brother", "grandfather", "grandpa").contains(who)
            || FATHERS.contains(who);
    return switch (reflexive) {
      case "herself" -> !man;
      case "himself" -> !woman;
      case "themselves", "themself" -> true;
      default -> false;
    };
  }
}
