package io.unichart.matching;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Just enough JSON (RFC 8259) for models, so that the core needs no library. */
final class Json {

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** A value that has been read; the accessors name what is missing. */
  record Node(String path, @Nullable Object value) {

    Node member(String name) {
      if (value instanceof Map<?, ?> map && map.containsKey(name)) {
        return new Node(path + "." + name, map.get(name));
      }
      throw new IllegalArgumentException(path + "." + name + " is missing");
    }

    boolean has(String name) {
      return value instanceof Map<?, ?> map && map.get(name) != null;
    }

    String text(String name) {
      if (member(name).value() instanceof String s) {
        return s;
      }
      throw new IllegalArgumentException(path + "." + name + " is not a text");
    }

    double number(String name) {
      return member(name).number();
    }

    double number() {
      if (value instanceof Double d) {
        return d;
      }
      throw new IllegalArgumentException(path + " is not a number");
    }

    List<Node> list(String name) {
      Node node = member(name);
      if (!(node.value() instanceof List<?> items)) {
        throw new IllegalArgumentException(node.path() + " is not a list");
      }
      List<Node> nodes = new ArrayList<>();
      for (Object item : items) {
        nodes.add(new Node(node.path() + "[" + nodes.size() + "]", item));
      }
      return nodes;
    }
  }

  static Node read(String text) {
    Json json = new Json(text);
    Object value = json.value(0);
    json.blanks();
    if (json.at < text.length()) {
      throw json.wrong();
    }
    return new Node("$", value);
  }

  private @Nullable Object value(int depth) {
    blanks();
    if (depth > 50 || at >= text.length()) {
      throw wrong();
    }
    char c = text.charAt(at);
    if (c == '{') {
      return object(depth);
    }
    if (c == '[') {
      return list(depth);
    }
    if (c == '"') {
      return string();
    }
    for (String word : new String[] {"true", "false", "null"}) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word.equals("null") ? null : (Object) word.equals("true");
      }
    }
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return Double.valueOf(text.substring(from, at));
    } catch (NumberFormatException e) {
      throw wrong();
    }
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    at++;
    blanks();
    if (peek('}')) {
      return map;
    }
    do {
      blanks();
      String name = string();
      blanks();
      expect(':');
      map.put(name, value(depth + 1));
      blanks();
    } while (peek(','));
    expect('}');
    return map;
  }

  private List<@Nullable Object> list(int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    at++;
    blanks();
    if (peek(']')) {
      return items;
    }
    do {
      items.add(value(depth + 1));
      blanks();
    } while (peek(','));
    expect(']');
    return items;
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c != '\\') {
        out.append(c);
      } else if (at < text.length()) {
        char e = text.charAt(at++);
        if (e == 'u' && at + 4 <= text.length()) {
          out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
          at += 4;
        } else {
          int known = "nrtbf".indexOf(e);
          out.append(known < 0 ? e : "\n\r\t\b\f".charAt(known));
        }
      }
    }
    expect('"');
    return out.toString();
  }

  private boolean peek(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!peek(c)) {
      throw wrong();
    }
  }

  private void blanks() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException("not JSON: unexpected input at character " + at);
  }

  static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out, "\n");
    return out.append('\n').toString();
  }

  private static void write(@Nullable Object value, StringBuilder out, String line) {
    if (value instanceof Map<?, ?> map) {
      String next = line + "  ";
      String gap = "{";
      for (Map.Entry<?, ?> e : map.entrySet()) {
        out.append(gap).append(next);
        quote(String.valueOf(e.getKey()), out);
        out.append(": ");
        write(e.getValue(), out, next);
        gap = ",";
      }
      out.append(map.isEmpty() ? "{}" : line + "}");
    } else if (value instanceof List<?> list) {
      boolean flat = list.stream().allMatch(v -> v instanceof Number);
      String next = flat ? "" : line + "  ";
      String gap = "[";
      for (Object item : list) {
        out.append(gap).append(next);
        write(item, out, next);
        gap = flat ? ", " : ",";
      }
      out.append(list.isEmpty() ? "[]" : flat ? "]" : line + "]");
    } else if (value instanceof String s) {
      quote(s, out);
    } else {
      out.append(value);
    }
  }

  static void quote(String s, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == '<' || c == '>' || c == '\u2028' || c == '\u2029') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
