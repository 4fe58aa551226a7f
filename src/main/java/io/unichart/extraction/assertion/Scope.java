package io.unichart.extraction.assertion;

import static io.unichart.extraction.assertion.ScopeWords.ASKED_ALONE;
import static io.unichart.extraction.assertion.ScopeWords.HISTORIES;
import static io.unichart.extraction.assertion.ScopeWords.SEEN;
import static io.unichart.extraction.assertion.ScopeWords.TOLD;

import io.unichart.extraction.text.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a cue reaches inside its sentence. A scope runs to the sentence's end and is cut short by
 * stop phrases, by a semicolon, and by a comma behind which something new is affirmed; a label's
 * colon does not cut it.
 */
final class Scope {

  /** Words behind a comma that open a statement of their own. */
  private static final Set<String> AFFIRMERS =
      Set.of(
          "mild",
          "mildly",
          "minor",
          "minimal",
          "slight",
          "scant",
          "moderate",
          "moderately",
          "severe",
          "small",
          "trace",
          "positive",
          "+",
          "improved",
          "improving",
          "stable",
          "normal",
          "intact",
          "soft",
          "regular",
          "good",
          "clear",
          "worsening",
          "persistent",
          "occasional",
          "intermittent",
          "bilateral",
          "some",
          "large",
          "marked",
          "it",
          "he",
          "she",
          "they",
          "we",
          "i",
          "this",
          "these",
          "there",
          "patient",
          "pt",
          "has",
          "have",
          "had",
          "is",
          "was",
          "are",
          "were",
          "reports",
          "states",
          "complains",
          "endorses",
          "admits",
          "presents",
          "does",
          "did",
          "who",
          "which",
          "although",
          "with",
          "well",
          "alert",
          "oriented",
          "awake",
          "warm",
          "supple",
          "moist",
          "equal",
          "full",
          "just",
          "remains",
          "unchanged",
          "likely",
          "possible",
          "probable",
          "suspected",
          "known",
          "s",
          "status",
          "history",
          "stool",
          "now",
          "new",
          "ongoing",
          "still",
          "continues",
          "continue",
          "appears",
          "seems",
          "increased",
          "decreased",
          "old",
          "tender",
          "nontender",
          "follow",
          "chronic",
          "consider",
          "will",
          "please",
          "started",
          "start");

  private static final Set<String> VERBS =
      Set.of(
          "is", "are", "was", "were", "has", "had", "have", "shows", "remains", "appears",
          "reveals");

  private final List<Token> tokens;
  private final Map<Integer, CueMatch> starts = new HashMap<>();
  private final String opening;

  /**
   * Knows a sentence.
   *
   * @param opening the first of several words of the mention, which may affirm it; else empty
   */
  Scope(List<Token> tokens, List<CueMatch> matches, String opening) {
    this.tokens = tokens;
    this.opening = opening;
    matches.forEach(match -> starts.put(match.from(), match));
  }

  /** True when a forward cue still holds at the token t. */
  boolean reaches(CueMatch cue, int t) {
    boolean brief = isBrief(cue);
    int depth = 0;
    for (int k = cue.to(); k < t; k++) {
      CueMatch other = starts.get(k);
      if (other != null && stops(cue, other)) {
        return false;
      }
      String norm = tokens.get(k).norm();
      depth += norm.equals("(") ? 1 : norm.equals(")") ? -1 : 0;
      if (depth < 0) {
        return false; // what is said inside brackets stays there
      }
      if (norm.equals(";") && !passesSemicolon(cue, k, t)) {
        return false;
      }
      if (VERBS.contains(norm) && tokens.get(cue.from()).is("risks")) {
        return false; // "risks of surgery were explained, he has …"
      }
      if (norm.equals(",") && !passesComma(cue, brief, k, t)) {
        return false;
      }
      if (isNegation(cue)
          && norm.equals("and")
          && k + 1 <= t
          && cue.role() == CueRole.NEGATE
          && affirms(k + 1, t)) {
        return false;
      }
      if (isNegation(cue) && norm.equals("with") && k > cue.to() && affirms(k + 1, t)) {
        return false;
      }
    }
    return isAsNeeded(cue)
        ? t - cue.to() <= 3 && !hasVerb(cue.to(), t)
        : !brief || t - cue.to() <= 8;
  }

  /** "as needed for nausea": what a medicine waits for stands close behind. */
  private boolean isAsNeeded(CueMatch cue) {
    String first = tokens.get(cue.from()).norm();
    boolean asNeeded =
        first.equals("as") && cue.from() + 1 < cue.to() && tokens.get(cue.from() + 1).is("needed");
    return cue.role() == CueRole.IMAGINE && (first.equals("prn") || asNeeded);
  }

  private boolean hasVerb(int from, int to) {
    for (int k = from; k < to; k++) {
      if (VERBS.contains(tokens.get(k).norm())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNegation(CueMatch cue) {
    return cue.role() == CueRole.NEGATE || cue.role() == CueRole.NEGATE_LIST;
  }

  private boolean stops(CueMatch cue, CueMatch other) {
    return switch (cue.role()) {
      case IMAGINE ->
          other.role() == CueRole.STOP_IMAGINE
              || (other.role() == CueRole.STOP
                  && Set.of("but", "however", "otherwise", "although", "because")
                      .contains(tokens.get(other.from()).norm()));
      case PAST ->
          other.role() == CueRole.STOP_PAST || (other.role() == CueRole.STOP && !isMild(other));
      case NEGATE -> other.role() == CueRole.STOP || tokens.get(other.from()).is("exclude");
      case NEGATE_LIST ->
          other.role() == CueRole.STOP
              && !Set.of("since", "only").contains(tokens.get(other.from()).norm());
      default -> other.role() == CueRole.STOP || isNegation(other);
    };
  }

  /** Words that end a negation but not a list of past problems. */
  private boolean isMild(CueMatch stop) {
    return Set.of(
            "which",
            "for",
            "treated",
            "secondary",
            "due",
            "requiring",
            "resulting",
            "resulted",
            "improved",
            "persistent",
            "since",
            "positive",
            "on",
            "while",
            "leading",
            "causing",
            "worsening",
            "ongoing")
        .contains(tokens.get(stop.from()).norm());
  }

  private boolean isBrief(CueMatch cue) {
    String first = tokens.get(cue.from()).norm();
    String last = tokens.get(cue.to() - 1).norm();
    return switch (cue.role()) {
      case PAST ->
          !last.equals("of")
              && !last.equals("for")
              && !last.equals("with")
              && !last.startsWith("includ")
              && !first.startsWith("pm")
              && !first.startsWith("ps")
              && !first.equals("h")
              && !first.equals("used")
              && !last.equals("hx")
              && !last.equals(":");
      case IMAGINE ->
          first.equals("risk")
              || first.startsWith("prevent")
              || first.startsWith("screen")
              || first.startsWith("vaccin")
              || first.startsWith("immuni")
              || first.startsWith("proph")
              || first.equals("prn")
              || (first.equals("as") && last.equals("for"))
              || first.equals("increased");
      default -> false;
    };
  }

  private boolean passesSemicolon(CueMatch cue, int k, int t) {
    if (cue.role() == CueRole.IMAGINE) {
      return true;
    }
    if (cue.role() != CueRole.NEGATE_LIST) {
      return false;
    }
    for (int i = k + 1; i < t; i++) {
      if (VERBS.contains(tokens.get(i).norm())) {
        return false;
      }
    }
    return t - k <= 5 && !affirms(k + 1, t);
  }

  private boolean passesComma(CueMatch cue, boolean brief, int k, int t) {
    return switch (cue.role()) {
      case NEGATE_LIST -> !opensClause(k + 1, t);
      case NEGATE -> {
        String first = tokens.get(cue.from()).norm();
        boolean strong =
            first.equals("no")
                || first.equals("denies")
                || first.equals("neither")
                || first.equals("none")
                || first.equals("ruled");
        yield !opensClause(k + 1, t) && (strong || listGoesOn(k));
      }
      case DOUBT -> {
        String text = tokens.get(cue.from()).norm() + tokens.get(cue.to() - 1).norm();
        yield text.contains("diff")
            || text.contains("ddx")
            || text.contains("includ")
            || (isListed(cue) && !opensClause(k + 1, t))
            || orGoesOn(k);
      }
      case PAST -> !brief && !opensClause(k + 1, t);
      case IMAGINE -> !brief || listGoesOn(k);
      default -> false;
    };
  }

  /** "Considered colic, torsion, gastroenteritis", "r/o MI, PE": of several things in a row. */
  private boolean isListed(CueMatch cue) {
    String first = tokens.get(cue.from()).norm();
    return first.startsWith("consider") || Set.of("r", "ro", "r/o", "rule").contains(first);
  }

  /** A later "or", "nor" or "and" shows that the comma only parted members of a list. */
  private boolean listGoesOn(int k) {
    for (int i = k + 1; i < tokens.size(); i++) {
      String norm = tokens.get(i).norm();
      if (norm.equals("or")
          || norm.equals("nor")
          || (norm.equals("and") && !affirms(i + 1, tokens.size()))) {
        return true;
      }
      CueMatch match = starts.get(i);
      if (norm.equals(";") || (match != null && match.role() == CueRole.STOP)) {
        return false;
      }
    }
    return false;
  }

  private boolean orGoesOn(int k) {
    for (int i = k + 1; i < tokens.size() && !tokens.get(i).is(";"); i++) {
      if (tokens.get(i).is("or") || tokens.get(i).is("vs") || tokens.get(i).is("versus")) {
        return true;
      }
    }
    return false;
  }

  private boolean affirms(int k, int t) {
    if (k >= tokens.size() || k > t) {
      return false;
    }
    String norm = tokens.get(k).norm();
    return AFFIRMERS.contains(norm.equals(Assertions.MASK) ? opening : norm);
  }

  private static final Set<String> GOES_ON =
      Set.of(
          "continue",
          "continues",
          "persist",
          "persists",
          "remain",
          "remains",
          "recurred",
          "positive",
          "pos");

  /** Behind a comma stands a clause with its own subject and verb, or something affirmed. */
  private boolean opensClause(int k, int t) {
    CueMatch past = starts.get(k);
    if (past != null && past.role() == CueRole.PAST && tokens.get(k).is("h")) {
      return true; // "no NICU stay, h/o jaundice"
    }
    if (t + 1 < tokens.size() && GOES_ON.contains(tokens.get(t + 1).norm())) {
      return true; // "no chest pain, palpitations continue"
    }
    int first = k;
    if (first < t
        && (tokens.get(first).is("and")
            || tokens.get(first).is("or")
            || tokens.get(first).is("nor"))) {
      if (!tokens.get(first).is("and")) {
        return false;
      }
      first++;
    }
    if (affirms(first, t)) {
      return !orComesBefore(first);
    }
    for (int i = first; i < Math.min(tokens.size(), first + 5); i++) {
      if (tokens.get(i).is(",") || tokens.get(i).is(";") || tokens.get(i).is("or")) {
        return false;
      }
      if (VERBS.contains(tokens.get(i).norm()) && i > first) {
        int next = i + 1;
        while (next < tokens.size()
            && Set.of("also", "ever", "been", "being", "either")
                .contains(tokens.get(next).norm())) {
          next++;
        }
        return next >= tokens.size() || !SEEN.contains(tokens.get(next).norm());
      }
    }
    return false;
  }

  /** "no acute, severe or chronic pain": adjectives in a row open nothing. */
  private boolean orComesBefore(int k) {
    for (int i = k + 1; i < Math.min(tokens.size(), k + 3); i++) {
      if (tokens.get(i).is("or")) {
        return true;
      }
    }
    return false;
  }

  /** True when a cue behind its words reaches back to the token before t. */
  boolean reachesBack(CueMatch cue, int t1) {
    boolean list = closesList(cue);
    for (int k = cue.from() - 1; k >= t1; k--) {
      String norm = tokens.get(k).norm();
      CueMatch other = starts.get(k);
      if (norm.equals(";")
          || (norm.equals(":") && isAnswer(cue))
          || (norm.equals(",") && cue.role() == CueRole.IMAGINED)
          || (cue.role() == CueRole.PASSED && other != null && other.role() == CueRole.PAST)
          || (other != null
              && (other.role() == CueRole.STOP || isNegation(other))
              && !isVerb(other))) {
        return false;
      }
      if ((list || cue.role() == CueRole.IMAGINED) && VERBS.contains(norm)) {
        return false; // "the dizziness is better and the nausea is gone"
      }
      if (norm.equals("and") || norm.equals("or") || norm.equals("&") || norm.equals("/")) {
        list = true;
      }
      if (norm.equals(",") && k != cue.from() - 1 && !list) {
        return false;
      }
    }
    int distance = cue.from() - t1;
    return switch (cue.role()) {
      case IMAGINED -> distance <= 1 || (list && distance <= 6);
      case PASSED -> distance <= 8;
      default -> list ? distance <= 20 : distance <= 8;
    };
  }

  /**
   * "Orthopnea, PND - none": a mark before the verdict says that it is on all that stands before,
   * unless the last of it is a question of its own ("HTN, allergies: none") or the rest was told.
   */
  private boolean closesList(CueMatch cue) {
    if (!isAnswer(cue)
        || cue.from() == 0
        || ASKED_ALONE.contains(tokens.get(cue.from() - 1).norm())) {
      return false;
    }
    for (int k = cue.from() - 1; k >= 0 && !tokens.get(k).is(";"); k--) {
      String norm = tokens.get(k).norm();
      if (norm.equals(":") && k > 0) {
        return !HISTORIES.contains(tokens.get(k - 1).norm());
      }
      if (VERBS.contains(norm) || TOLD.contains(norm)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAnswer(CueMatch cue) {
    String first = tokens.get(cue.from()).norm();
    return cue.role() == CueRole.NEGATED && (first.equals("-") || first.equals(":"));
  }

  private boolean isVerb(CueMatch stop) {
    return Set.of("was", "is", "has", "and").contains(tokens.get(stop.from()).norm());
  }

  @Nullable CueMatch at(int k) {
    return starts.get(k);
  }
}
