package io.unichart.retrieval;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for, and where.
 *
 * @param query the question, or a few words
 * @param topK how many results are wanted, 1 to 100
 * @param mode which legs take part
 * @param byDocument whether each document counts once, with its best passage
 * @param documentIds the documents to look in; null for all
 * @param patientId the patient whose documents to look in; null for all
 */
public record Search(
    String query,
    int topK,
    Mode mode,
    boolean byDocument,
    @Nullable List<Long> documentIds,
    @Nullable UUID patientId) {

  /** The most results of one search. */
  public static final int MOST = 100;

  public Search {
    if (topK < 1 || topK > MOST) {
      throw new IllegalArgumentException("topK must be 1 to " + MOST);
    }
    documentIds = documentIds == null ? null : List.copyOf(documentIds);
  }

  /** A hybrid search of the whole library. */
  public static Search of(String query, int topK) {
    return new Search(query, topK, Mode.HYBRID, false, null, null);
  }

  /** The same in one patient's documents only; null for all. */
  public Search of(@Nullable UUID patient) {
    return new Search(query, topK, mode, byDocument, documentIds, patient);
  }

  /** Which legs take part in a search. */
  public enum Mode {
    /** Words and meaning together. */
    HYBRID,
    /** Meaning alone. */
    DENSE,
    /** Words alone. */
    LEXICAL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Never tells the question: it may name a patient. */
  @Override
  public String toString() {
    return "Search[topK=" + topK + ", mode=" + mode + ", byDocument=" + byDocument + "]";
  }
}
