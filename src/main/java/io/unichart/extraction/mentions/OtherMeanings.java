package io.unichart.extraction.mentions;

import io.unichart.extraction.Section;
import io.unichart.extraction.Span;
import io.unichart.extraction.text.Token;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of conditions that mean something else beside certain words. */
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

  /** "an alcoholic drink" */
  private static final Set<String> DRINKS =
      Set.of("drink", "drinks", "beverage", "beverages", "cocktail", "cocktails");

  /** "a cold room" is no illness. */
  private static final Set<String> COLD_THINGS =
      Set.of(
          "pack",
          "packs",
          "compress",
          "compresses",
          "room",
          "intolerance",
          "sore",
          "sores",
          "shower",
          "water",
          "drink",
          "day",
          "night",
          "weather",
          "spell",
          "foot",
          "hand",
          "bath");

  /** "yellow discharge": no going home. */
  private static final Set<String> OF_A_FLUID =
      Set.of(
          "no",
          "or",
          "any",
          "denies",
          "abnormal",
          "yellow",
          "green",
          "white",
          "bloody",
          "foul",
          "malodorous",
          "thick",
          "clear",
          "copious",
          "increased");

  /** "falls asleep" */
  private static final Set<String> FALLS_ELSEWHERE =
      Set.of("asleep", "into", "within", "under", "below", "outside", "off", "back", "short", "on");

  /** "SpO2 97% RA": the air that was breathed. */
  private static final Set<String> OXYGEN =
      Set.of("%", "spo2", "o2", "sao2", "sat", "sats", "saturation", "pulse", "ox", "oximetry");

  /** Whole words that mean something else before these, however they are written. */
  private static final Map<String, Set<String>> WORDS_BEFORE =
      Map.of("alcoholic", DRINKS, "a cold", COLD_THINGS, "falls", FALLS_ELSEWHERE);

  private OtherMeanings() {}

  /**
   * Whether a name is no condition where it stands.
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
    String lower = words.toLowerCase(Locale.ROOT);
    return BEFORE.getOrDefault(words, Set.of()).contains(behind)
        || BEHIND.getOrDefault(words, Set.of()).contains(before)
        || WORDS_BEFORE.getOrDefault(lower, Set.of()).contains(behind)
        || (FELT.contains(words)
            && (examined || TENDER.contains(behind) || TENDER.contains(before)))
        || CALLED_AFTER.contains(behind)
        || lower.equals("d/c")
        || lower.equals("fall")
        || (words.equals("CVA") && behind.startsWith("tender"))
        || (words.equals("LAD") && !GLANDS.contains(before))
        || (words.equals("LOC") && !ASKED.contains(before))
        || isLeaving(lower, before, behind)
        || isRoomAir(text, tokens, from);
  }

  /** "discharge" alone is mostly going home, unless it is denied or described. */
  private static boolean isLeaving(String words, String before, String behind) {
    boolean listed = before.equals(",") && (behind.equals(",") || behind.equals("or"));
    return words.equals("discharge") && !listed && !OF_A_FLUID.contains(before);
  }

  /** "SpO2 97% RA", "sats 94% OA" */
  private static boolean isRoomAir(String text, List<Token> tokens, int from) {
    String air = text.substring(tokens.get(from).start(), tokens.get(from).end());
    return (air.equals("RA") || air.equals("OA"))
        && tokens.subList(Math.max(0, from - 5), from).stream()
            .anyMatch(t -> OXYGEN.contains(t.norm()));
  }
}
