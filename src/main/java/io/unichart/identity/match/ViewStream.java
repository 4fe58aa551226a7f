package io.unichart.identity.match;

import io.unichart.matching.ComparisonView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.springframework.stereotype.Component;

/** Reads the comparison views of the whole population in one stream (COPY). */
@Component
public class ViewStream {

  private final DataSource dataSource;

  ViewStream(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Reads all views in the order in which patients came; blocks.
   *
   * @param goOn asked now and then; the reading ends early when it says no
   */
  public void read(BiConsumer<UUID, ComparisonView> each, BooleanSupplier goOn)
      throws SQLException, IOException {
    copy("select patient_id, view from patient_view order by place", each, goOn);
  }

  private void copy(String query, BiConsumer<UUID, ComparisonView> each, BooleanSupplier goOn)
      throws SQLException, IOException {
    try (Connection connection = dataSource.getConnection()) {
      CopyOut rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut("copy (" + query + ") to stdout");
      try {
        each(rows, each, goOn);
      } finally {
        drain(rows);
      }
    }
  }

  /**
   * Reads the rest unseen: whoever borrows the connection next would wait for the end of the COPY
   * for ever, and one that is cancelled when all of it is under way leaves its rows behind.
   */
  private static void drain(CopyOut rows) throws SQLException {
    while (rows.isActive() && rows.readFromCopy() != null) {
      continue;
    }
  }

  private static void each(
      CopyOut rows, BiConsumer<UUID, ComparisonView> each, BooleanSupplier goOn)
      throws SQLException {
    long read = 0;
    for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
      String line = new String(row, StandardCharsets.UTF_8);
      int tab = line.indexOf('\t');
      each.accept(
          UUID.fromString(line.substring(0, tab)),
          ComparisonView.unpacked(
              ComparisonView.PATIENT, unescaped(line.substring(tab + 1, line.length() - 1))));
      if (++read % 1000 == 0 && !goOn.getAsBoolean()) {
        return;
      }
    }
  }

  /** Undoes what COPY does to backslashes and control characters. */
  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        switch (next) {
          case 'n' -> out.append('\n');
          case 't' -> out.append('\t');
          case 'r' -> out.append('\r');
          case 'b' -> out.append('\b');
          case 'f' -> out.append('\f');
          case 'v' -> out.append('\u000b');
          default -> out.append(next);
        }
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
