package io.unichart.platform.database;

import org.jspecify.annotations.Nullable;

/** What the codes mean by which PostgreSQL and its drivers tell errors. */
public final class SqlState {

  /** A statement was stopped because it took too long: the server is well. */
  public static final String CANCELLED = "57014";

  /** What the R2DBC driver says when a connection ends in the middle. */
  private static final String ENDED = "99999";

  private SqlState() {}

  /**
   * Whether the server cannot be used at the moment, so that the same request may succeed later:
   * the connection failed (class 08), the server lacks room or connections (53), it is going down
   * or coming up (57), or its machine failed it (58).
   */
  public static boolean isOfTheServer(@Nullable String state) {
    return state != null
        && !state.equals(CANCELLED)
        && (state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57")
            || state.startsWith("58")
            || state.equals(ENDED));
  }
}
