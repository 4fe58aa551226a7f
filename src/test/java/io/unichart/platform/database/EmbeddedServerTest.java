package io.unichart.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unichart.platform.StartRefused;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {

  @Test
  void whatWasStoredIsThereAfterARestartAndNobodyElseGetsInMeanwhile(@TempDir Path folder)
      throws Exception {
    Path directory = folder.resolve("postgres");
    try (EmbeddedServer first = EmbeddedServer.start(directory)) {
      run(first.database("kept"), "create table note as select 'still here' as text");

      assertThatThrownBy(() -> EmbeddedServer.start(directory))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("another Unichart is running");
    }

    try (EmbeddedServer second = EmbeddedServer.start(directory)) {
      assertThat(run(second.database("kept"), "select text from note")).isEqualTo("still here");
    }
  }

  private static String run(DatabaseAddress address, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
        var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (var rows = statement.getResultSet()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
