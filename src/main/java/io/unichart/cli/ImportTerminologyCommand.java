package io.unichart.cli;

import io.unichart.platform.StartRefused;
import io.unichart.platform.database.CommandDatabase;
import io.unichart.terminology.TableImport;
import io.unichart.terminology.TableImport.Outcome;
import io.unichart.terminology.TableImport.Result;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Takes code tables into the service's database. It writes there itself, since the files lie where
 * it runs; every running process notices within seconds and codes with the new tables.
 */
final class ImportTerminologyCommand implements Command {

  private static final String USAGE =
      """
      usage: import-terminology --dir FOLDER [--source NAME]

        --dir FOLDER    code tables, also in folders below it: the CMS order file (a .txt with
                        "order" in its name) and tabular list (.xml) of ICD-10-CM, RXNCONSO.RRF of
                        RxNorm, Loinc.csv, or plain tab-separated tables
        --source NAME   where they come from, as GET /terminology shall tell (import-terminology)
        --help          this text

      The database is that of DATABASE_URL (DATABASE_PASSWORD_FILE), else the embedded one. Every
      content is read once; tables that were in force earlier come into force again. Prints one line
      of JSON for each code system. Exit code: 0 done, 1 failed, 2 wrong usage.
      """;

  private final Map<String, String> environment;

  ImportTerminologyCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return "import-terminology";
  }

  @Override
  public String summary() {
    return "take code tables (ICD-10-CM, RxNorm, LOINC) into the service's database";
  }

  @Override
  public int run(String[] args) {
    Path folder;
    String source;
    try {
      Arguments arguments = new Arguments(args, Set.of("--dir", "--source"), Set.of("--help"));
      if (arguments.has("--help")) {
        System.out.print(USAGE);
        return 0;
      }
      folder = Path.of(arguments.needed("--dir"));
      String named = arguments.one("--source");
      source = named == null || named.isBlank() ? name() : named.strip();
      if (!Files.isDirectory(folder)) {
        throw new BadInput("--dir names no folder");
      }
    } catch (BadInput | InvalidPathException e) {
      System.err.println("import-terminology: " + e.getMessage() + "\n\n" + USAGE);
      return 2;
    }
    try (CommandDatabase database = CommandDatabase.open(environment)) {
      return take(database, folder, source);
    } catch (StartRefused e) {
      System.err.println("import-terminology: " + e.getMessage());
      return 1;
    }
  }

  private static int take(CommandDatabase database, Path folder, String source) {
    System.err.println("import-terminology: reading " + folder);
    try {
      List<Outcome> outcomes =
          new TableImport(database.source())
              .run(folder, source, true, ImportTerminologyCommand::tell);
      if (outcomes.isEmpty()) {
        System.err.println("import-terminology: the folder holds no code table");
        return 1;
      }
      return outcomes.stream().anyMatch(outcome -> outcome.result() == Result.FAILED) ? 1 : 0;
    } catch (SQLException e) {
      System.err.println(
          "42P01".equals(e.getSQLState())
              ? "import-terminology: the database has no tables yet; start the service once"
              : "import-terminology: the database cannot be used (" + e.getSQLState() + ")");
      return 1;
    }
  }

  private static void tell(Outcome outcome) {
    System.out.printf(
        "{\"system\": \"%s\", \"result\": \"%s\", \"version\": \"%s\", \"concepts\": %d%s}%n",
        outcome.system().slug(),
        outcome.result().name().toLowerCase(Locale.ROOT),
        outcome.version() == null ? "" : outcome.version(),
        outcome.concepts(),
        outcome.why() == null ? "" : ", \"why\": \"" + outcome.why() + "\"");
  }
}
