package io.unichart.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.console.Highlight.Span;
import io.unichart.console.ReaderText.Block;
import io.unichart.console.ReaderText.Run;
import io.unichart.documents.Passage;
import io.unichart.documents.RepairedText;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ReaderTextTest {

  private static final String NOTE =
      """
      Office visit
      Date: 2025-04-15

      SUBJECTIVE:
      Feels well. Temp 98.6 F.

      Plan
      Return in a year.
      """;

  @Test
  void theCitedWordsAreMarkedAndTheEyeLandsOnThem() {
    int start = NOTE.indexOf("Temp");
    int end = NOTE.indexOf(" F.");

    List<Block> blocks = ReaderText.of(NOTE, new Span(start, end), Span.NOTHING, List.of());

    assertThat(runs(blocks).stream().filter(Run::cited))
        .containsExactly(new Run("Temp 98.6", true, false, true));
  }

  @Test
  void headingsStandApartFromWhatTheyHead() {
    List<Block> blocks = ReaderText.of(NOTE, Span.NOTHING, Span.NOTHING, List.of());

    assertThat(blocks.stream().filter(Block::heading).map(ReaderTextTest::text))
        .containsExactly("SUBJECTIVE:", "Plan");
  }

  @Test
  void eachPageIsToldWhereItBegins() {
    String text = "First page.\nMore of it.\nSecond page.\nThird page.";

    List<Block> blocks =
        ReaderText.of(
            text,
            Span.NOTHING,
            Span.NOTHING,
            List.of(0, text.indexOf("Second"), text.indexOf("Third")));

    assertThat(blocks).extracting(Block::page).containsExactly(1, 2, 3);
    assertThat(text(blocks.get(1))).isEqualTo("Second page.");
  }

  @Test
  void withoutCitedWordsTheEyeLandsOnThePassage() {
    int start = NOTE.indexOf("Feels");

    List<Block> blocks =
        ReaderText.of(NOTE, Span.NOTHING, new Span(start, NOTE.length()), List.of());

    assertThat(runs(blocks).stream().filter(Run::first))
        .extracting(Run::text)
        .containsExactly("Feels well. Temp 98.6 F.");
    assertThat(runs(blocks).stream().filter(Run::near)).hasSize(3);
  }

  @RepeatedTest(20)
  void noCharacterThatCanBeSeenIsLost(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    String text =
        random
            .ints(400, 0, 12)
            .mapToObj(i -> "ab:\n \nC1.\n  ".substring(i, i + 1))
            .collect(Collectors.joining());
    Span words = span(random, text.length());
    Span passage = span(random, text.length());

    List<Block> blocks = ReaderText.of(text, words, passage, List.of(0, 100, 101, 350));

    assertThat(seen(runs(blocks).stream().map(Run::text).collect(Collectors.joining())))
        .as("seed %d", repetition.getCurrentRepetition())
        .isEqualTo(seen(text));
    assertThat(
            seen(
                runs(blocks).stream()
                    .filter(Run::cited)
                    .map(Run::text)
                    .collect(Collectors.joining())))
        .isEqualTo(seen(text.substring(words.start(), words.end())));
  }

  @Test
  void offsetsIntoABrokenTextFindTheMendedWords() {
    String content = "Temp 98.2Â°F, pulse 70. Well.";
    RepairedText text = RepairedText.of(content);
    int start = content.indexOf("pulse");

    Span words = new Highlight(null, start, start + 5, null, null).words(text, List.of());

    assertThat(text.text().substring(words.start(), words.end())).isEqualTo("pulse");
  }

  @Test
  void offsetsIntoAPassageFindTheSameWordsInTheDocument() {
    String content = "Temp 98.2Â°F.\nPulse 70. Well.";
    RepairedText text = RepairedText.of(content);
    Passage passage =
        new Passage(1, 1, 4, "Pulse 70. Well.", "", 14, content.length(), null, false);

    Span words = new Highlight(4, null, null, 6, 8).words(text, List.of(passage));

    assertThat(text.text().substring(words.start(), words.end())).isEqualTo("70");
  }

  @Test
  void offsetsThatLieOutsideMarkNothingWrong() {
    RepairedText text = RepairedText.of("Short note.");

    assertThat(new Highlight(null, 500, 900, null, null).words(text, List.of()).isEmpty()).isTrue();
    assertThat(new Highlight(null, -4, 5, null, null).words(text, List.of()))
        .isEqualTo(new Span(0, 5));
    assertThat(new Highlight(7, null, null, 0, 5).words(text, List.of()).isEmpty()).isTrue();
  }

  private static Span span(Random random, int length) {
    int a = random.nextInt(length);
    int b = random.nextInt(length);
    return new Span(Math.min(a, b), Math.max(a, b));
  }

  private static List<Run> runs(List<Block> blocks) {
    return blocks.stream().flatMap(block -> block.runs().stream()).toList();
  }

  private static String text(Block block) {
    return block.runs().stream().map(Run::text).collect(Collectors.joining());
  }

  private static String seen(String text) {
    return text.replaceAll("\\s", "");
  }
}
