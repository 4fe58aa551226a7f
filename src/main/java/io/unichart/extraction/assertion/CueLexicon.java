package io.unichart.extraction.assertion;

import io.unichart.extraction.text.Token;
import io.unichart.extraction.text.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cue phrases as a trie over words; the longest phrase at a place wins. */
final class CueLexicon {

  private static final Set<String> TIME_UNITS =
      Set.of(
          "hour", "hours", "hr", "hrs", "day", "days", "week", "weeks", "wk", "wks", "month",
          "months", "mo", "mos", "night", "nights", "minute", "minutes");

  /** Verdicts that may also be the adjective of what follows. */
  private static final Set<String> OPEN_ENDED =
      Set.of(
          "likely",
          "unlikely",
          "possible",
          "probable",
          "suspected",
          "questionable",
          "considered",
          "negative",
          "none",
          "previously",
          "remotely",
          "denied",
          "denies");

  private static final Set<String> FOLLOWERS =
      Set.of(
          "at", "by", "today", "in", "given", "on", "this", "per", "and", "but", "with", "now",
          "based", "as", "so", "since", "after");

  /** In patterns they stand for any number, year or unit of time; in notes they are mere signs. */
  private static final Set<String> WILDCARDS = Set.of("#", "@", "$");

  private static final Set<String> CLOCK_BEFORE = Set.of("~", "at", "approx", "approximately");

  private static final Set<String> CLOCK_BEHIND = Set.of("hrs", "h", "hours", "hr", "rn", "pm");

  private static final class Node {
    private final Map<String, Node> next = new HashMap<>(4);
    private final List<CueRole> roles = new ArrayList<>(1);
  }

  private final Node root = new Node();

  private CueLexicon() {}

  static CueLexicon load() {
    CueLexicon lexicon = new CueLexicon();
    InputStream in =
        Objects.requireNonNull(CueLexicon.class.getResourceAsStream("/extraction/cues.tsv"));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader.lines().filter(line -> !line.startsWith("#")).forEach(lexicon::learn);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lexicon;
  }

  private void learn(String line) {
    int tab = line.indexOf('\t');
    CueRole role = CueRole.named(line.substring(0, tab));
    for (String pattern : line.substring(tab + 1).split(";")) {
      for (String phrase : expand(pattern.strip())) {
        add(phrase.replace('<', '(').replace('>', ')'), role);
      }
    }
  }

  private void add(String phrase, CueRole role) {
    Node node = root;
    for (Token token : Tokens.of(phrase)) {
      node = node.next.computeIfAbsent(token.norm(), key -> new Node());
    }
    boolean sameWay = node.roles.stream().anyMatch(r -> r.isBackward() == role.isBackward());
    if (node != root && !sameWay) {
      node.roles.add(role);
    }
  }

  /** Every phrase that a pattern stands for; alternatives do not nest. */
  static List<String> expand(String pattern) {
    int open = pattern.indexOf('(');
    if (open < 0) {
      return List.of(pattern);
    }
    int close = pattern.indexOf(')', open);
    List<String> phrases = new ArrayList<>();
    for (String rest : expand(pattern.substring(close + 1))) {
      for (String alternative : pattern.substring(open + 1, close).split("\\|", -1)) {
        phrases.add(pattern.substring(0, open) + alternative + rest);
      }
    }
    return phrases;
  }

  /** The cue phrases among tokens, from left to right, none overlapping another. */
  List<CueMatch> find(List<Token> tokens) {
    List<CueMatch> matches = new ArrayList<>();
    for (int i = 0; i < tokens.size(); ) {
      Found found = longest(root, tokens, i, i);
      int from = i++;
      if (found == null) {
        continue;
      }
      for (CueRole role : found.roles) {
        if (!needsEnd(tokens, from, found.end, role) || endsAt(tokens, found.end)) {
          matches.add(new CueMatch(from, found.end, role));
          i = found.end;
        }
      }
    }
    return matches;
  }

  /** ": no" and "- denies" answer a label only when nothing follows; else they open a clause. */
  private static boolean needsEnd(List<Token> tokens, int start, int end, CueRole role) {
    if (!role.isBackward()) {
      return false;
    }
    String first = tokens.get(start).norm();
    String last = tokens.get(end - 1).norm();
    return first.equals(":") || first.equals("-") || first.equals(",") || OPEN_ENDED.contains(last);
  }

  private static boolean endsAt(List<Token> tokens, int end) {
    return end >= tokens.size()
        || (!tokens.get(end).isWord() && !tokens.get(end).is(Assertions.MASK))
        || FOLLOWERS.contains(tokens.get(end).norm());
  }

  private record Found(int end, List<CueRole> roles) {}

  private static @Nullable Found longest(Node node, List<Token> tokens, int start, int i) {
    Found best = node.roles.isEmpty() || i == start ? null : new Found(i, node.roles);
    if (i >= tokens.size()) {
      return best;
    }
    Token token = tokens.get(i);
    if (!WILDCARDS.contains(token.norm())) {
      best = longer(best, node.next.get(token.norm()), tokens, start, i);
    }
    if (token.isNumber()) {
      best = longer(best, node.next.get("#"), tokens, start, i);
      if (isYear(tokens, i)) {
        best = longer(best, node.next.get("@"), tokens, start, i);
      }
    } else if (TIME_UNITS.contains(token.norm())) {
      best = longer(best, node.next.get("$"), tokens, start, i);
    }
    return best;
  }

  private static @Nullable Found longer(
      @Nullable Found best, @Nullable Node next, List<Token> tokens, int start, int i) {
    if (next == null) {
      return best;
    }
    Found found = longest(next, tokens, start, i + 1);
    return found == null || (best != null && best.end >= found.end) ? best : found;
  }

  /** A year, and not a time of day as in "fell at 1900" or "2030 hrs". */
  private static boolean isYear(List<Token> tokens, int i) {
    String norm = tokens.get(i).norm();
    boolean clock =
        (i > 0 && CLOCK_BEFORE.contains(tokens.get(i - 1).norm()))
            || (i + 1 < tokens.size() && CLOCK_BEHIND.contains(tokens.get(i + 1).norm()));
    return norm.length() == 4 && (norm.startsWith("19") || norm.startsWith("20")) && !clock;
  }
}
