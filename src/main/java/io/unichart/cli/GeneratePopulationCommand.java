package io.unichart.cli;

/** Writes a population of made-up persons with known truth. */
final class GeneratePopulationCommand implements Command {

  @Override
  public String name() {
    return "generate-population";
  }

  @Override
  public String summary() {
    return "write a made-up population with known duplicates";
  }

  @Override
  public int run(String[] args) {
    return 1;
  }
}
