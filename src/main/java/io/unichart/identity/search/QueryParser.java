package io.unichart.identity.search;

import io.unichart.identity.search.Query.And;
import io.unichart.identity.search.Query.Not;
import io.unichart.identity.search.Query.Or;
import io.unichart.identity.search.Query.Phrase;
import io.unichart.identity.search.Query.Term;
import io.unichart.matching.WordForms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what somebody typed: words (all wanted), {@code AND}, {@code OR}, {@code NOT}, brackets and
 * quotes. AND binds closer than OR. Whatever cannot be read so is read as plain words: nobody who
 * looks for a patient wants to hear of syntax.
 */
final class QueryParser {

  private static final int MOST_TERMS = 32;
  private static final Set<String> OPERATORS = Set.of("AND", "OR", "NOT");

  /** A number as people write it, with blanks, dots, brackets and dashes in it. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+(]{0,2}[0-9][0-9()./\\- ]*[0-9](?![\\p{L}\\p{N}])|[0-9](?![\\p{L}\\p{N}])");

  private enum Kind {
    WORD,
    NUMBER,
    PHRASE,
    OPERATOR,
    OPEN,
    CLOSE
  }

  private record Token(Kind kind, String text) {}

  private final List<Token> tokens;
  private int at;

  private QueryParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The query, or null when there is nothing in it to look for. */
  static @Nullable Query read(String typed) {
    List<Token> tokens = tokens(typed.replace('\0', ' '));
    if (tokens.size() > MOST_TERMS) {
      tokens = tokens.subList(0, MOST_TERMS);
    }
    QueryParser parser = new QueryParser(tokens);
    Query read = parser.either();
    return read != null && parser.at == tokens.size() ? read : plain(tokens);
  }

  /** Every word and number, whatever stands between them. */
  private static @Nullable Query plain(List<Token> tokens) {
    List<Query> words = new ArrayList<>();
    List<Query> operators = new ArrayList<>();
    for (Token token : tokens) {
      Term term = term(token.text());
      if (term != null && token.kind() == Kind.OPERATOR) {
        operators.add(term);
      } else if (term != null) {
        words.add(term);
      }
    }
    List<Query> found = words.isEmpty() ? operators : words;
    return found.isEmpty() ? null : found.size() == 1 ? found.get(0) : new And(found);
  }

  private @Nullable Query either() {
    List<Query> parts = new ArrayList<>();
    do {
      Query part = both();
      if (part == null) {
        return null;
      }
      parts.add(part);
    } while (operator("OR"));
    return parts.size() == 1 ? parts.get(0) : new Or(parts);
  }

  private @Nullable Query both() {
    List<Query> parts = new ArrayList<>();
    do {
      if (at < tokens.size() && isEmptyWord(tokens.get(at))) {
        at++; // an emoji or a stray sign
        continue;
      }
      Query part = one();
      if (part == null) {
        return null;
      }
      parts.add(part);
    } while (operator("AND") || startsAnother());
    return parts.isEmpty() ? null : parts.size() == 1 ? parts.get(0) : new And(parts);
  }

  private @Nullable Query one() {
    if (at >= tokens.size()) {
      return null;
    }
    if (operator("NOT")) {
      Query denied = one();
      return denied == null ? null : new Not(denied);
    }
    Token token = tokens.get(at);
    switch (token.kind()) {
      case OPEN -> {
        at++;
        Query inner = either();
        if (inner == null || at >= tokens.size() || tokens.get(at).kind() != Kind.CLOSE) {
          return null;
        }
        at++;
        return inner;
      }
      case WORD, NUMBER -> {
        at++;
        return term(token.text());
      }
      case PHRASE -> {
        at++;
        Term words = term(token.text());
        return words == null ? null : new Phrase(words);
      }
      default -> {
        return null;
      }
    }
  }

  private boolean operator(String word) {
    if (at < tokens.size()
        && tokens.get(at).kind() == Kind.OPERATOR
        && tokens.get(at).text().equals(word)) {
      at++;
      return true;
    }
    return false;
  }

  private boolean startsAnother() {
    return at < tokens.size()
        && tokens.get(at).kind() != Kind.CLOSE
        && !tokens.get(at).text().equals("OR");
  }

  private static boolean isEmptyWord(Token token) {
    return token.kind() == Kind.WORD && term(token.text()) == null;
  }

  private static @Nullable Term term(String text) {
    String folded = WordForms.words(text);
    if (folded.isEmpty()) {
      return null;
    }
    String mail =
        text.indexOf('@') > 0 && text.indexOf(' ') < 0 ? text.toLowerCase(Locale.ROOT) : "";
    return new Term(List.of(folded.split(" ")), folded.replace(" ", ""), mail);
  }

  private static List<Token> tokens(String typed) {
    List<Token> found = new ArrayList<>();
    Matcher number = NUMBER.matcher(typed);
    int i = 0;
    while (i < typed.length()) {
      char c = typed.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
        continue;
      }
      boolean begins = c >= '0' && c <= '9' || c == '+' || c == '(';
      if (begins && number.region(i, typed.length()).lookingAt() && balanced(number.group())) {
        found.add(new Token(Kind.NUMBER, number.group()));
        i = number.end();
      } else if (c == '(' || c == ')') {
        found.add(new Token(c == '(' ? Kind.OPEN : Kind.CLOSE, ""));
        i++;
      } else if (c == '"') {
        int end = typed.indexOf('"', i + 1);
        String text = typed.substring(i + 1, end < 0 ? typed.length() : end);
        found.add(new Token(end < 0 ? Kind.WORD : Kind.PHRASE, text));
        i = end < 0 ? typed.length() : end + 1;
      } else {
        int end = i;
        while (end < typed.length() && !endsWord(typed.charAt(end))) {
          end++;
        }
        String word = typed.substring(i, end);
        found.add(new Token(OPERATORS.contains(word) ? Kind.OPERATOR : Kind.WORD, word));
        i = end;
      }
    }
    return found;
  }

  private static boolean balanced(String number) {
    int open = 0;
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (open < 0) {
        return false;
      }
    }
    return open == 0;
  }

  private static boolean endsWord(char c) {
    return Character.isWhitespace(c) || c == '(' || c == ')' || c == '"';
  }
}
