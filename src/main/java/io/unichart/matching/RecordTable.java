package io.unichart.matching;

import java.util.List;

/**
 * Records by column: for each field the code of each record's value, and the dictionary of the
 * values. Two records agree exactly when their codes are equal; everything else about a pair of
 * values is computed once per distinct pair.
 */
final class RecordTable {

  final int size;
  final List<Field> fields;
  final int[][] codes;
  final Values[] values;

  /** How many records hold a value, by field and code. */
  final int[][] counts;

  /** Which input a record came from. */
  final byte[] source;

  final int inputs;

  RecordTable(
      int size, List<Field> fields, int[][] codes, Values[] values, byte[] source, int inputs) {
    this.size = size;
    this.fields = List.copyOf(fields);
    this.codes = codes;
    this.values = values;
    this.source = source;
    this.inputs = inputs;
    this.counts = new int[codes.length][];
    for (int f = 0; f < codes.length; f++) {
      counts[f] = new int[values[f].size()];
      for (int r = 0; r < size; r++) {
        counts[f][codes[f][r]]++;
      }
    }
  }

  /** Index of the first field with a role, or -1. */
  int field(Role role) {
    for (int f = 0; f < fields.size(); f++) {
      if (fields.get(f).role() == role) {
        return f;
      }
    }
    return -1;
  }

  String text(int field, int record) {
    return values[field].text(codes[field][record]);
  }
}
