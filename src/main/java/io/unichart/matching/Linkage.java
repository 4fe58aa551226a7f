package io.unichart.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links whole files: which records are one person. The order of work: columns, blocking keys,
 * training, scoring, clustering. Nothing but the meaning of the columns has to be given.
 *
 * <p>Not thread-safe while records are added, except that different columns may be filled by
 * different threads.
 */
public final class Linkage {

  /** Hears how the work goes on. */
  public interface Progress {
    /** A stage has begun or gone on; {@code share} is between 0 and 1. */
    void at(String stage, double share);
  }

  private final TableBuilder builder;
  private final boolean crossOnly;
  private byte[] source = new byte[1024];
  private int size;
  private int inputs = 1;
  private final List<int[]> same = new ArrayList<>();
  private final List<int[]> apart = new ArrayList<>();

  /**
   * @param columns the columns of the inputs in the order in which cells will come
   * @param crossOnly only records of different inputs are compared
   */
  public Linkage(List<Column> columns, boolean crossOnly) {
    this.builder = new TableBuilder(columns);
    this.crossOnly = crossOnly;
  }

  /** Adds one cell, UTF-8, of the column's next record. */
  public void cell(int column, byte[] bytes, int from, int to) {
    builder.add(column, bytes, from, to);
  }

  /** Counts records whose cells have been added. */
  public void records(int count, int input) {
    if (size + count > source.length) {
      source = Arrays.copyOf(source, Math.max(size + count, source.length + (source.length >> 1)));
    }
    Arrays.fill(source, size, size + count, (byte) input);
    size += count;
    inputs = Math.max(inputs, input + 1);
  }

  /** Two records that are one person, whatever their values say. */
  public void alwaysSame(int a, int b) {
    same.add(new int[] {a, b});
  }

  /** Two records that are two persons, whatever their values say. */
  public void neverSame(int a, int b) {
    apart.add(new int[] {a, b});
  }

  /**
   * Does the work.
   *
   * @param given a model to use as it is; null trains one from the records
   */
  public Linked run(@Nullable MatchModel given, Progress progress) {
    return run(given, progress, FinishedParts.NONE);
  }

  /**
   * The same work, in steps that an earlier run on the same records may have finished.
   *
   * @param parts where finished steps are kept
   */
  public Linked run(@Nullable MatchModel given, Progress progress, FinishedParts parts) {
    progress.at("normalise", 0);
    RecordTable table = builder.build(size, Arrays.copyOf(source, size), inputs);
    return new Engine(table, crossOnly, same, apart).run(given, progress, parts);
  }
}
