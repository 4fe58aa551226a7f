package io.unichart.terminology.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of a publisher's file: UTF-8, or Windows' Latin letters where it is not, as CMS has had
 * it in some years; without a byte order mark.
 */
final class PublishedText {

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private PublishedText() {}

  static BufferedReader of(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      text = new String(bytes, WINDOWS);
    }
    return new BufferedReader(
        new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
  }
}
