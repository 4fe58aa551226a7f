package io.unichart.documents.reading;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text files: UTF-8, UTF-16 with its mark, and else Windows-1252, also mixed within one file as
 * pasted notes are: every byte that is not UTF-8 is read as Windows-1252.
 */
final class PlainText {

  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int MANY_NULS = 16;

  private PlainText() {}

  static FileText read(byte[] file) {
    return FileText.withoutPages(decode(file));
  }

  static String decode(byte[] file) {
    String text;
    if (startsWith(file, 0xFF, 0xFE)) {
      text = new String(file, 2, file.length - 2, StandardCharsets.UTF_16LE);
    } else if (startsWith(file, 0xFE, 0xFF)) {
      text = new String(file, 2, file.length - 2, StandardCharsets.UTF_16BE);
    } else {
      int skip = startsWith(file, 0xEF, 0xBB, 0xBF) ? 3 : 0;
      text = utf8OrWindows(ByteBuffer.wrap(file, skip, file.length - skip));
    }
    return withoutNuls(text);
  }

  private static boolean startsWith(byte[] file, int... start) {
    if (file.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((file[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static String utf8OrWindows(ByteBuffer bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(bytes.remaining() + 1);
    while (true) {
      CoderResult result = decoder.decode(bytes, out, true);
      if (!result.isError()) {
        break;
      }
      out.put(WINDOWS.decode(ByteBuffer.wrap(new byte[] {bytes.get()})));
      decoder.reset();
    }
    return out.flip().toString();
  }

  /** The database keeps no NUL; a file with more than a few is no text. */
  private static String withoutNuls(String text) {
    if (text.indexOf('\0') < 0) {
      return text;
    }
    if (text.chars().filter(c -> c == 0).limit(MANY_NULS).count() == MANY_NULS) {
      throw new Unreadable("is not a text");
    }
    return text.replace('\0', ' ');
  }

  /** Whether bytes are well-formed UTF-8. */
  static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
