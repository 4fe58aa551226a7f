package io.unichart.documents.reading;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Refuses PDFs whose compressed parts swell beyond measure, before a parser unpacks them: every
 * part is inflated once into a small buffer that is thrown away, a part packed twice down to its
 * second layer.
 */
final class PdfStreams {

  private static final byte[] MARK = {'s', 't', 'r', 'e', 'a', 'm'};
  private static final long MOST_OF_ONE = 96L << 20;
  private static final long MOST_OF_ALL = 768L << 20;
  private static final int BUFFER = 1 << 16;

  private PdfStreams() {}

  static void refuseBombs(byte[] file) {
    long all = 0;
    for (int at = next(file, 0); at >= 0; at = next(file, at)) {
      int data = at;
      while (data < file.length && (file[data] == '\r' || file[data] == '\n')) {
        data++;
      }
      if (data + 1 < file.length && looksDeflated(file[data], file[data + 1])) {
        long size = inflated(file, data);
        all += size;
        if (size > MOST_OF_ONE || all > MOST_OF_ALL) {
          throw new Unreadable("unpacks to far more than it should: a zip bomb");
        }
      }
    }
  }

  private static int next(byte[] file, int from) {
    for (int i = from; i + MARK.length < file.length; i++) {
      int k = 0;
      while (k < MARK.length && file[i + k] == MARK[k]) {
        k++;
      }
      if (k == MARK.length) {
        return i + MARK.length;
      }
    }
    return -1;
  }

  private static boolean looksDeflated(byte first, byte second) {
    int header = (first & 0xFF) << 8 | second & 0xFF;
    return (first & 0x0F) == 8 && header % 31 == 0;
  }

  /** How much a part unpacks to, in its first or second layer, counted no further than needed. */
  private static long inflated(byte[] file, int from) {
    Inflater outer = new Inflater();
    Inflater inner = new Inflater();
    byte[] buffer = new byte[BUFFER];
    byte[] rest = new byte[BUFFER];
    long outerSize = 0;
    long innerSize = 0;
    boolean twice = false;
    try {
      outer.setInput(file, from, file.length - from);
      while (outerSize <= MOST_OF_ONE && innerSize <= MOST_OF_ONE) {
        int n = outer.inflate(buffer);
        if (n == 0 && (outer.finished() || outer.needsInput() || outer.needsDictionary())) {
          break;
        }
        twice = outerSize == 0 ? n > 1 && looksDeflated(buffer[0], buffer[1]) : twice;
        outerSize += n;
        if (twice) {
          inner.setInput(buffer, 0, n);
          innerSize += drained(inner, rest, MOST_OF_ONE - innerSize);
        }
      }
    } catch (DataFormatException e) {
      // what does not unpack is no bomb; the parser will say what it is
      return Math.max(outerSize, innerSize);
    } finally {
      outer.end();
      inner.end();
    }
    return Math.max(outerSize, innerSize);
  }

  private static long drained(Inflater inner, byte[] rest, long most) throws DataFormatException {
    long size = 0;
    while (size <= most) {
      int n = inner.inflate(rest);
      if (n == 0) {
        break;
      }
      size += n;
    }
    return size;
  }
}
