package io.unichart.terminology;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares a phrase with a name word by word. Words weigh by rarity. A word matches itself, a word
 * it begins, a word one slip away, or one that titles use for it ("kidney", "renal"). What is left
 * over in the name costs: little for words that say nothing ("unspecified"), much for a context the
 * phrase does not mention (pregnancy, a cause, an organism).
 */
final class WordMatch {

  private static final Set<String> NEUTRAL =
      Set.of(
          "unspecified",
          "type",
          "disease",
          "disorder",
          "not",
          "elsewhere",
          "classified",
          "site",
          "part",
          "initial",
          "encounter",
          "closed",
          "without",
          "complication",
          "organism",
          "specified",
          "condition",
          "syndrome",
          "uncomplicated",
          "primary",
          "essential",
          "acute",
          "cause",
          "other",
          "ear",
          "eye",
          "side",
          "single",
          "episode",
          "limb",
          "mention",
          "due",
          "intractable",
          "status");

  private static final Set<String> FOREIGN =
      Set.of(
          "pregnancy",
          "childbirth",
          "puerperium",
          "newborn",
          "neonatal",
          "congenital",
          "drug",
          "induced",
          "postprocedural",
          "intraoperative",
          "sequela",
          "subsequent",
          "tuberculous",
          "syphilitic",
          "gonococcal",
          "family",
          "personal",
          "history",
          "maternal",
          "fetus",
          "accident",
          "collision",
          "poisoning",
          "epidemic",
          "trimester",
          "abortion",
          "military",
          "rider",
          "occupant",
          "intentional",
          "assault",
          "adverse",
          "underdosing",
          "undetermined",
          "contact",
          "exposure",
          "psychogenic",
          "ectopic",
          "molar",
          "obstetric",
          "screening",
          "birth",
          "injured",
          "vehicle",
          "pedestrian",
          "hysterical",
          "puerperal",
          "foreign",
          "prosthetic",
          "device",
          "graft",
          "implant",
          "childhood",
          "juvenile",
          "secondary",
          "left",
          "right",
          "bilateral");

  /**
   * A name that leaves more of the phrase unsaid is another thing, unless it is spelt like it.
   * Words that names are made of are no slips for each other: a chest infection is no yeast
   * infection.
   */
  private static final double COVERED = 0.7;

  private static final int LONG = 16;
  private static final double SPELT_ALIKE = 0.86;
  private static final double SPELT_ALIKE_IF_LONG = 0.8;

  private static final Pattern ABBREVIATION = Pattern.compile("[a-z&&[^aeiouy]]{2,4}");

  /** Worth showing, not worth choosing. */
  static final double DOUBTFUL = 0.49;

  private static final Map<String, List<String>> SAID_AS = load();

  /** A phrase's words with their weights and alternatives. */
  record Query(String norm, List<String> stems, List<List<String>> alternatives, double[] weights) {

    /** The phrase, and the phrase as a title would say it. */
    List<String> variants(String norm) {
      StringBuilder medical = new StringBuilder();
      boolean changed = false;
      for (int i = 0; i < stems.size(); i++) {
        boolean other = !alternatives.get(i).isEmpty();
        changed |= other;
        medical.append(other ? alternatives.get(i).get(0) : stems.get(i)).append(' ');
      }
      return changed ? List.of(norm, medical.toString().strip()) : List.of(norm);
    }
  }

  private final Map<String, Integer> frequency = new HashMap<>();
  private final String[][] stems;

  WordMatch(String[] norms) {
    stems = new String[norms.length][];
    Map<String, String> shared = new HashMap<>();
    for (int i = 0; i < norms.length; i++) {
      List<String> words = new ArrayList<>();
      for (String stem : Wording.stems(norms[i])) {
        words.add(shared.computeIfAbsent(stem, s -> s));
      }
      stems[i] = words.toArray(String[]::new);
      new LinkedHashSet<>(words).forEach(word -> frequency.merge(word, 1, Integer::sum));
    }
  }

  private static Map<String, List<String>> load() {
    InputStream in =
        Objects.requireNonNull(WordMatch.class.getResourceAsStream("/terminology/words.tsv"));
    Map<String, List<String>> said = new HashMap<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(
              line -> {
                String[] fields = line.split("\t");
                List<String> others = new ArrayList<>();
                for (String other : fields[1].split("\\|")) {
                  String stem = Wording.stem(other);
                  if (!stem.equals(Wording.stem(fields[0]))) {
                    others.add(stem);
                  }
                }
                said.putIfAbsent(Wording.stem(fields[0]), others);
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return said;
  }

  Query query(String norm) {
    List<String> words = Wording.stems(norm);
    if (words.isEmpty()) {
      words = Wording.words(norm);
    }
    List<List<String>> alternatives = new ArrayList<>();
    double[] weights = new double[words.size()];
    for (int i = 0; i < weights.length; i++) {
      alternatives.add(SAID_AS.getOrDefault(words.get(i), List.of()));
      weights[i] = weight(words.get(i));
    }
    return new Query(norm, words, alternatives, weights);
  }

  private double weight(String stem) {
    Integer count = frequency.get(stem);
    return Math.log(1 + (double) stems.length / (1 + (count == null ? 30 : count)));
  }

  double score(Query query, int place, String norm) {
    return score(query, stems[place], norm);
  }

  /** How a name from elsewhere fits the phrase, by the rarity of words in this table. */
  double score(Query query, String norm) {
    return score(query, Wording.stems(norm).toArray(String[]::new), norm);
  }

  private double score(Query query, String[] name, String norm) {
    boolean[] used = new boolean[name.length];
    double found = 0;
    double all = 0;
    boolean lacksWord = false;
    for (int i = 0; i < query.stems().size(); i++) {
      String stem = query.stems().get(i);
      double match = match(stem, query.alternatives().get(i), name, used);
      all += query.weights()[i];
      found += query.weights()[i] * match;
      lacksWord |= match == 0 && frequency.containsKey(stem);
    }
    double covered = all == 0 ? 0 : found / all;
    double extra = 0;
    for (int j = 0; j < name.length; j++) {
      extra += used[j] ? 0 : cost(name[j]);
    }
    double byWord = covered / (1 + extra);
    double byLetter = Likeness.ratio(query.norm(), norm);
    double score = Math.max(0.7 * byWord + 0.3 * byLetter, byLetter * byLetter);
    boolean isShort = query.norm().length() < LONG;
    double alike = lacksWord ? 1 : isShort ? SPELT_ALIKE : SPELT_ALIKE_IF_LONG;
    boolean another =
        covered < COVERED && byLetter < alike || isShort && lacksAbbreviation(query, name);
    return another ? DOUBTFUL * score : score;
  }

  /** An abbreviation is itself or another: "RSV" is no slip for "MRSA". */
  private static boolean lacksAbbreviation(Query query, String[] name) {
    for (int i = 0; i < query.stems().size(); i++) {
      String stem = query.stems().get(i);
      if (ABBREVIATION.matcher(stem).matches()
          && query.alternatives().get(i).isEmpty()
          && !Arrays.asList(name).contains(stem)) {
        return true;
      }
    }
    return false;
  }

  private static double match(
      String stem, List<String> alternatives, String[] name, boolean[] used) {
    double best = 0;
    int at = -1;
    for (int j = 0; j < name.length; j++) {
      double likeness = used[j] ? 0 : likeness(stem, alternatives, name[j]);
      if (likeness > best) {
        best = likeness;
        at = j;
      }
    }
    if (at >= 0) {
      used[at] = true;
    }
    return best;
  }

  private static double likeness(String stem, List<String> alternatives, String word) {
    if (stem.equals(word)) {
      return 1;
    }
    if (alternatives.contains(word)) {
      return 0.92;
    }
    if (stem.length() >= 4 && word.startsWith(stem)) {
      return 0.85;
    }
    if (word.length() >= 5 && stem.startsWith(word)) {
      return 0.8;
    }
    boolean slip = stem.length() >= 4 && Likeness.isOneSlip(stem, word);
    if (slip) {
      return 0.85;
    }
    boolean twoSlips =
        stem.length() >= 8 && stem.charAt(0) == word.charAt(0) && Likeness.ratio(stem, word) > 0.8;
    return twoSlips ? 0.7 : 0;
  }

  private double cost(String word) {
    if (NEUTRAL.contains(word)) {
      return word.equals("other") || word.equals("specified") ? 0.06 : 0.015;
    }
    return FOREIGN.contains(word) ? 0.35 : 0.03 + 0.018 * weight(word);
  }
}
