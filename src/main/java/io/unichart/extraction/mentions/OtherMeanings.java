package io.unichart.extraction.mentions;

import io.unichart.extraction.Section;
import io.unichart.extraction.Span;
import io.unichart.extraction.text.Token;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Short forms of conditions that mean something else beside certain words. */
final class OtherMeanings {

  private static final Set<String> GROUP_B_STREPTOCOCCI =
      Set.of(
          "cx",
          "culture",
          "cultures",
          "status",
          "swab",
          "screen",
          "screening",
          "positive",
          "negative",
          "pos",
          "neg",
          "unknown",
          "prophylaxis",
          "ppx",
          "bacteriuria",
          "+",
          "-",
          ":");

  /** Another thing is meant before these words: "SI joint", "PE tubes", "MS: alert". */
  private static final Map<String, Set<String>> BEFORE =
      Map.of(
          "MS",
              Set.of(
                  ":", "iv", "im", "contin", "changes", "exam", "status", "intact", "normal", "ir",
                  "er"),
          "SI", Set.of("joint", "joints", "unit", "units"),
          "PE", Set.of("tube", "tubes", ":", "exam", "unremarkable", "normal"),
          "CP", Set.of("angle", "angles"),
          "DDD", Set.of("pacemaker", "pacer", "mode", "pacing"),
          "GBS", GROUP_B_STREPTOCOCCI,
          "VT", Set.of("of", ":", "=", "ml"),
          "AF", Set.of("vss", "/", "soft", "flat", "open", "sunken", "bulging", "closed"),
          "ALS", Set.of("crew", "unit", "ambulance", "transport"));

  /** Another thing is meant behind these words: "seen at UC", "comfortable on RA", "Mucinex DM". */
  private static final Map<String, Set<String>> BEHIND =
      Map.of(
          "C/S", Set.of("/"),
          "UC", Set.of("at", "to", "from", "in", "local", "an", "via"),
          "RA", Set.of("on", "dilated", "mean"),
          "DM", Set.of("robitussin", "mucinex", "guaifenesin", "promethazine", "delsym", "tussin"),
          "PDA", Set.of("distal", "proximal", "to", "mid", "rpda", "lad"));

  /** What is felt in an examination is tender to palpation, and nobody's thrombocytopenia. */
  private static final Set<String> FELT = Set.of("TTP");

  /** Words beside it, wherever it stands. */
  private static final Set<String> TENDER =
      Set.of(
          "no",
          "not",
          "non",
          "mild",
          "mildly",
          "diffusely",
          "minimal",
          "minimally",
          "moderate",
          "over",
          "at",
          "in",
          "along",
          "suprapubic",
          "epigastric",
          "rlq",
          "llq",
          "ruq",
          "luq",
          "abdomen",
          "abd",
          "midline",
          "paraspinal",
          "+",
          "w",
          "with");

  /** "arrhythmia clinic", "blister pack": who or what is called after an illness. */
  private static final Set<String> CALLED_AFTER =
      Set.of(
          "clinic",
          "clinics",
          "team",
          "nurse",
          "service",
          "specialist",
          "educator",
          "foundation",
          "pack",
          "packs",
          "hotline",
          "ward");

  /** "no LOC": a loss of consciousness where it is asked for, else the level of consciousness. */
  private static final Set<String> ASKED =
      Set.of(
          "no",
          "nil",
          "denies",
          "denied",
          "without",
          "o",
          "any",
          "brief",
          "or",
          "+",
          "with",
          "neg",
          "positive",
          "pos",
          "?",
          "-",
          "prolonged",
          "w",
          "had");

  /** "no LAD", "cervical LAD": glands, where else an artery of the heart is meant. */
  private static final Set<String> GLANDS =
      Set.of(
          "no",
          "without",
          "nil",
          "o",
          "any",
          "or",
          "cervical",
          "axillary",
          "inguinal",
          "submandibular",
          "supraclavicular",
          "shotty",
          "tender",
          "anterior",
          "posterior",
          "palpable",
          "nontender",
          "ant",
          "post",
          "mild",
          "bilateral",
          "diffuse",
          "generalized",
          "hilar",
          "mediastinal",
          "+",
          "-",
          "neg");

  private OtherMeanings() {}

  /**
   * Whether a short form is no condition where it stands.
   *
   * @param from index of its first token
   * @param to one past its last
   */
  static boolean has(String text, List<Token> tokens, int from, int to, @Nullable Section section) {
    String words = new Span(tokens.get(from).start(), tokens.get(to - 1).end()).of(text);
    String before = from > 0 ? tokens.get(from - 1).norm() : "";
    String behind = to < tokens.size() ? tokens.get(to).norm() : "";
    boolean examined =
        section != null
            && !section.kind().isAssessment()
            && !section.kind().isPast()
            && section.kind() != Section.Kind.HOSPITAL_COURSE;
    return BEFORE.getOrDefault(words, Set.of()).contains(behind)
        || BEHIND.getOrDefault(words, Set.of()).contains(before)
        || (FELT.contains(words)
            && (examined || TENDER.contains(behind) || TENDER.contains(before)))
        || CALLED_AFTER.contains(behind)
        || words.equalsIgnoreCase("d/c")
        || (words.equals("LAD") && !GLANDS.contains(before))
        || (words.equals("LOC") && !ASKED.contains(before));
  }
}
