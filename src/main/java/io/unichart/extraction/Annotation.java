package io.unichart.extraction;

import io.unichart.extraction.Extraction.Axes;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a text mentions, or how it asserts the concepts that were asked about. */
record Annotation(List<Item> mentions, String modelUsed) {

  /** A mention in the words of the API; of a concept that is not in the text only its name. */
  record Item(
      String text,
      String kind,
      @Nullable Integer start,
      @Nullable Integer end,
      @Nullable String section,
      @Nullable Axes assertion,
      List<Sign> cues,
      @Nullable Integer conceptIndex,
      @Nullable Boolean found) {

    static Item of(Mention mention, @Nullable Integer conceptIndex) {
      Section section = mention.section();
      return new Item(
          mention.text(),
          mention.kind().slug(),
          mention.span().start(),
          mention.span().end(),
          section == null ? null : section.kind().name().toLowerCase(Locale.ROOT),
          Axes.of(mention.assertion()),
          mention.cues().stream().map(Sign::of).toList(),
          conceptIndex,
          conceptIndex == null ? null : Boolean.TRUE);
    }

    static Item missing(String text, int conceptIndex) {
      return new Item(
          text,
          Mention.Kind.FINDING.slug(),
          null,
          null,
          null,
          null,
          List.of(),
          conceptIndex,
          false);
    }
  }

  /** The words that decided an axis. */
  record Sign(String text, int start, int end, String axis) {

    static Sign of(Cue cue) {
      return new Sign(
          cue.text(),
          cue.span().start(),
          cue.span().end(),
          cue.axis().name().toLowerCase(Locale.ROOT));
    }
  }
}
