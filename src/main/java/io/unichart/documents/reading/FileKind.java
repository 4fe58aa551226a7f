package io.unichart.documents.reading;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kinds of files whose text can be read, told by the ends of their names. */
public enum FileKind {
  TEXT(PlainText::read, List.of("text/plain"), "txt", "text"),
  MARKDOWN(PlainText::read, List.of("text/markdown", "text/x-markdown"), "md", "markdown"),
  PDF(PdfText::read, List.of("application/pdf"), "pdf"),
  WORD(
      DocxText::read,
      List.of("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
      "docx"),
  RTF(RtfText::read, List.of("application/rtf", "text/rtf"), "rtf"),
  HTML(HtmlText::read, List.of("text/html", "application/xhtml+xml"), "html", "htm", "xhtml");

  /** No file may give more text than this many characters. */
  static final int MOST_CHARACTERS = 10_000_000;

  private final Function<byte[], FileText> reader;
  private final List<String> mediaTypes;
  private final List<String> extensions;

  FileKind(Function<byte[], FileText> reader, List<String> mediaTypes, String... extensions) {
    this.reader = reader;
    this.mediaTypes = mediaTypes;
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

  /** The kind of a file by its media type, without parameters; null for one that is not known. */
  public static @Nullable FileKind ofMediaType(String mediaType) {
    String type = mediaType.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(kind -> kind.mediaTypes.contains(type))
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
