package io.unichart.matching;

import io.unichart.matching.text.Addresses;
import io.unichart.matching.text.Dates;
import io.unichart.matching.text.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects raw cells column by column and turns them into a {@link RecordTable}. Each distinct raw
 * value is normalised once. Cells of one column must come in the order of the records; different
 * columns may be filled by different threads.
 */
final class TableBuilder {

  private final List<Column> columns;
  private final Values[] raw;
  private final int[][] cells;
  private final int[] filled;

  private final List<Field> fields = new ArrayList<>();
  private final List<int[]> codes = new ArrayList<>();
  private final List<Values> values = new ArrayList<>();

  TableBuilder(List<Column> columns) {
    this.columns = List.copyOf(columns);
    int n = columns.size();
    raw = new Values[n];
    cells = new int[n][1024];
    filled = new int[n];
    for (int c = 0; c < n; c++) {
      raw[c] = new Values();
    }
  }

  void add(int column, byte[] bytes, int from, int to) {
    int end = to;
    int start = from;
    while (start < end && bytes[start] <= ' ' && bytes[start] >= 0) {
      start++;
    }
    while (end > start && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) {
      end--;
    }
    int row = filled[column]++;
    if (row == cells[column].length) {
      cells[column] = Arrays.copyOf(cells[column], row + (row >> 1));
    }
    cells[column][row] = raw[column].intern(bytes, start, Math.min(end, start + 4000));
  }

  RecordTable build(int size, byte[] source, int inputs) {
    IntStream.range(0, columns.size()).parallel().forEach(c -> raw[c].freeze());
    // names, dates and places have columns of their own: three tasks, then one per other column
    List<List<Filled>> parts =
        List.<java.util.function.Supplier<List<Filled>>>of(
                () -> names(size), () -> birthDate(size), () -> places(size), () -> simple(size))
            .parallelStream()
            .map(java.util.function.Supplier::get)
            .toList();
    for (List<Filled> part : parts) {
      for (Filled f : part) {
        fields.add(f.field());
        codes.add(f.codes());
        values.add(f.values());
      }
    }
    return new RecordTable(
        size, fields, codes.toArray(int[][]::new), values.toArray(Values[]::new), source, inputs);
  }

  /** A field that holds anything at all. */
  private record Filled(Field field, int[] codes, Values values) {}

  private int column(Column.Slot slot) {
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).slot() == slot) {
        return c;
      }
    }
    return -1;
  }

  /** Raw code to normalised code for one column, values put into {@code into}. */
  private int[] normalised(int column, Values into) {
    Values from = raw[column];
    int[] map = new int[from.size()];
    Column about = columns.get(column);
    for (int code = 1; code < map.length; code++) {
      map[code] = into.intern(Normal.value(about, from.text(code)));
    }
    return map;
  }

  private static void put(
      List<Filled> out, String name, Role role, int[] column, Values dictionary) {
    for (int code : column) {
      if (code != 0) {
        out.add(new Filled(new Field(name, role), column, dictionary));
        return;
      }
    }
  }

  private int[] mapped(int column, int[] map, int size) {
    int[] out = new int[size];
    for (int r = 0; r < size; r++) {
      out[r] = map[cells[column][r]];
    }
    release(column);
    return out;
  }

  private void release(int column) {
    cells[column] = new int[0];
    raw[column] = new Values();
  }

  private List<Filled> names(int size) {
    List<Filled> out = new ArrayList<>();
    Values names = new Values(1024);
    int[] given = nameColumn(Column.Slot.GIVEN_NAME, names, size);
    int[] family = nameColumn(Column.Slot.FAMILY_NAME, names, size);
    int[] middle = nameColumn(Column.Slot.MIDDLE_NAME, names, size);
    int whole = column(Column.Slot.FULL_NAME);
    if (whole >= 0) {
      int[][] parts = wholeNames(whole, names);
      boolean split = column(Column.Slot.GIVEN_NAME) >= 0 || column(Column.Slot.FAMILY_NAME) >= 0;
      for (int r = 0; r < size; r++) {
        int code = cells[whole][r];
        complete(given, family, middle, r, parts[0][code], parts[1][code], parts[2][code], split);
      }
      release(whole);
    }
    put(out, "given_name", Role.GIVEN_NAME, given, names);
    put(out, "middle_name", Role.MIDDLE_NAME, middle, names);
    put(out, "family_name", Role.FAMILY_NAME, family, names);
    names.freeze();
    return out;
  }

  private static void complete(
      int[] given, int[] family, int[] middle, int r, int g, int m, int f, boolean split) {
    if (given[r] == 0 && family[r] == 0) {
      given[r] = g;
      family[r] = f;
    } else if (given[r] == 0 && g != family[r]) {
      given[r] = g;
    } else if (family[r] == 0 && f != given[r]) {
      family[r] = f;
    }
    if (middle[r] == 0 && (!split || m != given[r] && m != family[r])) {
      middle[r] = m;
    }
  }

  private int[] nameColumn(Column.Slot slot, Values names, int size) {
    int column = column(slot);
    return column < 0 ? new int[size] : mapped(column, normalised(column, names), size);
  }

  private int[][] wholeNames(int column, Values names) {
    Values from = raw[column];
    int[][] parts = new int[3][from.size()];
    for (int code = 1; code < from.size(); code++) {
      Names.Parts p = Names.whole(from.text(code));
      parts[0][code] = names.intern(p.given());
      parts[1][code] = names.intern(p.middle());
      parts[2][code] = names.intern(p.family());
    }
    return parts;
  }

  private List<Filled> birthDate(int size) {
    List<Filled> out = new ArrayList<>();
    Values dates = new Values(1024);
    int column = column(Column.Slot.BIRTH_DATE);
    if (column >= 0) {
      put(
          out,
          "birth_date",
          Role.BIRTH_DATE,
          mapped(column, normalised(column, dates), size),
          dates);
    } else {
      int year = column(Column.Slot.BIRTH_YEAR);
      int month = column(Column.Slot.BIRTH_MONTH);
      int day = column(Column.Slot.BIRTH_DAY);
      if (year < 0) {
        return out;
      }
      int[] dated = new int[size];
      java.util.HashMap<Long, Integer> seen = new java.util.HashMap<>();
      for (int r = 0; r < size; r++) {
        int y = cells[year][r];
        int m = month < 0 ? 0 : cells[month][r];
        int d = day < 0 ? 0 : cells[day][r];
        long key = ((long) y << 42) ^ ((long) m << 21) ^ d;
        dated[r] =
            seen.computeIfAbsent(
                key, k -> dates.intern(Dates.of(raw[year].text(y), part(month, m), part(day, d))));
      }
      put(out, "birth_date", Role.BIRTH_DATE, dated, dates);
      release(year);
    }
    dates.freeze();
    return out;
  }

  private String part(int column, int code) {
    return column < 0 ? "" : raw[column].text(code);
  }

  private List<Filled> places(int size) {
    List<Filled> out = new ArrayList<>();
    int street = column(Column.Slot.STREET);
    int house = column(Column.Slot.HOUSE_NUMBER);
    Values streets = new Values(1024);
    Values numbers = new Values(1024);
    int @Nullable [] houses = house < 0 ? null : mapped(house, normalised(house, numbers), size);
    if (street >= 0) {
      int[] map = new int[raw[street].size()];
      int[] number = new int[map.length];
      for (int code = 1; code < map.length; code++) {
        String line = Addresses.street(raw[street].text(code));
        String n = houses == null ? Addresses.houseNumber(line) : "";
        number[code] = numbers.intern(n);
        map[code] = streets.intern(Addresses.withoutHouseNumber(line, n));
      }
      if (houses == null) {
        houses = new int[size];
        for (int r = 0; r < size; r++) {
          houses[r] = number[cells[street][r]];
        }
      }
      put(out, "street", Role.STREET, mapped(street, map, size), streets);
    }
    if (houses != null) {
      put(out, "house_number", Role.HOUSE_NUMBER, houses, numbers);
    }
    streets.freeze();
    numbers.freeze();
    return out;
  }

  private List<Filled> simple(int size) {
    return IntStream.range(0, columns.size())
        .parallel()
        .mapToObj(c -> simple(c, role(columns.get(c).slot()), size))
        .flatMap(List::stream)
        .toList();
  }

  private List<Filled> simple(int c, @Nullable Role role, int size) {
    List<Filled> out = new ArrayList<>();
    if (role != null) {
      Values dictionary = new Values(1024);
      int[] column = mapped(c, normalised(c, dictionary), size);
      dictionary.freeze();
      put(out, columns.get(c).name(), role, column, dictionary);
    }
    return out;
  }

  private static @Nullable Role role(Column.Slot slot) {
    return switch (slot) {
      case GENDER -> Role.GENDER;
      case CITY -> Role.CITY;
      case STATE -> Role.STATE;
      case POSTAL_CODE -> Role.POSTAL_CODE;
      case COUNTRY -> Role.COUNTRY;
      case PHONE -> Role.PHONE;
      case EMAIL -> Role.EMAIL;
      case IDENTIFIER -> Role.IDENTIFIER;
      case TEXT -> Role.TEXT;
      default -> null;
    };
  }
}
