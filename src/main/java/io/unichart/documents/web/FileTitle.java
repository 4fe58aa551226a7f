package io.unichart.documents.web;

import io.unichart.documents.outline.DocumentHead;
import io.unichart.documents.outline.Outline;
import java.util.regex.Pattern;

/** What a document that came as a file is called: as its first line says, or as the file is. */
public final class FileTitle {

  private static final int LONGEST = 120;
  private static final Pattern MARKS = Pattern.compile("^[#>*=_\\s-]+|[*=_\\s:#-]+$");

  private FileTitle() {}

  public static String of(String path, String readable) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    Outline outline = Outline.of(readable);
    String first = outline.headLines().isEmpty() ? "" : outline.headLines().get(0).words();
    String title = MARKS.matcher(first).replaceAll("").replaceAll("\\s+", " ");
    if (title.isEmpty()
        || title.length() > LONGEST
        || title.codePoints().noneMatch(Character::isLetter)) {
      return shortened(stem);
    }
    // notes of one kind begin alike: the file's name tells them apart
    boolean note =
        outline.headLines().stream().anyMatch(line -> DocumentHead.isAboutThePatient(line.words()))
            || title.matches("(?i).*\\b(note|visit|encounter|letter|summary)\\b.*");
    return shortened(note ? title + " (" + stem + ")" : title);
  }

  private static String shortened(String title) {
    int most = DocumentForm.LONGEST_TITLE;
    return title.codePointCount(0, title.length()) <= most
        ? title
        : title.substring(0, title.offsetByCodePoints(0, most));
  }
}
