package io.unichart.cli;

import io.unichart.platform.StartRefused;
import io.unichart.platform.database.Migrations;
import java.util.Map;
import java.util.Set;

/**
 * Brings the tables up to date and ends, for installations whose service may not: a Job of its own,
 * or an administrator who comes as another role of the database.
 */
final class MigrateCommand implements Command {

  private static final String USAGE =
      """
      usage: migrate

        --help          this text

      Brings the tables of the database of DATABASE_URL (DATABASE_PASSWORD_FILE), else of the embedded
      one, up to what this version needs, under a lock; waits for a database that does not answer
      yet as long as DATABASE_START_TIMEOUT says. A service with DATABASE_MIGRATE=false waits for
      this. Prints one line of JSON. Exit code: 0 done or nothing to do, 1 failed, 2 wrong usage.
      """;

  private final Map<String, String> environment;

  MigrateCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return "migrate";
  }

  @Override
  public String summary() {
    return "bring the database's tables up to date";
  }

  @Override
  public int run(String[] args) {
    try {
      if (new Arguments(args, Set.of(), Set.of("--help")).has("--help")) {
        System.out.print(USAGE);
        return 0;
      }
    } catch (BadInput e) {
      System.err.println("migrate: " + e.getMessage() + "\n\n" + USAGE);
      return 2;
    }
    try {
      Migrations.Outcome outcome = Migrations.run(environment);
      System.out.printf(
          "{\"migrations\": %d, \"version\": \"%s\"}%n",
          outcome.applied(), outcome.version() == null ? "" : outcome.version());
      return 0;
    } catch (StartRefused e) {
      System.err.println("migrate: " + e.getMessage());
      return 1;
    }
  }
}
