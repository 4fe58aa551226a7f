package io.unichart.extraction.assertion;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Named sets of words, kept in a file: a name, a tab, the words parted by blanks. */
final class WordClasses {

  private final Map<String, Set<String>> classes = new HashMap<>();

  private WordClasses() {}

  static WordClasses load(String resource) {
    WordClasses words = new WordClasses();
    InputStream in = Objects.requireNonNull(WordClasses.class.getResourceAsStream(resource));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader.lines().filter(line -> !line.startsWith("#")).forEach(words::learn);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }

  private void learn(String line) {
    int tab = line.indexOf('\t');
    classes.put(line.substring(0, tab), Set.of(line.substring(tab + 1).split(" ")));
  }

  Set<String> of(String name) {
    return Objects.requireNonNull(classes.get(name), name);
  }
}
