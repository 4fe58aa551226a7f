package io.unichart.cli;

import io.unichart.matching.WordForms;
import java.util.Comparator;
import java.util.Locale;

/** A word that is no command: says which there are, and which was probably meant. */
final class UnknownCommand implements Command {

  private static final int SLIPS = 2;

  private final String word;

  UnknownCommand(String word) {
    this.word = word;
  }

  @Override
  public String name() {
    return word;
  }

  @Override
  public String summary() {
    return "no command";
  }

  @Override
  public int run(String[] args) {
    String meant =
        Command.all().stream()
            .map(Command::name)
            .filter(name -> slips(name) <= SLIPS)
            .min(Comparator.comparingInt(this::slips))
            .map(name -> "; did you mean " + name + "?")
            .orElse("");
    System.err.println("There is no command " + word + meant + "\n\n" + HelpCommand.text());
    return 2;
  }

  private int slips(String name) {
    return WordForms.edits(word.toLowerCase(Locale.ROOT), name, SLIPS);
  }
}
