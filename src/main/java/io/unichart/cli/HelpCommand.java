package io.unichart.cli;

import java.util.Locale;

/** Says which commands there are. */
final class HelpCommand implements Command {

  @Override
  public String name() {
    return "help";
  }

  @Override
  public String summary() {
    return "list the commands";
  }

  @Override
  public int run(String[] args) {
    System.out.print(text());
    return 0;
  }

  static String text() {
    StringBuilder text =
        new StringBuilder(
            """
            usage: java -jar unichart.jar [COMMAND] [options]

            Without a command it is the service; its settings are environment variables.

            """);
    for (Command command : Command.all()) {
      text.append(String.format(Locale.ROOT, "  %-20s %s\n", command.name(), command.summary()));
    }
    return text.append("\nCOMMAND --help tells its options.\n").toString();
  }
}
