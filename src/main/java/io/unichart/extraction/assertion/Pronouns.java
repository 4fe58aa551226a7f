package io.unichart.extraction.assertion;

import io.unichart.extraction.Assertion.Subject;
import io.unichart.extraction.text.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom "she had covid" is about, where a relative was named before. A pronoun of the other sex than
 * the patient's is the relative; "she herself" is the one who tells; and where the note does not
 * tell the patient's sex, the pronoun that fits a wife or a husband is theirs, since a couple is
 * mostly of two sexes. In every other case it is the patient.
 */
final class Pronouns {

  private static final Set<String> HAS = Kinship.WORDS.of("has");
  private static final Set<String> REPORTS = Kinship.WORDS.of("reports");
  private static final Set<String> WITNESSES = Kinship.WORDS.of("after-has-reports");
  private static final Set<String> WOMEN = Kinship.WORDS.of("women");
  private static final Set<String> MEN = Kinship.WORDS.of("men");
  private static final Set<String> COUPLE = Kinship.WORDS.of("couple");
  private static final Set<String> UNWED = Kinship.WORDS.of("unwed");

  private static final Pattern WOMAN_OR_MAN =
      Pattern.compile(
          "(?i)\\b\\d{1,3}\\s*-?\\s*(?:y\\.?/?o\\.?|yrs?\\.?|years?|months?|mo|weeks?)?[- ]*(?:old)?[- ]+(?:[a-z]+[- ]){0,2}?(m|f|male|female|man|woman|gentleman|lady|boy|girl)\\b"
              + "|\\b\\d{1,3}\\s?(?:y\\.?o\\.?)?(m|f)\\b"
              + "|\\b(?:sex|gender)\\s*:?\\s*(m|f|male|female)\\b"
              + "|\\b(mr|mrs|ms|herr|frau)\\b\\.?\\s+[A-Z]"
              + "|\\b(?:pt|patient) (himself|herself)\\b"
              + "|\\b(his wife|his girlfriend|her husband|her boyfriend)\\b");

  private static final Set<String> FOR_WOMEN =
      Set.of("f", "female", "woman", "lady", "girl", "mrs", "ms", "frau", "herself");

  private final @Nullable Boolean woman;

  private Pronouns(@Nullable Boolean woman) {
    this.woman = woman;
  }

  static Pronouns of(String text) {
    Matcher matcher = WOMAN_OR_MAN.matcher(text);
    if (!matcher.find()) {
      return new Pronouns(null);
    }
    for (int group = 1; group <= matcher.groupCount(); group++) {
      String found = matcher.group(group);
      if (found != null) {
        String word = found.toLowerCase(Locale.ROOT);
        return new Pronouns(FOR_WOMEN.contains(word) || word.startsWith("her "));
      }
    }
    return new Pronouns(null);
  }

  /**
   * The relative whose the mention at t is, by the pronoun before it; null for the patient.
   *
   * @param before gives the words of the sentence before; empty for none
   */
  @Nullable Subject subject(List<Token> tokens, int t, Supplier<List<Token>> before) {
    if (isOwn(tokens, t)) {
      return Subject.FAMILY;
    }
    int at = pronounBefore(tokens, t);
    if (at < 0) {
      return null;
    }
    boolean she = tokens.get(at).is("she");
    boolean reflexive =
        at + 1 < t && Set.of("herself", "himself").contains(tokens.get(at + 1).norm());
    int here = relative(tokens, at, she);
    List<Token> where = here >= 0 ? tokens : before.get();
    int kin = here >= 0 ? here : relative(where, where.size(), she);
    if (kin < 0) {
      return null;
    }
    String word = bare(where.get(kin));
    boolean tells = here >= 0 && at > 0 && tellsBefore(tokens, here, at);
    boolean other = woman != null && woman != she;
    boolean couple = woman == null && COUPLE.contains(word);
    if (other || couple || (reflexive && tells)) {
      return UNWED.contains(word) ? Subject.OTHER : Subject.FAMILY;
    }
    return null;
  }

  /** "Daughter reports her own migraines" */
  private static boolean isOwn(List<Token> tokens, int t) {
    int own = t - 1;
    if (own < 2 || !tokens.get(own).is("own")) {
      return false;
    }
    boolean she = tokens.get(own - 1).is("her");
    int kin = she || tokens.get(own - 1).is("his") ? relative(tokens, own - 1, she) : -1;
    return kin >= 0 && tellsBefore(tokens, kin, own);
  }

  /** "she (herself) has …" before the mention, with nobody else and no witness between. */
  private static int pronounBefore(List<Token> tokens, int t) {
    for (int k = t - 1; k >= 0; k--) {
      String norm = tokens.get(k).norm();
      if (norm.equals("she") || norm.equals("he")) {
        int verb = k + 1;
        while (verb < t
            && Set.of("herself", "himself", "also", "recently", "just", "currently")
                .contains(tokens.get(verb).norm())) {
          verb++;
        }
        boolean has = verb < t && HAS.contains(tokens.get(verb).norm());
        String others = norm.equals("she") ? "his|him|he" : "her|she";
        for (int between = verb + 1; between < t && has; between++) {
          String word = tokens.get(between).norm();
          has = !REPORTS.contains(word) && !WITNESSES.contains(word) && !word.matches(others);
        }
        return has ? k : -1;
      }
      boolean another =
          WOMEN.contains(bare(tokens.get(k)))
              || MEN.contains(bare(tokens.get(k)))
              || Set.of("pt", "patient").contains(norm);
      if (another || norm.equals(";")) {
        return -1;
      }
    }
    return -1;
  }

  private static int relative(List<Token> tokens, int end, boolean she) {
    for (int k = end - 1; k >= 0; k--) {
      if ((she ? WOMEN : MEN).contains(bare(tokens.get(k)))) {
        return k;
      }
    }
    return -1;
  }

  private static boolean tellsBefore(List<Token> tokens, int from, int to) {
    for (int k = from + 1; k < to; k++) {
      if (REPORTS.contains(tokens.get(k).norm())) {
        return true;
      }
    }
    return false;
  }

  private static String bare(Token token) {
    String norm = token.norm();
    return norm.endsWith("'s") ? norm.substring(0, norm.length() - 2) : norm;
  }
}
