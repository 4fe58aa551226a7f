package io.unichart.terminology;

/**
 * A name of a concept.
 *
 * @param concept its place in the table
 * @param text as written
 * @param source where the name comes from
 */
public record Term(int concept, String text, Source source) {

  /** Where a name comes from; a better source wins a tie. */
  public enum Source {
    TITLE("exact title"),
    SYNONYM("official synonym"),
    OWN("everyday name"),
    /** An everyday name that means this only where it is all that was said ("sugar", "a virus"). */
    SPOKEN("everyday name");

    private final String method;

    Source(String method) {
      this.method = method;
    }

    public String method() {
      return method;
    }
  }
}
