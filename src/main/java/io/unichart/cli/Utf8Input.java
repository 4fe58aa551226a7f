package io.unichart.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text as UTF-8, whatever it was written in: the first byte beyond ASCII and those behind it tell
 * whether it is UTF-8 already, which then costs nothing, or Windows-1252 (Latin-1 and a few more
 * characters), as spreadsheets of Western countries save it.
 */
final class Utf8Input extends InputStream {

  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final int LONGEST_CHARACTER = 4;

  private enum Kind {
    ASCII_SO_FAR,
    UTF_8,
    WESTERN
  }

  private final InputStream in;
  private final String name;
  private Kind kind = Kind.ASCII_SO_FAR;
  private byte[] ready = {};
  private int at;

  /**
   * @param name what the file is called in a complaint
   */
  Utf8Input(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** Whether what was read so far had to be translated. */
  boolean translated() {
    return kind == Kind.WESTERN;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (at < ready.length) {
      return handOut(into, from, length);
    }
    if (kind == Kind.WESTERN) {
      byte[] raw = new byte[Math.max(1, length)];
      int count = in.read(raw);
      ready = count < 0 ? new byte[0] : translate(Arrays.copyOf(raw, count));
      at = 0;
      return count < 0 ? -1 : handOut(into, from, length);
    }
    int count = in.read(into, from, length);
    int high = kind == Kind.ASCII_SO_FAR ? firstHigh(into, from, from + count) : -1;
    if (high < 0) {
      return count;
    }
    ready = decide(Arrays.copyOfRange(into, high, from + count));
    at = 0;
    return high > from ? high - from : handOut(into, from, length);
  }

  private int handOut(byte[] into, int from, int length) {
    int count = Math.min(length, ready.length - at);
    System.arraycopy(ready, at, into, from, count);
    at += count;
    return count;
  }

  private static int firstHigh(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return i;
      }
    }
    return -1;
  }

  /** What stands from the first high byte on, as UTF-8. */
  private byte[] decide(byte[] rest) throws IOException {
    byte[] bytes = rest;
    if (bytes.length < LONGEST_CHARACTER) { // the character may go on in what comes next
      byte[] more = in.readNBytes(LONGEST_CHARACTER - bytes.length);
      bytes = Arrays.copyOf(rest, rest.length + more.length);
      System.arraycopy(more, 0, bytes, rest.length, more.length);
    }
    if (bytes.length > 1 && (bytes[0] & bytes[1]) == (byte) 0xFE && bytes[0] != bytes[1]) {
      throw new BadInput(name + " is in UTF-16; save it as UTF-8");
    }
    kind = beginsAsUtf8(bytes) ? Kind.UTF_8 : Kind.WESTERN;
    return kind == Kind.UTF_8 ? bytes : translate(bytes);
  }

  private static boolean beginsAsUtf8(byte[] bytes) {
    int lead = bytes[0] & 0xff;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || bytes.length < length) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return false;
      }
    }
    return true;
  }

  private static byte[] translate(byte[] western) {
    return new String(western, WESTERN).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
