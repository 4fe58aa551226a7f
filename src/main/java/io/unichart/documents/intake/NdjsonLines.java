package io.unichart.documents.intake;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;

/** Cuts a stream of bytes into lines as they come, keeping no more than one of them. */
final class NdjsonLines {

  /**
   * A line that is not blank.
   *
   * @param number its place in the stream, from 1
   * @param bytes what it says; nothing when it is too long
   */
  record Line(long number, byte[] bytes, boolean tooLong) {}

  private final long longest;
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private long number = 1;
  private boolean tooLong;

  private NdjsonLines(long longest) {
    this.longest = longest;
  }

  /** The lines of a body; one that is longer than allowed comes without its bytes. */
  static Flux<Line> of(Flux<DataBuffer> body, long longest) {
    return Flux.defer(
        () -> {
          NdjsonLines lines = new NdjsonLines(longest);
          return body.concatMapIterable(lines::take)
              .concatWith(Flux.defer(() -> Flux.fromIterable(lines.end())))
              .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
        });
  }

  private List<Line> take(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    List<Line> found = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        append(bytes, from, i);
        finish(found);
        from = i + 1;
      }
    }
    append(bytes, from, bytes.length);
    return found;
  }

  private List<Line> end() {
    List<Line> found = new ArrayList<>();
    finish(found);
    return found;
  }

  private void append(byte[] bytes, int from, int to) {
    if (tooLong || open.size() + (to - from) > longest) {
      tooLong = true;
      open.reset();
    } else {
      open.write(bytes, from, to - from);
    }
  }

  private void finish(List<Line> found) {
    byte[] bytes = open.toByteArray();
    if (tooLong || !isBlank(bytes)) {
      found.add(new Line(number, bytes, tooLong));
    }
    number++;
    tooLong = false;
    open.reset();
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
