package io.unichart.cli;

import io.unichart.matching.Column;
import io.unichart.matching.Column.Slot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A CSV file as the service's import reads it: its columns named as a mapping says, dates in ISO
 * form, columns without a name left out. It is made while it is read, so a file may be of any size.
 */
final class RenamedCsv extends InputStream {

  private static final Set<String> KNOWN = Set.of("ssn", "mrn", "dl", "npi", "ppn", "tax");

  private final CsvFile file;
  private final int id;
  private final List<Integer> at = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private int year = -1;
  private int month = -1;
  private int day = -1;
  private byte[] ready;
  private int read;

  RenamedCsv(CsvFile file, Mapping mapping) {
    this.file = file;
    this.id = place(mapping.id());
    List<String> names = new ArrayList<>(List.of("external_id"));
    for (int i = 0; i < mapping.columns().size(); i++) {
      Column column = mapping.columns().get(i);
      int place = place(mapping.headers().get(i));
      switch (column.slot()) {
        case TEXT -> {
          continue;
        }
        case BIRTH_YEAR -> year = place;
        case BIRTH_MONTH -> month = place;
        case BIRTH_DAY -> day = place;
        default -> {
          names.add(name(column));
          columns.add(column);
          at.add(place);
        }
      }
    }
    if (year >= 0) {
      names.add("birth_date");
    }
    ready = (String.join(",", names) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String name(Column column) {
    String name = column.name().toLowerCase(Locale.ROOT);
    if (column.slot() == Slot.BIRTH_DATE) {
      return "birth_date";
    }
    return column.slot() == Slot.IDENTIFIER && !KNOWN.contains(name) ? "identifier." + name : name;
  }

  private int place(String header) {
    int place = file.header().indexOf(header);
    if (place < 0) {
      throw new BadInput("mapping: the file has no column '" + header + "'");
    }
    return place;
  }

  @Override
  public int read() throws IOException {
    return fill() ? ready[read++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, ready.length - read);
    System.arraycopy(ready, read, into, offset, count);
    read += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (read >= ready.length) {
      if (!file.next()) {
        return false;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
      for (int row = 0; row < file.rows; row++) {
        out.write(line(row).getBytes(StandardCharsets.UTF_8));
      }
      ready = out.toByteArray();
      read = 0;
    }
    return true;
  }

  private String line(int row) {
    StringBuilder line = new StringBuilder(quoted(cell(row, id)));
    for (int c = 0; c < columns.size(); c++) {
      String value = cell(row, at.get(c));
      Column column = columns.get(c);
      line.append(',')
          .append(quoted(column.slot() == Slot.BIRTH_DATE ? iso(value, column.pattern()) : value));
    }
    if (year >= 0) {
      line.append(',').append(quoted(date(row)));
    }
    return line.append('\n').toString();
  }

  private String date(int row) {
    String date = cell(row, year);
    for (int place : new int[] {month, day}) {
      String part = place < 0 ? "" : cell(row, place);
      if (part.isEmpty()) {
        break;
      }
      date += "-" + (part.length() == 1 ? "0" + part : part);
    }
    return date;
  }

  /** A date that does not follow the pattern is left as it is: the service says what is wrong. */
  private static String iso(String value, String pattern) {
    if (pattern.isEmpty() || value.isEmpty()) {
      return value;
    }
    try {
      return LocalDate.parse(value, DateTimeFormatter.ofPattern(pattern, Locale.ROOT)).toString();
    } catch (DateTimeException e) {
      return value;
    }
  }

  private String cell(int row, int column) {
    int cell = row * file.header().size() + column;
    int start = file.starts[cell];
    return new String(file.buffer(), start, file.ends[cell] - start, StandardCharsets.UTF_8)
        .strip();
  }

  private static String quoted(String value) {
    boolean plain =
        value.indexOf(',') < 0
            && value.indexOf('"') < 0
            && value.indexOf('\n') < 0
            && value.indexOf('\r') < 0;
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
