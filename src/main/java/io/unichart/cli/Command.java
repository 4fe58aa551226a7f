package io.unichart.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command of the executable. */
public interface Command {

  /** The word that calls it. */
  String name();

  /** One line for the list of commands. */
  String summary();

  /** Does it; the exit code is 0 (done), 1 (failed) or 2 (wrong usage). */
  int run(String[] args);

  /** The command of that name, or null. */
  static @Nullable Command of(String name) {
    for (Command command :
        List.of(
            new SeedCommand(System.getenv()),
            new ImportTerminologyCommand(System.getenv()),
            new ImportCommand(System.getenv()),
            new KeysCommand(System.getenv()),
            new LinkCommand(),
            new GeneratePopulationCommand())) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    return null;
  }
}
