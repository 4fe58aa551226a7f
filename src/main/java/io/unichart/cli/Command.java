package io.unichart.cli;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One command of the executable. */
public interface Command {

  /** The word that calls it. */
  String name();

  /** One line for the list of commands. */
  String summary();

  /** Does it; the exit code is 0 (done), 1 (failed) or 2 (wrong usage). */
  int run(String[] args);

  /**
   * What a first argument asks for: null for the service, which options ({@code --name=value}) are
   * for. A word that is no command is one that was mistyped, and nobody who mistypes a command
   * wants a service instead. Only the named one is made: each needs other libraries.
   */
  static @Nullable Command of(String word) {
    return switch (word) {
      case "seed" -> new SeedCommand(System.getenv());
      case "import-terminology" -> new ImportTerminologyCommand(System.getenv());
      case "import" -> new ImportCommand(System.getenv());
      case "keys" -> new KeysCommand(System.getenv());
      case "migrate" -> new MigrateCommand(System.getenv());
      case "link" -> new LinkCommand();
      case "generate-population" -> new GeneratePopulationCommand();
      case "help", "--help", "-h" -> new HelpCommand();
      default -> word.startsWith("--") ? null : new UnknownCommand(word);
    };
  }

  /** All that do something. */
  static List<Command> all() {
    return List.of(
            "link",
            "generate-population",
            "import",
            "seed",
            "import-terminology",
            "keys",
            "migrate")
        .stream()
        .map(Command::of)
        .map(Objects::requireNonNull)
        .toList();
  }
}
