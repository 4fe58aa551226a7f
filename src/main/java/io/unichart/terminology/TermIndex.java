package io.unichart.terminology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the names of a table that are like a phrase, in memory.
 *
 * <p>Two stages. Letter trigrams, the rarest of the phrase first, gather a hundred or so names out
 * of a hundred thousand: they forgive slips, split and joined words. These few are then compared
 * word by word ({@link WordMatch}) and letter by letter ({@link Likeness}). What a name says beyond
 * the phrase costs it, so "vertigo" finds dizziness before epidemic vertigo.
 */
public final class TermIndex {

  private static final int GATHERED = 90;
  private static final int POSTINGS = 60_000;
  private static final int ALPHABET = 38;

  private final TermTable table;
  private final String[] norms;
  private final NameLookup exact;
  private final NameLookup loose;
  private final int[][] postings = new int[ALPHABET * ALPHABET * ALPHABET][];
  private final float[] weights;
  private final WordMatch words;
  private final Hierarchy hierarchy;
  private final Map<Integer, List<String>> ownNames = new HashMap<>();
  private final ThreadLocal<float[]> sums;

  public TermIndex(TermTable table) {
    this.table = table;
    int n = table.terms().size();
    this.norms = new String[n];
    this.weights = new float[n];
    for (int i = 0; i < n; i++) {
      norms[i] = Wording.norm(table.terms().get(i).text());
    }
    this.words = new WordMatch(norms);
    this.hierarchy = new Hierarchy(table);
    this.sums = ThreadLocal.withInitial(() -> new float[n]);
    this.exact = new NameLookup(norms);
    this.loose = new NameLookup(Arrays.stream(norms).map(Wording::loose).toArray(String[]::new));
    fillPostings();
    for (int i = 0; i < n; i++) {
      Term term = table.terms().get(i);
      if (term.source() == Term.Source.OWN) {
        ownNames.computeIfAbsent(term.concept(), place -> new ArrayList<>()).add(norms[i]);
      }
    }
  }

  public TermTable table() {
    return table;
  }

  Hierarchy hierarchy() {
    return hierarchy;
  }

  private void fillPostings() {
    int[] counts = new int[postings.length];
    for (String norm : norms) {
      for (int gram : trigrams(norm)) {
        counts[gram]++;
      }
    }
    for (int gram = 0; gram < counts.length; gram++) {
      postings[gram] = new int[counts[gram]];
    }
    int[] filled = new int[postings.length];
    for (int i = 0; i < norms.length; i++) {
      for (int gram : trigrams(norms[i])) {
        postings[gram][filled[gram]++] = i;
        weights[i] += rarity(gram);
      }
    }
  }

  private float rarity(int gram) {
    return (float) Math.log(1 + (double) norms.length / (1 + postings[gram].length));
  }

  private static int[] trigrams(String norm) {
    String padded = " " + norm + " ";
    int[] grams = new int[Math.max(0, padded.length() - 2)];
    for (int i = 0; i + 2 < padded.length(); i++) {
      grams[i] =
          (letter(padded.charAt(i)) * ALPHABET + letter(padded.charAt(i + 1))) * ALPHABET
              + letter(padded.charAt(i + 2));
    }
    Arrays.sort(grams);
    int kept = 0;
    for (int i = 0; i < grams.length; i++) {
      if (i == 0 || grams[i] != grams[i - 1]) {
        grams[kept++] = grams[i];
      }
    }
    return Arrays.copyOf(grams, kept);
  }

  private static int letter(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 1;
    }
    return c >= '0' && c <= '9' ? c - '0' + 27 : c == ' ' ? 0 : 37;
  }

  /** The names that are exactly the phrase, apart from capitals and marks. */
  List<Term> exactly(String norm) {
    return terms(exact.places(norm));
  }

  /** The names that differ from the phrase in order, plurals and small words only. */
  List<Term> loosely(String norm) {
    return terms(loose.places(Wording.loose(norm)));
  }

  /** The everyday names of a concept by its place in the table. */
  List<String> ownNames(int concept) {
    return ownNames.getOrDefault(concept, List.of());
  }

  private List<Term> terms(int[] places) {
    return Arrays.stream(places).mapToObj(place -> table.terms().get(place)).toList();
  }

  /**
   * The concepts whose names fit a phrase, best first.
   *
   * @param billable true to give codes that may be billed in place of the headers above them
   */
  public List<Candidate> search(String phrase, int limit, boolean billable) {
    String norm = Wording.norm(phrase);
    if (norm.isEmpty()) {
      return List.of();
    }
    Map<String, Candidate> best = new LinkedHashMap<>();
    byCode(phrase, billable).forEach(candidate -> keep(best, candidate));
    for (Term term : exactly(norm)) {
      keep(best, candidate(term, 1, term.source().method(), billable));
    }
    for (Term term : loosely(norm)) {
      keep(best, candidate(term, 0.98, term.source().method(), billable));
    }
    WordMatch.Query query = words.query(norm);
    for (int place : gather(norm, query)) {
      double score = words.score(query, place, norms[place]);
      Term term = table.terms().get(place);
      keep(
          best,
          candidate(term, Math.min(0.97, score), "fuzzy " + term.source().method(), billable));
    }
    return best.values().stream()
        .sorted(
            Comparator.comparingDouble((Candidate c) -> -c.score())
                .thenComparing(c -> !c.display().contains("nspecified"))
                .thenComparing(Candidate::code))
        .limit(limit)
        .toList();
  }

  /** How well a name from elsewhere fits a phrase, 0 to 1, as the names of the table are judged. */
  double likeness(String phrase, String name) {
    String asked = Wording.norm(phrase);
    String norm = Wording.norm(name);
    if (asked.isEmpty() || norm.isEmpty()) {
      return 0;
    }
    if (asked.equals(norm)) {
      return 1;
    }
    return Wording.loose(asked).equals(Wording.loose(norm))
        ? 0.98
        : Math.min(0.97, words.score(words.query(asked), norm));
  }

  private List<Candidate> byCode(String phrase, boolean billable) {
    Concept concept = table.concept(phrase.strip().toUpperCase(java.util.Locale.ROOT));
    return concept == null ? List.of() : List.of(resolved(concept, 1, "code", billable));
  }

  private Candidate candidate(Term term, double score, String method, boolean billable) {
    double own =
        term.source() == Term.Source.OWN && score < 1 ? Math.min(0.98, score * 1.02) : score;
    return resolved(table.concepts().get(term.concept()), own, method, billable);
  }

  private Candidate resolved(Concept concept, double score, String method, boolean billable) {
    Concept shown = concept;
    double shownScore = score;
    if (billable && !concept.billable()) {
      Concept below = hierarchy.unspecifiedBelow(concept);
      shown = below == null ? concept : below;
      shownScore = score * 0.99;
    }
    return new Candidate(
        shown.code(),
        shown.display(),
        shown.billable(),
        Math.round(shownScore * 1e4) / 1e4,
        method);
  }

  private static void keep(Map<String, Candidate> best, Candidate candidate) {
    best.merge(candidate.code(), candidate, (a, b) -> a.score() >= b.score() ? a : b);
  }

  /** The places of the names that share the phrase's rarest trigrams. */
  private int[] gather(String norm, WordMatch.Query query) {
    float[] sum = sums.get();
    List<int[]> touched = new ArrayList<>();
    float total = 0;
    for (String variant : query.variants(norm)) {
      int[] grams =
          Arrays.stream(trigrams(variant))
              .boxed()
              .sorted(Comparator.comparingInt(g -> postings[g].length))
              .mapToInt(Integer::intValue)
              .toArray();
      int read = 0;
      for (int gram : grams) {
        read += postings[gram].length;
        if (read > POSTINGS && total > 0) {
          break;
        }
        float rarity = rarity(gram);
        total += rarity;
        for (int place : postings[gram]) {
          sum[place] += rarity;
        }
        touched.add(postings[gram]);
      }
    }
    return best(sum, touched, total);
  }

  private int[] best(float[] sum, List<int[]> touched, float total) {
    int[] places = new int[GATHERED];
    float[] scores = new float[GATHERED];
    int size = 0;
    for (int[] list : touched) {
      for (int place : list) {
        float found = sum[place];
        if (found <= 0) {
          continue;
        }
        sum[place] = 0;
        float score = found / (total + weights[place] - Math.min(found, weights[place]));
        if (size == GATHERED && score <= scores[size - 1]) {
          continue;
        }
        int at = size < GATHERED ? size++ : size - 1;
        while (at > 0 && scores[at - 1] < score) {
          scores[at] = scores[at - 1];
          places[at] = places[at - 1];
          at--;
        }
        scores[at] = score;
        places[at] = place;
      }
    }
    return Arrays.copyOf(places, size);
  }
}
