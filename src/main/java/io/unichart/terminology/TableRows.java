package io.unichart.terminology;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * The rows of one version of a code table, written and read by COPY: a hundred thousand a second.
 */
final class TableRows {

  private static final int BUFFER = 1 << 16;

  private TableRows() {}

  static void write(Connection connection, long version, TermTable table)
      throws SQLException, IOException {
    PGConnection postgres = connection.unwrap(PGConnection.class);
    String into = "copy terminology_concept (version_id, place, code, display, billable, kind)";
    try (Writer rows = writer(postgres, into)) {
      int place = 0;
      for (Concept concept : table.concepts()) {
        row(
            rows,
            version + "",
            place++ + "",
            concept.code(),
            concept.display(),
            concept.billable() ? "t" : "f",
            concept.kind());
      }
    }
    try (Writer rows = writer(postgres, "copy terminology_name (version_id, place, code, text)")) {
      int place = 0;
      for (Term term : table.terms()) {
        if (term.source() == Term.Source.SYNONYM) {
          String code = table.concepts().get(term.concept()).code();
          row(rows, version + "", place++ + "", code, term.text());
        }
      }
    }
  }

  private static Writer writer(PGConnection postgres, String into) throws SQLException {
    return new OutputStreamWriter(
        new PGCopyOutputStream(postgres, into + " from stdin", BUFFER), StandardCharsets.UTF_8);
  }

  private static void row(Writer rows, String... values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        rows.write('\t');
      }
      rows.write(escaped(values[i]));
    }
    rows.write('\n');
  }

  private static String escaped(String value) {
    String clean = value.indexOf('\0') < 0 ? value : value.replace("\0", "");
    boolean plain = clean.chars().noneMatch(c -> c == '\\' || c == '\t' || c == '\n' || c == '\r');
    return plain
        ? clean
        : clean
            .replace("\\", "\\\\")
            .replace("\t", "\\t")
            .replace("\n", "\\n")
            .replace("\r", "\\r");
  }

  static void read(Connection connection, long version, TermTable.Builder builder)
      throws SQLException, IOException {
    PGConnection postgres = connection.unwrap(PGConnection.class);
    String concepts =
        """
        copy (select code, display, billable, kind from terminology_concept
              where version_id = %d order by place) to stdout
        """
            .formatted(version);
    try (BufferedReader rows = reader(postgres, concepts)) {
      for (String line = rows.readLine(); line != null; line = rows.readLine()) {
        String[] row = line.split("\t", -1);
        builder.concept(
            new Concept(plain(row[0]), plain(row[1]), row[2].equals("t"), plain(row[3]).intern()));
      }
    }
    String names =
        """
        copy (select code, text from terminology_name
              where version_id = %d order by place) to stdout
        """
            .formatted(version);
    try (BufferedReader rows = reader(postgres, names)) {
      for (String line = rows.readLine(); line != null; line = rows.readLine()) {
        String[] row = line.split("\t", -1);
        builder.name(plain(row[0]), plain(row[1]), Term.Source.SYNONYM);
      }
    }
  }

  private static BufferedReader reader(PGConnection postgres, String sql) throws SQLException {
    return new BufferedReader(
        new InputStreamReader(new PGCopyInputStream(postgres, sql), StandardCharsets.UTF_8),
        BUFFER);
  }

  private static String plain(String escaped) {
    if (escaped.indexOf('\\') < 0) {
      return escaped;
    }
    StringBuilder plain = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '\\' && i + 1 < escaped.length()) {
        char next = escaped.charAt(++i);
        plain.append(
            switch (next) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> next;
            });
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
