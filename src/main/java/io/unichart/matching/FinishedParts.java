package io.unichart.matching;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the finished parts of a long run, so that a run which was cut off does not begin again. Who
 * keeps them answers for it that they are of the same records, columns, model and program: every
 * part then is what would be computed again, to the last bit.
 */
public interface FinishedParts {

  /** Keeps nothing. */
  FinishedParts NONE =
      new FinishedParts() {
        @Override
        public byte @Nullable [] part(String name) {
          return null;
        }

        @Override
        public void finished(String name, byte[] content) {}
      };

  /** What an earlier run finished under that name; null when it did not. */
  byte @Nullable [] part(String name);

  /** Takes what this run has finished. Names hold lower-case letters, digits and hyphens. */
  void finished(String name, byte[] content);
}
