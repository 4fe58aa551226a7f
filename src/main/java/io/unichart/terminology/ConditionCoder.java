package io.unichart.terminology;

import io.unichart.terminology.Coding.Confidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Codes what a clinician calls a condition in ICD-10-CM, with reasons.
 *
 * <p>A cascade: the phrase as it stands; without small words and order; without remarks in brackets
 * and behind commas; without qualifiers; the longest known phrase inside it; last, what it looks
 * like. A code found for a shortened phrase is made as specific as the whole phrase says (the left
 * knee), never more: a code that adds something unsaid is not chosen over the unspecified one.
 */
public final class ConditionCoder {

  private static final double HIGH = 0.72;
  private static final double LOW = 0.5;

  /** A shorter phrase is an abbreviation: one letter more makes ARDS of AIDS. */
  private static final int SHORTEST = 5;

  /** Words without which nothing of chapter O is meant. */
  private static final Pattern PREGNANCY =
      Pattern.compile(
          "pregnan|gestat|partum|natal|puerper|obstet|labou?r|deliver|trimester|birth|eclamp|placent|abort"
              + "|miscarr|fet(?:al|us)|amnio|lactat|twin|ectopic|molar|matern|hyperemesis");

  private static final Pattern ALLERGIC_TO =
      Pattern.compile("(?i)\\ballerg(?:ic|y|ies) (?:reaction )?to (.+)$");

  private static final Pattern BRACKETS = Pattern.compile("\\([^)]*\\)|\\[[^\\]]*]|\\([^)]*$");
  private static final Pattern REMARK =
      Pattern.compile(
          "\\s*(?:[,;:/]|\\.\\s|\\s[-\u2013\u2014]\\s|\\bvs\\.?\\b|\\bversus\\b|\\bwith\\b|\\bw/|\\bdue to\\b|\\bsecondary to\\b|\\b2/2\\b|\\bafter\\b|\\bfollowing\\b|\\bfrom\\b|\\bon\\b|\\band\\b|\\bbut\\b|\\bsince\\b|\\bassociated\\b).*$",
          Pattern.CASE_INSENSITIVE);

  private final TermIndex index;

  public ConditionCoder(TermIndex index) {
    this.index = index;
  }

  public Coding code(String phrase) {
    String norm = Wording.norm(phrase);
    if (norm.isEmpty()) {
      return new Coding(null, Confidence.NONE, List.of(), version());
    }
    Found found = find(phrase, norm);
    List<Candidate> alike = index.search(shortened(phrase), 6, true);
    if (found == null || found.confidence == Confidence.LOW) {
      Coding byLikeness = byLikeness(norm, alike);
      if (found == null || byLikeness.chosen() != null) {
        return byLikeness;
      }
    }
    Candidate chosen = specific(found, norm);
    List<Candidate> candidates = new ArrayList<>(List.of(chosen));
    alike.stream().filter(c -> !c.code().equals(chosen.code())).limit(5).forEach(candidates::add);
    return new Coding(chosen, found.confidence, candidates, version());
  }

  private String version() {
    return index.table().version();
  }

  private record Found(Candidate candidate, Confidence confidence) {}

  private Coding byLikeness(String norm, List<Candidate> alike) {
    boolean pregnant = PREGNANCY.matcher(norm).find();
    Candidate best =
        alike.stream()
            .filter(c -> !isCircumstance(c) && (pregnant || !c.code().startsWith("O")))
            .findFirst()
            .orElse(null);
    boolean abbreviation = norm.length() < SHORTEST;
    if (best == null || best.score() < LOW || !best.billable() || abbreviation) {
      return new Coding(null, Confidence.NONE, alike, version());
    }
    return new Coding(
        best, best.score() >= HIGH ? Confidence.HIGH : Confidence.LOW, alike, version());
  }

  /** How something happened: never what somebody has, unless it is called by its very name. */
  private static boolean isCircumstance(Candidate candidate) {
    return "VWXY".indexOf(candidate.code().charAt(0)) >= 0;
  }

  private static boolean isStatus(Candidate candidate) {
    return candidate.code().startsWith("Z");
  }

  private @Nullable Found find(String phrase, String norm) {
    Found found = byName(norm, 1, "", Confidence.EXACT);
    found = found != null ? found : byOtherName(norm);
    for (String shorter : shorter(phrase)) {
      found = found != null ? found : byName(shorter, 0.95, "", Confidence.EXACT);
    }
    for (String shorter : shorter(phrase)) {
      found =
          found != null
              ? found
              : byName(unqualified(shorter), 0.9, " without qualifiers", Confidence.HIGH);
    }
    return found != null ? found : inside(shortened(phrase));
  }

  private static List<String> shorter(String phrase) {
    Set<String> shorter = new LinkedHashSet<>();
    String bare = BRACKETS.matcher(phrase).replaceAll(" ");
    shorter.add(Wording.norm(bare));
    shorter.add(Wording.norm(ALLERGIC_TO.matcher(bare).replaceFirst("$1 allergy")));
    String cut = bare;
    for (int i = 0; i < 4; i++) {
      String next = lastRemarkCut(cut);
      if (next.equals(cut)) {
        break;
      }
      cut = next;
      shorter.add(Wording.norm(cut));
    }
    shorter.add(Wording.norm(REMARK.matcher(bare).replaceFirst("")));
    shorter.remove("");
    return List.copyOf(shorter);
  }

  /** Without the last remark, so that "gout, left foot, new" is first cut to "gout, left foot". */
  private static String lastRemarkCut(String text) {
    int at = -1;
    for (String mark :
        new String[] {
          ",",
          ";",
          " - ",
          " \u2013 ",
          " with ",
          " due to ",
          " secondary to ",
          " vs ",
          " vs. ",
          " and "
        }) {
      at = Math.max(at, text.lastIndexOf(mark));
    }
    return at <= 0 ? text : text.substring(0, at);
  }

  private static String shortened(String phrase) {
    String bare = BRACKETS.matcher(phrase).replaceAll(" ");
    String cut = bare.replaceFirst("\\s*[,;(].*$", "").strip();
    return cut.length() >= 3 ? cut : bare;
  }

  private static String unqualified(String norm) {
    StringBuilder kept = new StringBuilder();
    for (String word : Wording.words(norm)) {
      if (!PhraseWords.QUALIFIERS.contains(word)) {
        kept.append(word).append(' ');
      }
    }
    return kept.toString().strip();
  }

  private @Nullable Found byName(String norm, double score, String how, Confidence confidence) {
    return byName(named(norm), score, how, confidence);
  }

  private List<Term> named(String norm) {
    if (norm.isEmpty()) {
      return List.of();
    }
    List<Term> terms = index.exactly(norm);
    return terms.isEmpty() ? index.loosely(norm) : terms;
  }

  private @Nullable Found byName(
      List<Term> terms, double score, String how, Confidence confidence) {
    Term best = terms.stream().min(Comparator.comparingInt(ConditionCoder::rank)).orElse(null);
    if (best == null) {
      return null;
    }
    Concept concept = billable(index.table().concepts().get(best.concept()));
    String method = best.source().method() + how;
    return concept == null
        ? null
        : new Found(
            new Candidate(concept.code(), concept.display(), true, score, method), confidence);
  }

  /** "T2DM with neuropathy" is known as "type 2 diabetes with neuropathy". */
  private @Nullable Found byOtherName(String norm) {
    List<String> words = Wording.words(norm);
    for (int length = words.size() - 1; length >= 1; length--) {
      String rest = norm.substring(String.join(" ", words.subList(0, length)).length());
      for (Term term : index.exactly(String.join(" ", words.subList(0, length)))) {
        for (String name : index.ownNames(term.concept())) {
          Found found = byName(index.exactly(name + rest), 0.95, "", Confidence.EXACT);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private static int rank(Term term) {
    return switch (term.source()) {
      case OWN, SPOKEN -> 0;
      case TITLE -> 1;
      case SYNONYM -> 2;
    };
  }

  private @Nullable Concept billable(Concept concept) {
    return concept.billable() ? concept : index.hierarchy().unspecifiedBelow(concept);
  }

  /** The longest known name among the words of the phrase. */
  private @Nullable Found inside(String phrase) {
    List<String> words = Wording.words(Wording.norm(phrase));
    for (int length = Math.min(6, words.size() - 1); length >= 1; length--) {
      for (int from = words.size() - length; from >= 0; from--) {
        String part = String.join(" ", words.subList(from, from + length));
        boolean tooShort = length == 1 && part.length() < 4;
        List<String> around = new ArrayList<>(words.subList(0, from));
        around.addAll(words.subList(from + length, words.size()));
        if (tooShort
            || PhraseWords.QUALIFIERS.contains(part)
            || around.stream().anyMatch(PhraseWords.OTHERWISE::contains)) {
          continue;
        }
        boolean most = 2 * length > words.size();
        Found found =
            byName(
                named(part).stream().filter(t -> t.source() != Term.Source.SPOKEN).toList(),
                most ? 0.75 : 0.55,
                " inside the phrase",
                most ? Confidence.HIGH : Confidence.LOW);
        if (found != null
            && (length > 1 || words.size() <= 3)
            && (most || !isCircumstance(found.candidate) && !isStatus(found.candidate))) {
          return found;
        }
      }
    }
    return null;
  }

  /** The code of the same category that says most of what the phrase says and nothing else. */
  private Candidate specific(Found found, String norm) {
    Candidate base = found.candidate;
    if (index.table().system() != CodeSystem.ICD10CM) {
      return base;
    }
    Set<String> said = new HashSet<>(Wording.stems(norm));
    imply(said);
    Set<String> own = stems(base.display());
    Candidate best = base;
    int most = covered(own, said);
    int leastExtra = Integer.MAX_VALUE;
    for (Concept concept : index.hierarchy().below(base.code().substring(0, 3))) {
      Set<String> title = stems(concept.display());
      Set<String> extra = new HashSet<>(title);
      extra.removeAll(said);
      extra.removeAll(PhraseWords.SAYS_NOTHING);
      Set<String> added = new HashSet<>(extra);
      added.removeAll(own);
      boolean keepsMeaning = title.containsAll(meaning(own));
      int covered = covered(title, said);
      if (added.isEmpty()
          && keepsMeaning
          && (covered > most || (covered == most && best != base && extra.size() < leastExtra))
          && concept.code().length() >= Math.min(base.code().length(), 5)) {
        best =
            new Candidate(
                concept.code(),
                concept.display(),
                true,
                base.score(),
                base.method() + ", as specific as the text");
        most = covered;
        leastExtra = extra.size();
      }
    }
    return best;
  }

  /** What the words of a phrase say without saying it. */
  private static void imply(Set<String> said) {
    if (said.contains("left") || said.contains("right")) {
      said.add("unilateral");
    }
    if (said.contains("leg")) {
      said.addAll(List.of("lower", "limb", "extremity"));
    }
    if (said.contains("arm")) {
      said.addAll(List.of("upper", "limb", "extremity"));
    }
  }

  /** The words of a title that say something. */
  private static Set<String> meaning(Set<String> own) {
    Set<String> meaning = new HashSet<>(own);
    meaning.removeAll(PhraseWords.SAYS_NOTHING);
    return meaning;
  }

  private static int covered(Set<String> title, Set<String> said) {
    int covered = 0;
    for (String word : title) {
      covered += said.contains(word) && !PhraseWords.SAYS_NOTHING.contains(word) ? 1 : 0;
    }
    return covered;
  }

  private static Set<String> stems(String display) {
    return new HashSet<>(Wording.stems(Wording.norm(display)));
  }
}
