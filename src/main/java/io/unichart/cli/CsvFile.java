package io.unichart.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;

/**
 * Reads a CSV file (RFC 4180, also with semicolons or tabs) in batches of rows, as bytes: cells are
 * places in one buffer, so that a million rows make no garbage. Quoted cells are unquoted in place.
 */
final class CsvFile implements Closeable {

  private static final int BATCH_BYTES = 4 << 20;
  private static final int LONGEST_ROW = 64 << 20;

  private final Path path;
  private final Utf8Input in;
  private byte[] buffer = new byte[BATCH_BYTES];
  private int filled;
  private int at;
  private boolean ended;
  private long line = 1;
  private byte comma = ',';
  private final List<String> header;

  /** Rows of the current batch. */
  int rows;

  /** First byte of each cell, row by row. */
  int[] starts = new int[1024];

  /** End of each cell. */
  int[] ends = new int[1024];

  private int cells;
  private long bytesRead;
  private final CRC32C sum = new CRC32C();

  CsvFile(Path path) throws IOException {
    this.path = path;
    InputStream raw = Files.newInputStream(path);
    in =
        new Utf8Input(
            path.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw,
            String.valueOf(path.getFileName()));
    fill(0);
    if (filled >= 3
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      at = 3;
    }
    comma = separator();
    if (!row(0)) {
      throw new BadInput(path.getFileName() + ": the file is empty, a header line is needed");
    }
    List<String> names = new ArrayList<>();
    for (int c = 0; c < cells; c++) {
      names.add(text(c).strip());
    }
    header = List.copyOf(names);
  }

  Path path() {
    return path;
  }

  List<String> header() {
    return header;
  }

  /** Whether the file was not in UTF-8. */
  boolean translated() {
    return in.translated();
  }

  byte[] buffer() {
    return buffer;
  }

  long bytesRead() {
    return bytesRead - (filled - at);
  }

  /** Tells one content from another: the length and the checksum of what was read. */
  String content() {
    return "%d bytes, checksum %08x".formatted(bytesRead, sum.getValue());
  }

  private String text(int cell) {
    return new String(buffer, starts[cell], ends[cell] - starts[cell], StandardCharsets.UTF_8);
  }

  private byte separator() {
    int[] seen = new int[3];
    for (int i = at; i < filled && buffer[i] != '\n'; i++) {
      seen[0] += buffer[i] == ',' ? 1 : 0;
      seen[1] += buffer[i] == ';' ? 1 : 0;
      seen[2] += buffer[i] == '\t' ? 1 : 0;
    }
    return seen[0] >= seen[1] && seen[0] >= seen[2]
        ? (byte) ','
        : seen[1] >= seen[2] ? (byte) ';' : (byte) '\t';
  }

  /** Reads the next batch; false at the end. Cells of row r, column c are at r * header + c. */
  boolean next() throws IOException {
    System.arraycopy(buffer, at, buffer, 0, filled - at);
    filled -= at;
    at = 0;
    fill(filled);
    rows = 0;
    cells = 0;
    int width = header.size();
    while (at < filled) {
      int before = at;
      long lineBefore = line;
      int first = cells;
      if (!row(first)) {
        at = before;
        line = lineBefore;
        cells = first;
        if (rows > 0) {
          return true;
        }
        grow();
        continue;
      }
      int found = cells - first;
      if (found == 1 && starts[first] == ends[first]) {
        cells = first; // a blank line
        continue;
      }
      if (found != width) {
        if (found < width || !onlyEmpty(first + width)) {
          throw new BadInput(
              "%s, line %d: %d columns, but the header has %d"
                  .formatted(path.getFileName(), lineBefore, found, width));
        }
        cells = first + width;
      }
      rows++;
    }
    return rows > 0;
  }

  private boolean onlyEmpty(int from) {
    for (int c = from; c < cells; c++) {
      if (starts[c] != ends[c]) {
        return false;
      }
    }
    return true;
  }

  private void grow() throws IOException {
    if (buffer.length >= LONGEST_ROW) {
      throw new BadInput(
          "%s, line %d: a quoted cell does not end".formatted(path.getFileName(), line));
    }
    buffer = Arrays.copyOf(buffer, buffer.length * 2);
    fill(filled);
  }

  private void fill(int from) throws IOException {
    filled = from;
    while (filled < buffer.length) {
      int n = in.read(buffer, filled, buffer.length - filled);
      if (n < 0) {
        ended = true;
        break;
      }
      sum.update(buffer, filled, n);
      filled += n;
      bytesRead += n;
    }
  }

  /**
   * Parses one row from {@link #at}; false when the buffer ends inside it and the file does not.
   */
  private boolean row(int first) {
    if (at >= filled) {
      return false;
    }
    cells = first;
    long startLine = line;
    while (true) {
      if (cells + 1 >= starts.length) {
        starts = Arrays.copyOf(starts, starts.length * 2);
        ends = Arrays.copyOf(ends, starts.length);
      }
      int i = at;
      while (i < filled && buffer[i] == ' ') {
        i++;
      }
      if (i < filled && buffer[i] == '"') {
        if (!quoted(i, startLine)) {
          return false;
        }
      } else {
        i = at;
        while (i < filled && buffer[i] != comma && buffer[i] != '\n') {
          i++;
        }
        if (i >= filled && !ended) {
          return false;
        }
        starts[cells] = at;
        ends[cells] =
            i > at && buffer[i - 1] == '\r' && (i >= filled || buffer[i] == '\n') ? i - 1 : i;
        cells++;
        at = i;
      }
      if (at >= filled) {
        return true;
      }
      if (buffer[at++] == '\n') {
        line++;
        return true;
      }
      if (at >= filled && ended) {
        starts[cells] = at;
        ends[cells++] = at;
        return true;
      }
    }
  }

  private boolean quoted(int open, long startLine) {
    int i = open + 1;
    boolean doubled = false;
    while (true) {
      while (i < filled && buffer[i] != '"') {
        line += buffer[i] == '\n' ? 1 : 0;
        i++;
      }
      if (i + 1 < filled && buffer[i + 1] == '"') {
        doubled = true;
        i += 2;
        continue;
      }
      break;
    }
    if (i >= filled) {
      if (ended) {
        throw new BadInput(
            "%s, line %d: a quoted cell does not end".formatted(path.getFileName(), startLine));
      }
      return false;
    }
    if (i + 1 >= filled && !ended) {
      return false;
    }
    int end = i;
    at = i + 1;
    while (at < filled && buffer[at] != comma && buffer[at] != '\n') {
      if (buffer[at] != ' ' && buffer[at] != '\r') {
        throw new BadInput(
            "%s, line %d: text after a closing quote".formatted(path.getFileName(), line));
      }
      at++;
    }
    if (at >= filled && !ended) {
      return false;
    }
    starts[cells] = open + 1;
    ends[cells] = end;
    if (doubled) {
      // a row may be parsed twice when the buffer ends inside it, so the text is halved only now
      ends[cells] = halve(open + 1, end);
    }
    cells++;
    return true;
  }

  private int halve(int from, int to) {
    int out = from;
    for (int i = from; i < to; i++) {
      buffer[out++] = buffer[i];
      if (buffer[i] == '"') {
        i++;
      }
    }
    return out;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
