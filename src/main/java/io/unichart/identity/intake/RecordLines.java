package io.unichart.identity.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;

/**
 * Cuts a stream of bytes into records as they come and keeps no more than one of them. In CSV a
 * quoted cell may go over several lines; when it turns out to be broken (text behind its closing
 * quote, no closing quote at all), only the line that it began in is lost: what follows is read
 * anew.
 */
final class RecordLines {

  /**
   * A record that is not blank.
   *
   * @param number the line that it begins in, from 1
   * @param fault why it cannot be read; then there are no bytes
   */
  record Line(long number, byte[] bytes, @Nullable String fault) {}

  private enum State {
    CELL_BEGINS,
    PLAIN,
    QUOTED,
    QUOTE_SEEN
  }

  private final long longest;
  private final boolean csv;
  private byte separator;
  private byte[] open = new byte[8192];
  private int filled;
  private int scanned;
  private long line = 1;
  private long linesInside;
  private State state = State.CELL_BEGINS;
  private boolean skipping;
  private boolean lost;
  private List<Line> found = new ArrayList<>();

  private RecordLines(long longest, boolean csv) {
    this.longest = longest;
    this.csv = csv;
  }

  /** The lines of JSON in a body. */
  static Flux<Line> ofJson(Flux<DataBuffer> body, long longest) {
    return of(body, new RecordLines(longest, false));
  }

  /** The records of CSV in a body; the first is the header. */
  static Flux<Line> ofCsv(Flux<DataBuffer> body, long longest) {
    return of(body, new RecordLines(longest, true));
  }

  private static Flux<Line> of(Flux<DataBuffer> body, RecordLines lines) {
    return body.concatMapIterable(lines::take)
        .concatWith(Flux.defer(() -> Flux.fromIterable(lines.end())))
        .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
  }

  private List<Line> take(DataBuffer buffer) {
    int count = buffer.readableByteCount();
    if (filled + count > open.length) {
      open = Arrays.copyOf(open, Math.max(open.length * 2, filled + count));
    }
    buffer.read(open, filled, count);
    DataBufferUtils.release(buffer);
    filled += count;
    scan(false);
    return told();
  }

  private List<Line> end() {
    scan(true);
    return told();
  }

  private List<Line> told() {
    List<Line> told = found;
    found = new ArrayList<>();
    return told;
  }

  private void scan(boolean ended) {
    int begin = 0;
    int i = scanned;
    while (true) {
      boolean broken = false;
      for (; i < filled && !broken; i++) {
        byte b = open[i];
        if (b == '\n' && (!csv || state != State.QUOTED)) {
          finish(begin, i);
          begin = i + 1;
        } else if (csv && !lost) {
          broken = !step(b);
        }
      }
      boolean tooLong = filled - begin > longest;
      boolean unclosed = csv && state == State.QUOTED && (ended || tooLong);
      if (broken || unclosed) {
        begin = lose(begin, broken ? "text behind a closing quote" : "a quoted cell does not end");
        i = begin;
        continue;
      }
      if (tooLong) {
        skipping = !lost;
        begin = filled;
      }
      break;
    }
    if (ended && (filled > begin || skipping) && !lost) {
      finish(begin, filled);
      begin = filled;
    }
    System.arraycopy(open, begin, open, 0, filled - begin);
    filled -= begin;
    scanned = filled;
  }

  /** Follows the quotes of a record; false when they cannot be right. */
  private boolean step(byte b) {
    if (separator == 0) {
      return true; // the header tells what separates; it has no line inside
    }
    switch (state) {
      case CELL_BEGINS ->
          state = b == '"' ? State.QUOTED : b == separator ? State.CELL_BEGINS : State.PLAIN;
      case PLAIN -> state = b == separator ? State.CELL_BEGINS : State.PLAIN;
      case QUOTED -> {
        state = b == '"' ? State.QUOTE_SEEN : State.QUOTED;
        linesInside += b == '\n' ? 1 : 0;
      }
      case QUOTE_SEEN -> {
        if (b == separator) {
          state = State.CELL_BEGINS;
        } else if (b == '"') {
          state = State.QUOTED;
        } else if (b != '\r' && b != ' ') {
          return false;
        }
      }
    }
    return true;
  }

  /** Gives up the first line of a record, and starts anew behind it. */
  private int lose(int begin, String why) {
    found.add(new Line(line, new byte[0], why));
    int next = begin;
    while (next < filled && open[next] != '\n') {
      next++;
    }
    linesInside = 0;
    state = State.CELL_BEGINS;
    lost = next == filled; // its end has yet to come
    line += lost ? 0 : 1;
    return Math.min(next + 1, filled);
  }

  private void finish(int from, int to) {
    int end = to > from && open[to - 1] == '\r' ? to - 1 : to;
    if (lost) {
      lost = false;
    } else if (skipping) {
      found.add(new Line(line, new byte[0], "is longer than MAX_REQUEST_SIZE allows"));
    } else if (!blank(from, end)) {
      byte[] bytes = Arrays.copyOfRange(open, from, end);
      if (csv && separator == 0) {
        separator = separator(bytes);
      }
      found.add(new Line(line, bytes, null));
    }
    line += 1 + linesInside;
    linesInside = 0;
    state = State.CELL_BEGINS;
    skipping = false;
  }

  private boolean blank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (open[i] != ' ' && open[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Comma, semicolon or tab: whichever the header has most of. */
  static byte separator(byte[] header) {
    byte best = ',';
    int most = 0;
    for (byte candidate : new byte[] {',', ';', '\t'}) {
      int seen = 0;
      for (byte b : header) {
        seen += b == candidate ? 1 : 0;
      }
      if (seen > most) {
        most = seen;
        best = candidate;
      }
    }
    return best;
  }
}
