package io.unichart.terminology;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The dictionary that ships with Unichart: everyday conditions, medicines and measurements. */
public final class BuiltIn {

  private static final String VERSION = "built-in 2026";
  static final String SOURCE = "built-in";

  private BuiltIn() {}

  public static TermTable table(CodeSystem system) {
    TermTable.Builder builder = TermTable.builder(system, VERSION, SOURCE);
    for (String[] row : rows(system)) {
      builder.concept(concept(system, row));
    }
    addNames(system, builder);
    return builder.build();
  }

  /** Adds our own everyday names to a table loaded from elsewhere, for the codes it knows. */
  public static void addNames(CodeSystem system, TermTable.Builder builder) {
    for (String[] row : rows(system)) {
      if (system == CodeSystem.RXNORM && row.length < 4) {
        continue;
      }
      if (system == CodeSystem.ICD10CM) {
        addNames(builder, row[0], row[2].split("\\|"), Term.Source.OWN);
        String[] spoken = row.length > 3 ? row[3].split("\\|") : new String[0];
        addNames(builder, row[0], spoken, Term.Source.SPOKEN);
      } else {
        boolean drugs = system == CodeSystem.RXNORM;
        String[] names = row[drugs ? row.length - 1 : 4].split(drugs ? ";" : "\\|");
        addNames(builder, row[0], names, Term.Source.OWN);
      }
    }
  }

  private static void addNames(
      TermTable.Builder builder, String code, String[] names, Term.Source source) {
    for (String name : names) {
      builder.name(code, name, source);
    }
  }

  /** A table loaded from elsewhere, with our everyday names, and with our concepts it lacks. */
  static TermTable completed(TermTable.Builder builder) {
    CodeSystem system = builder.system();
    if (system != CodeSystem.ICD10CM) {
      table(system).concepts().stream()
          .filter(own -> !builder.knows(own.code()))
          .forEach(builder::concept);
    }
    addNames(system, builder);
    return builder.build();
  }

  /** The rows of a dictionary, as they stand in its file. */
  public static List<String[]> rows(CodeSystem system) {
    InputStream in =
        Objects.requireNonNull(
            BuiltIn.class.getResourceAsStream("/terminology/" + system.slug() + ".tsv"));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Concept concept(CodeSystem system, String[] row) {
    return switch (system) {
      case ICD10CM -> new Concept(row[0], row[1], true, "");
      case RXNORM -> new Concept(row[0], row[2], true, row[1]);
      case LOINC -> new Concept(row[0], row[1], true, row[3]);
    };
  }
}
