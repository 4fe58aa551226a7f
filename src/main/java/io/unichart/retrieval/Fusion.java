package io.unichart.retrieval;

import io.unichart.retrieval.DenseLeg.Near;
import io.unichart.retrieval.LexicalLeg.Fit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes one ranking of what words and meaning found.
 *
 * <p>Reciprocal rank fusion throws the scores away; where BM25 is weak it makes a good dense leg
 * worse. Here every candidate of either leg is scored by both, on scales that do not depend on what
 * else was found:
 *
 * <pre>score = cosine (centred) + a · coverage + b · BM25 / greatest possible BM25</pre>
 *
 * <p>Coverage, the share of the question's words (by idf) that a passage holds at all, never did
 * harm on any data we have; the frequencies in BM25 help on long consumer questions and harm a
 * little on short ones, so their weight is small. A passage that has no vector yet counts as near
 * as the farthest candidate that has one: it can be found by its words, but takes no place by
 * meaning.
 */
final class Fusion {

  private final double coverageWeight;
  private final double wordsWeight;

  Fusion(double coverageWeight, double wordsWeight) {
    this.coverageWeight = coverageWeight;
    this.wordsWeight = wordsWeight;
  }

  /** A passage and its joint score. */
  record Fused(long passageId, double score) {}

  /** All passages of either map, best first; equal ones in the order of their numbers. */
  List<Fused> fuse(Map<Long, Near> near, Map<Long, Fit> fits) {
    double farthest = near.values().stream().mapToDouble(Near::rankedBy).min().orElse(0);
    return union(near.keySet(), fits.keySet()).stream()
        .map(id -> new Fused(id, meaning(near.get(id), farthest) + words(fits.get(id))))
        .sorted(Comparator.comparingDouble(Fused::score).reversed())
        .toList();
  }

  private static Collection<Long> union(Collection<Long> a, Collection<Long> b) {
    TreeSet<Long> all = new TreeSet<>(a);
    all.addAll(b);
    return all;
  }

  private static double meaning(@Nullable Near near, double farthest) {
    return near == null ? farthest : near.rankedBy();
  }

  private double words(@Nullable Fit fit) {
    return fit == null ? 0 : coverageWeight * fit.coverage() + wordsWeight * fit.share();
  }
}
