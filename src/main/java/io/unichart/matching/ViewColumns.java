package io.unichart.matching;

import java.util.Arrays;
import java.util.List;

/** Collects comparison views record by record and turns them into a {@link RecordTable}. */
final class ViewColumns {

  private final List<Field> fields;
  private final Values[] values;
  private final int[][] codes;
  private int size;

  ViewColumns(List<Field> fields) {
    this.fields = List.copyOf(fields);
    values = new Values[fields.size()];
    codes = new int[fields.size()][1024];
    Values names = new Values();
    for (int f = 0; f < values.length; f++) {
      // names share one dictionary, so that a swapped name is seen by its code
      values[f] = fields.get(f).role().isName() ? names : new Values();
    }
  }

  int add(ComparisonView view) {
    if (!view.fields().equals(fields)) {
      throw new IllegalArgumentException("the view has other fields than its predecessors");
    }
    if (size == codes[0].length) {
      for (int f = 0; f < codes.length; f++) {
        codes[f] = Arrays.copyOf(codes[f], size + (size >> 1));
      }
    }
    for (int f = 0; f < codes.length; f++) {
      codes[f][size] = values[f].intern(view.value(f));
    }
    return size++;
  }

  RecordTable build() {
    for (int f = 0; f < codes.length; f++) {
      codes[f] = Arrays.copyOf(codes[f], size);
      values[f].freeze();
    }
    return new RecordTable(size, fields, codes, values, new byte[size], 1);
  }
}
