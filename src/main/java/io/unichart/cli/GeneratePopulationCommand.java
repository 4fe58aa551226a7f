package io.unichart.cli;

import io.unichart.matching.Population;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** Writes a population of made-up persons with known truth. */
final class GeneratePopulationCommand implements Command {

  private static final String USAGE =
      """
      usage: generate-population --size N [--duplicates P] [--seed S] [--errors E] [--output FILE]

        --size N        number of records
        --duplicates P  share of records that are further records of a person (0.2, or 20 for percent)
        --seed S        the same seed gives the same population (1)
        --errors E      how much goes wrong in further records, 0 to 5 (1)
        --output FILE   CSV with a header; without it stdout. FILE.yaml beside it is a mapping for link

      The column person holds the truth, household the homes. Exit code: 0 done, 1 failed, 2 wrong usage.
      """;

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
    Population population;
    String output;
    try {
      Arguments arguments =
          new Arguments(
              args,
              Set.of("--size", "--duplicates", "--seed", "--errors", "--output"),
              Set.of("--help"));
      if (arguments.has("--help")) {
        System.out.print(USAGE);
        return 0;
      }
      arguments.needed("--size");
      long size = arguments.number("--size", 1000, 1, 1_000_000_000);
      double share = arguments.share("--duplicates", 0.2);
      String errors = arguments.one("--errors");
      population =
          new Population(
              size,
              share,
              arguments.number("--seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
              errors == null ? 1 : Double.parseDouble(errors));
      output = arguments.one("--output");
    } catch (BadInput | IllegalArgumentException e) {
      System.err.println("generate-population: " + e.getMessage() + "\n\n" + USAGE);
      return 2;
    }
    try {
      if (output == null) {
        write(population, stdout());
        return 0;
      }
      try (WholeFile file = new WholeFile(Path.of(output))) {
        write(population, new OutputStreamWriter(file, StandardCharsets.UTF_8));
        file.whole();
      }
      WholeFile.write(Path.of(output.replaceFirst("\\.csv$", "") + ".yaml"), MAPPING);
      return 0;
    } catch (IOException e) {
      System.err.println("generate-population: " + e.getMessage());
      return 1;
    }
  }

  private static void write(Population population, Writer to) throws IOException {
    BufferedWriter out = new BufferedWriter(to, 1 << 16);
    out.write(String.join(",", Population.COLUMNS) + "\n");
    population.write(values -> out.write(String.join(",", values) + "\n"));
    out.flush();
  }

  private static Writer stdout() {
    return new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
  }

  private static final String MAPPING =
      """
      id: id
      given_name: given_name
      middle_name: middle_name
      family_name: family_name
      birth_date: birth_date
      gender: gender
      street: street
      house_number: house_number
      city: city
      state: state
      postal_code: postal_code
      phone: phone
      email: email
      identifiers: {ssn: ssn, mrn: mrn}
      """;
}
