package io.unichart.matching;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records of one person among views that come one by one, as from a table in a database:
 * the bulk engine of {@link Linkage} for callers who have views already. A view may be forgotten as
 * soon as it is added; a million of them take a few hundred megabytes here.
 *
 * <p>Record numbers count from 0 in the order of adding. Not thread-safe; used once.
 */
public final class Deduplication {

  private final ViewColumns columns;
  private final List<int[]> same = new ArrayList<>();
  private final List<int[]> apart = new ArrayList<>();
  private int size;

  /**
   * @param fields what every view has, usually {@link ComparisonView#PATIENT}
   */
  public Deduplication(List<Field> fields) {
    this.columns = new ViewColumns(fields);
  }

  /** Adds a record and returns its number. */
  public int add(ComparisonView view) {
    size++;
    return columns.add(view);
  }

  /** Two records that are one person, whatever their values say. */
  public void alwaysSame(int a, int b) {
    same.add(new int[] {checked(a), checked(b)});
  }

  /**
   * Two records that are two persons, whatever their values say and whatever they are joined to.
   */
  public void neverSame(int a, int b) {
    apart.add(new int[] {checked(a), checked(b)});
  }

  private int checked(int record) {
    return java.util.Objects.checkIndex(record, size);
  }

  /**
   * Does the work on all cores of the machine; blocks.
   *
   * @param model a model to use as it is, with the fields of the views; null trains one from the
   *     records, which is the better choice from some thousand records on
   */
  public Linked run(@Nullable MatchModel model, Linkage.Progress progress) {
    RecordTable table = columns.build();
    if (model != null && !model.fields().equals(table.fields)) {
      throw new IllegalArgumentException(
          "the views have other fields than the model " + model.version());
    }
    return new Engine(table, false, same, apart).run(model, progress, FinishedParts.NONE);
  }
}
