package io.unichart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.unichart.platform.TestDatabase;
import io.unichart.platform.database.DatabaseAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The command brings the tables up to date, once, and says what it did. */
@ExtendWith(OutputCaptureExtension.class)
class MigrateCommandTest {

  @Test
  void anEmbeddedDatabaseIsMigratedOnceAndThenUpToDate(
      @TempDir Path directory, CapturedOutput output) {
    var command = new MigrateCommand(Map.of("DATABASE_DIRECTORY", directory + "/postgres"));

    assertThat(command.run(new String[0])).isZero();
    assertThat(output.getOut()).containsPattern("\\{\"migrations\": [1-9][0-9]+, \"version\": \"1");

    assertThat(command.run(new String[0])).isZero();
    assertThat(output.getOut()).containsPattern("\\{\"migrations\": 0, \"version\": \"1");
  }

  @Test
  void aForeignTableStandsInTheWayAndIsLeftAlone(@TempDir Path directory, CapturedOutput output)
      throws Exception {
    DatabaseAddress address = TestDatabase.fresh();
    execute(address, "create table document (owner text); insert into document values ('theirs')");
    Path password = directory.resolve("password");
    Files.writeString(password, address.password() == null ? "" : address.password());

    int code =
        new MigrateCommand(
                Map.of(
                    "DATABASE_URL",
                    "postgresql://%s@%s:%d/%s?sslmode=disable"
                        .formatted(
                            address.user(), address.host(), address.port(), address.database()),
                    "DATABASE_PASSWORD_FILE",
                    password.toString()))
            .run(new String[0]);

    assertThat(code).isEqualTo(1);
    assertThat(output.getErr()).contains("migrate: ").doesNotContain("theirs");
    assertThat(owners(address)).containsExactly("theirs");
  }

  @Test
  void anUnknownArgumentIsNamed(CapturedOutput output) {
    assertThat(new MigrateCommand(Map.of()).run(new String[] {"--now"})).isEqualTo(2);
    assertThat(output.getErr()).contains("unknown argument --now");
  }

  private static List<String> owners(DatabaseAddress address) throws SQLException {
    try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select owner from document")) {
      List<String> owners = new ArrayList<>();
      while (rows.next()) {
        owners.add(rows.getString(1));
      }
      return owners;
    }
  }

  private static void execute(DatabaseAddress address, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
