package io.unichart.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table that operators read is the one that decides. */
class SecurityPageTest {

  private static final Path PAGE = Path.of("docs/security.md");
  private static final String BEGIN = "<!-- table -->\n";
  private static final String END = "<!-- /table -->";

  @Test
  void thePageShowsTheTableThatDecides() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
      return;
    }

    assertThat(page.substring(begin, end)).isEqualTo(table());
  }

  @Test
  void everyRoleButTheAuditorReadsAndTheAuditorReadsTheAuditOnly() {
    for (Role role : Role.values()) {
      Caller caller = new Caller("x", java.util.Set.of(role));

      assertThat(caller.has(Right.READ)).isEqualTo(role != Role.AUDITOR);
      assertThat(caller.has(Right.AUDIT))
          .isEqualTo(role == Role.AUDITOR || role == Role.ADMINISTRATOR);
      assertThat(caller.has(Right.ADMINISTER)).isEqualTo(role == Role.ADMINISTRATOR);
    }
  }

  private static String table() {
    StringBuilder table = new StringBuilder("| route | everyone |");
    for (Role role : Role.values()) {
      table.append(' ').append(role.word()).append(" |");
    }
    table.append("\n|---|").append("---|".repeat(Role.values().length + 1)).append('\n');
    for (Routes.Row row : Routes.ALL) {
      boolean open = row.right() == Right.OPEN;
      table.append("| `%s %s` | %s |".formatted(row.method(), row.path(), open ? "✓" : ""));
      table.append(
          Arrays.stream(Role.values())
              .map(role -> open || row.right().roles().contains(role) ? " ✓ |" : " |")
              .collect(Collectors.joining()));
      table.append('\n');
    }
    return table.toString();
  }
}
