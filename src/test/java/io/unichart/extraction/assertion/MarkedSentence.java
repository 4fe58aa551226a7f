package io.unichart.extraction.assertion;

import io.unichart.extraction.Assertion;
import io.unichart.extraction.Assertion.Subject;
import io.unichart.extraction.Assertion.Temporality;
import io.unichart.extraction.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A sentence with its mentions between asterisks and what is right for them: N negated, U
 * uncertain, H historical, I hypothetical, F the family's, O another's, - none; with a tilde first
 * at least these.
 */
record MarkedSentence(String text, List<Span> mentions, String expected) {

  static Stream<MarkedSentence> of(String resource) {
    try (InputStream in =
        MarkedSentence.class.getResourceAsStream("/extraction/assertion/" + resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(MarkedSentence::parse);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MarkedSentence parse(String line) {
    int bar = line.lastIndexOf('|');
    StringBuilder text = new StringBuilder();
    List<Span> mentions = new ArrayList<>();
    int open = -1;
    for (char c : line.substring(0, bar).strip().replace("\\n", "\n").toCharArray()) {
      if (c != '*') {
        text.append(c);
      } else if (open < 0) {
        open = text.length();
      } else {
        mentions.add(new Span(open, text.length()));
        open = -1;
      }
    }
    return new MarkedSentence(text.toString(), mentions, line.substring(bar + 1).strip());
  }

  static String code(Assertion assertion) {
    String time =
        assertion.temporality() == Temporality.HISTORICAL
            ? "H"
            : assertion.temporality() == Temporality.HYPOTHETICAL ? "I" : "";
    return (assertion.negated() ? "N" : "")
        + (assertion.uncertain() ? "U" : "")
        + time
        + whose(assertion.subject());
  }

  static String whose(Subject subject) {
    return subject == Subject.FAMILY ? "F" : subject == Subject.OTHER ? "O" : "";
  }

  @Override
  public String toString() {
    return text;
  }
}
