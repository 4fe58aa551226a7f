package io.unichart.cli;

import org.jspecify.annotations.Nullable;

/** One command of the executable. */
public interface Command {

  /** The word that calls it. */
  String name();

  /** One line for the list of commands. */
  String summary();

  /** Does it; the exit code is 0 (done), 1 (failed) or 2 (wrong usage). */
  int run(String[] args);

  /** The command of that name, or null. Only that one is made: each needs other libraries. */
  static @Nullable Command of(String name) {
    return switch (name) {
      case "seed" -> new SeedCommand(System.getenv());
      case "import-terminology" -> new ImportTerminologyCommand(System.getenv());
      case "import" -> new ImportCommand(System.getenv());
      case "keys" -> new KeysCommand(System.getenv());
      case "migrate" -> new MigrateCommand(System.getenv());
      case "link" -> new LinkCommand();
      case "generate-population" -> new GeneratePopulationCommand();
      default -> null;
    };
  }
}
