package io.unichart.documents.reading;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kinds of files whose text can be read, told by the ends of their names. */
public enum FileKind {
  TEXT(PlainText::read, "txt", "text"),
  MARKDOWN(PlainText::read, "md", "markdown"),
  PDF(PdfText::read, "pdf");

  /** No file may give more text than this many characters. */
  static final int MOST_CHARACTERS = 10_000_000;

  private final Function<byte[], FileText> reader;
  private final List<String> extensions;

  FileKind(Function<byte[], FileText> reader, String... extensions) {
    this.reader = reader;
    this.extensions = List.of(extensions);
  }

  /** The kind of a file by its name; null for one that is not known. */
  public static @Nullable FileKind of(String fileName) {
    int dot = fileName.lastIndexOf('.');
    String extension = dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(kind -> kind.extensions.contains(extension))
        .findFirst()
        .orElse(null);
  }

  /** The ends of names that are known, for people: {@code .txt, .pdf}. */
  public static String known() {
    return String.join(
        ", ", Arrays.stream(values()).map(kind -> "." + kind.extensions.get(0)).toList());
  }

  /**
   * Reads the text of a file. Takes time and memory in proportion to its text; call it where
   * blocking is allowed.
   *
   * @throws Unreadable when there is no text to be had
   */
  public FileText read(byte[] file) {
    FileText text;
    try {
      text = reader.apply(file);
    } catch (Unreadable e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new Unreadable("is damaged or not what its name says", e);
    }
    if (text.text().isBlank()) {
      throw new Unreadable("has no text");
    }
    if (text.text().length() > MOST_CHARACTERS) {
      throw new Unreadable("has more than " + MOST_CHARACTERS + " characters of text");
    }
    return text;
  }
}
