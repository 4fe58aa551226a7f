package io.unichart.extraction.mentions;

import io.unichart.extraction.text.Token;
import io.unichart.extraction.text.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Known phrases as a trie over words, each with a value. Marks inside a phrase (hyphen, slash) are
 * optional in the text, and a word's plural is the word.
 */
final class Phrases<T> {

  private static final class Node<T> {
    private final Map<String, Node<T>> next = new HashMap<>(4);
    private @Nullable T value;
  }

  /**
   * A phrase found among tokens.
   *
   * @param from index of its first token
   * @param to one past its last
   */
  record Hit<T>(int from, int to, T value) {}

  private final Node<T> root = new Node<>();

  void add(String phrase, T value) {
    Node<T> node = root;
    for (Token token : Tokens.of(phrase)) {
      if (token.isWord()) {
        node = node.next.computeIfAbsent(ground(token.norm()), key -> new Node<>());
      }
    }
    if (node != root && node.value == null) {
      node.value = value;
    }
  }

  /** All phrases from left to right, the longest at each place, none overlapping another. */
  List<Hit<T>> find(List<Token> tokens) {
    List<Hit<T>> hits = new ArrayList<>();
    for (int i = 0; i < tokens.size(); ) {
      Hit<T> hit = tokens.get(i).isWord() ? longestAt(tokens, i) : null;
      if (hit == null) {
        i++;
      } else {
        hits.add(hit);
        i = hit.to;
      }
    }
    return hits;
  }

  private @Nullable Hit<T> longestAt(List<Token> tokens, int start) {
    Node<T> node = root;
    Hit<T> best = null;
    int i = start;
    while (i < tokens.size()) {
      Token token = tokens.get(i);
      boolean joint = i > start && (token.is("-") || token.is("/") || token.is("."));
      if (joint) {
        i++;
        continue;
      }
      Node<T> next = token.isWord() ? node.next.get(ground(token.norm())) : null;
      if (next == null) {
        break;
      }
      node = next;
      i++;
      if (node.value != null) {
        best = new Hit<>(start, i, node.value);
      }
    }
    return best;
  }

  /** "anaemia", "oedema", "tumour", "sulphate", "generalised": one spelling for both shores. */
  private static String american(String word) {
    if (word.length() < 6) {
      return word;
    }
    String w = word;
    if (w.contains("ae") || w.contains("oe")) {
      w = w.replace("ae", "e").replace("oe", "e");
    }
    if (w.contains("our")) {
      w =
          w.replace("tumour", "tumor")
              .replace("odour", "odor")
              .replace("behaviour", "behavior")
              .replace("colour", "color")
              .replace("labour", "labor");
    }
    if (w.contains("sulph")) {
      w = w.replace("sulph", "sulf");
    }
    if (w.contains("alis")) {
      w =
          w.replace("alised", "alized")
              .replace("alising", "alizing")
              .replace("alisation", "alization");
    }
    return w;
  }

  private static String ground(String word) {
    String bare = american(word.endsWith("'s") ? word.substring(0, word.length() - 2) : word);
    int n = bare.length();
    boolean plural =
        n > 4
            && bare.endsWith("s")
            && !bare.endsWith("ss")
            && !bare.endsWith("us")
            && !bare.endsWith("is");
    return plural ? bare.substring(0, n - 1) : bare;
  }
}
