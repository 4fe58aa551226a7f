package io.unichart.extraction;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something clinical that a note names, at its place.
 *
 * @param text the words as they stand in the note
 * @param name what to look it up by: the words without remarks, qualifiers kept
 * @param section the part of the note it stands in
 */
public record Mention(
    Kind kind,
    String text,
    Span span,
    String name,
    @Nullable Section section,
    Assertion assertion,
    List<Cue> cues) {

  public Mention {
    cues = List.copyOf(cues);
  }

  /** True when it stands in such a part of the note. */
  public boolean isIn(Section.Kind part) {
    return section != null && section.kind() == part;
  }

  /** What is named. */
  public enum Kind {
    CONDITION,
    MEDICATION,
    VITAL,
    LAB,
    ALLERGY,
    PROCEDURE,
    PLAN,
    FINDING;

    public String slug() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
