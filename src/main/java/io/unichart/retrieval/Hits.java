package io.unichart.retrieval;

import io.unichart.documents.Passage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param hits best first
 * @param totalCandidates how many passages (or documents) were compared in the last step
 * @param truncated whether there were more candidates than were asked for
 */
public record Hits(List<Hit> hits, int totalCandidates, boolean truncated) {

  /** Nothing. */
  public static final Hits NONE = new Hits(List.of(), 0, false);

  public Hits {
    hits = List.copyOf(hits);
  }

  /**
   * A passage that was found.
   *
   * @param passage the passage as it stands in its document
   * @param documentTitle what its document is called
   * @param score what it was ranked by; comparable within one answer only
   * @param similarity the cosine of question and passage; null when no vector was looked at
   * @param lexical its place among the words' finds; null when it is not among them
   * @param dense its place among the meaning's finds; null when it is not among them
   */
  public record Hit(
      Passage passage,
      String documentTitle,
      double score,
      @Nullable Double similarity,
      @Nullable Leg lexical,
      @Nullable Leg dense) {}

  /**
   * A place in one leg.
   *
   * @param rank from 1
   * @param score BM25 for words, the cosine for meaning
   */
  public record Leg(int rank, double score) {}
}
