package io.unichart.extraction.mentions;

import io.unichart.extraction.Mention;
import io.unichart.extraction.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a substance did to somebody: "penicillin (hives)", "sulfa -> rash". */
public final class Reactions {

  private static final Pattern REACTION =
      Pattern.compile(
          "(?i)(?:\\s+allerg(?:y|ies))?\\s*(?:\\([^()\\n]{2,80}\\)|(?:->|\\u2192|[:\\u2013\\u2014-])\\s*[^,;.\\n]{2,60}(?:,\\s*(?:and\\s+)?(?:hives|rash|swelling|itching|nausea|vomiting|wheezing|anaphylaxis|angioedema|urticaria)\\b)*|,?\\s*(?:which )?(?:causes|caused|causing|gives|gave)\\s+[^,;.\\n]{2,60})");

  /** Marks and verbs before what happened. */
  private static final Pattern LED =
      Pattern.compile(
          "(?i)^(?:\\s*allerg(?:y|ies)\\b)?[\\s(:>,\u2013\u2014\u2192-]*(?:which\\s+)?(?:(?:causes|caused|causing|gives|gave|gets?|got|reaction|developed|had|with)\\b[:\\s]*)*");

  /** What a substance does to who bears it not, as an alternative of a pattern. */
  static final String HAPPENINGS =
      "(?:hives|rash|urticaria|itch\\w*|prurit\\w*|anaphyla\\w*|swelling|swells|angioo?edema|nausea|vomit\\w*|n/v|diarrh\\w*|upset|wheez\\w*|bronchospasm|sob|short\\w*|dyspn\\w+|cough|tightness|clos\\w+|flush\\w*|headaches?|dizz\\w*|sjs|stevens\\w*|blister\\w*|hallucinat\\w*|confus\\w*|syncope|collapse|redness|red man|myalgias?|cramps?|bleed\\w*|seizures?|intolerance)";

  private static final Pattern HAPPENS =
      Pattern.compile("\\b(?:" + HAPPENINGS + "|gi)\\b", Pattern.CASE_INSENSITIVE);

  private Reactions() {}

  /** Where the reactions to substances stand. */
  static List<Span> places(String text, List<Mention> allergies) {
    List<Span> reactions = new ArrayList<>();
    for (Mention allergy : allergies) {
      Matcher reaction = REACTION.matcher(text).region(allergy.span().end(), text.length());
      if (reaction.lookingAt()) {
        reactions.add(new Span(reaction.start(), reaction.end()));
      }
    }
    return reactions;
  }

  /**
   * What a substance did, in the note's words.
   *
   * @param substance where it stands
   * @return null where the note does not say it
   */
  public static @Nullable String of(String text, Span substance) {
    Matcher reaction = REACTION.matcher(text).region(substance.end(), text.length());
    if (!reaction.lookingAt() || !HAPPENS.matcher(reaction.group()).find()) {
      return null;
    }
    String words = LED.matcher(reaction.group()).replaceFirst("");
    return words.replaceFirst("[\\s).]+$", "").replaceAll("\\s+", " ");
  }
}
