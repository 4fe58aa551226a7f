package io.unichart.platform.database;

import io.r2dbc.spi.R2dbcException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a statement is called in a trace: its kind and the first table that it is about. Only
 * keywords and names of tables are taken out of it, so nothing that was written into its text as a
 * value can come along.
 */
final class StatementNames {

  /**
   * A statement's name.
   *
   * @param operation {@code select}, {@code insert}, … in lower case; {@code other} for what is not
   *     known
   * @param table the table, view or function that it is about, if it names one
   */
  record Name(String operation, @Nullable String table) {
    String summary() {
      return table == null ? operation : operation + " " + table;
    }
  }

  private static final int REMEMBERED = 2_000;
  private static final Set<String> KNOWN =
      Set.of("select", "insert", "update", "delete", "call", "lock", "notify", "set", "values");
  private static final Pattern NO_WORDS =
      Pattern.compile("--[^\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\\$\\$.*?\\$\\$", Pattern.DOTALL);
  private static final Pattern FIRST = Pattern.compile("^[\\s(]*([a-z]+)");
  private static final Pattern NAMED_HERE =
      Pattern.compile(
          "\\b([a-z_][a-z0-9_]*)\\s*(?:\\([^()]*\\)\\s*)?as\\s+(?:not\\s+)?(?:materialized\\s+)?\\(");
  private static final Pattern WRITE =
      Pattern.compile(
          "\\b(?:(insert)\\s+into|(?<!for )(?<!key )(?<!do )(update)|(delete)\\s+from)"
              + "\\s+(?:only\\s+)?([a-z_][a-z0-9_.]*)");
  private static final Pattern READ =
      Pattern.compile("\\bfrom\\s+(?:only\\s+)?([a-z_][a-z0-9_.]*)");
  private static final Set<String> NO_TABLES =
      Set.of("select", "lateral", "unnest", "generate_series", "values", "set", "skip");

  private final Map<String, Name> known = new ConcurrentHashMap<>();

  /** The name of a statement; most are sent many times. */
  Name of(String sql) {
    Name name = known.get(sql);
    if (name == null) {
      name = read(sql);
      if (known.size() < REMEMBERED) {
        known.put(sql, name);
      }
    }
    return name;
  }

  static Name read(String sql) {
    String text = NO_WORDS.matcher(sql).replaceAll(" ").toLowerCase(Locale.ROOT);
    Matcher first = FIRST.matcher(text);
    String word = first.find() ? first.group(1) : "";
    if (word.equals("with") || Set.of("insert", "update", "delete").contains(word)) {
      Matcher write = WRITE.matcher(text);
      while (write.find()) {
        if (!NO_TABLES.contains(write.group(4))) {
          return new Name(operation(write), write.group(4));
        }
      }
    }
    String operation = word.equals("with") ? "select" : KNOWN.contains(word) ? word : "other";
    return new Name(operation, operation.equals("select") ? table(text) : null);
  }

  private static String operation(Matcher write) {
    for (int group = 1; group <= 3; group++) {
      if (write.group(group) != null) {
        return write.group(group);
      }
    }
    throw new IllegalStateException("a write is one of three");
  }

  private static @Nullable String table(String text) {
    Set<String> here = new HashSet<>(NO_TABLES);
    NAMED_HERE.matcher(text).results().forEach(named -> here.add(named.group(1)));
    Matcher read = READ.matcher(text);
    while (read.find()) {
      if (!here.contains(read.group(1))) {
        return read.group(1);
      }
    }
    return null;
  }

  /** What went wrong: PostgreSQL's code for it, which tells nothing of any row. */
  static String fault(Throwable failure) {
    return failure instanceof R2dbcException known && known.getSqlState() != null
        ? known.getSqlState()
        : failure.getClass().getName();
  }
}
