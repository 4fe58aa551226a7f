package io.unichart.terminology.load;

import io.unichart.terminology.CodeSystem;
import io.unichart.terminology.Concept;
import io.unichart.terminology.Term;
import io.unichart.terminology.TermTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain tab-separated code tables with a header line, gzipped or not: billable codes with the
 * years they were valid, headers, inclusion terms, RxNorm names, LOINC codes. Which is which is
 * told by the columns, not by file names.
 */
public final class PlainTables {

  private static final String[] BILLABLE_CODES = {"dotted_code", "description", "last_fy"};
  private static final String[] ORDERED_CODES = {"code", "valid_for_submission", "long_desc"};
  private static final String[] INCLUSION_TERMS = {"code", "kind", "term"};
  private static final String[] DRUG_NAMES = {"rxcui", "tty", "name"};
  private static final String[] MEASUREMENTS = {"loinc", "display", "ucum"};

  private PlainTables() {}

  /** One file's header and rows. */
  private record Sheet(List<String> columns, List<String[]> rows) {

    int column(String name) {
      return columns.indexOf(name);
    }

    boolean has(String... names) {
      return columns.containsAll(List.of(names));
    }
  }

  /** Adds what the files hold of one system; codes first, then their names. */
  public static void read(List<Path> files, CodeSystem system, TermTable.Builder builder)
      throws IOException {
    List<Sheet> sheets = new ArrayList<>();
    for (Path file : files) {
      sheets.add(sheet(file));
    }
    for (Sheet sheet : sheets) {
      switch (system) {
        case ICD10CM -> conditions(sheet, builder);
        case RXNORM -> medicines(sheet, builder);
        case LOINC -> measurements(sheet, builder);
      }
    }
    if (system == CodeSystem.ICD10CM) {
      sheets.forEach(sheet -> inclusions(sheet, builder));
    }
  }

  /** Adds what the plain tables of a folder hold of one system. */
  public static void read(Path folder, CodeSystem system, TermTable.Builder builder)
      throws IOException {
    new TableFolder(folder).read(system, builder);
  }

  /** Whether the columns of a file are those of a system's table. */
  static boolean concerns(Path file, CodeSystem system) {
    try (BufferedReader reader = reader(file)) {
      Sheet sheet = new Sheet(columns(reader.readLine()), List.of());
      return switch (system) {
        case ICD10CM ->
            sheet.has(BILLABLE_CODES) || sheet.has(ORDERED_CODES) || sheet.has(INCLUSION_TERMS);
        case RXNORM -> sheet.has(DRUG_NAMES) && !sheet.has("ingredient_name");
        case LOINC -> sheet.has(MEASUREMENTS);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sheet sheet(Path file) throws IOException {
    try (BufferedReader reader = reader(file)) {
      List<String> columns = columns(reader.readLine());
      return new Sheet(
          columns,
          reader
              .lines()
              .map(line -> line.split("\t", -1))
              .filter(row -> row.length >= columns.size())
              .toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static List<String> columns(@Nullable String header) {
    return header == null ? List.of() : List.of(header.split("\t"));
  }

  private static BufferedReader reader(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static void conditions(Sheet sheet, TermTable.Builder builder) {
    if (sheet.has(BILLABLE_CODES)) {
      int last = sheet.column("last_fy");
      String newest = sheet.rows().stream().map(row -> row[last]).max(String::compareTo).orElse("");
      for (String[] row : sheet.rows()) {
        if (row[last].equals(newest)) {
          builder.concept(
              new Concept(IcdFiles.dotted(row[0]), row[sheet.column("description")], true, ""));
        }
      }
    } else if (sheet.has(ORDERED_CODES)) {
      for (String[] row : sheet.rows()) {
        boolean billable = row[sheet.column("valid_for_submission")].equals("1");
        builder.concept(
            new Concept(IcdFiles.dotted(row[0]), row[sheet.column("long_desc")], billable, ""));
      }
    }
  }

  private static void inclusions(Sheet sheet, TermTable.Builder builder) {
    if (sheet.has(INCLUSION_TERMS)) {
      for (String[] row : sheet.rows()) {
        builder.name(row[0], row[sheet.column("term")], Term.Source.SYNONYM);
      }
    }
  }

  private static void medicines(Sheet sheet, TermTable.Builder builder) {
    if (sheet.has(DRUG_NAMES) && !sheet.has("ingredient_name")) {
      for (String[] row : sheet.rows()) {
        builder.concept(new Concept(row[0], row[2], true, row[1]));
      }
    }
  }

  private static void measurements(Sheet sheet, TermTable.Builder builder) {
    if (sheet.has(MEASUREMENTS)) {
      for (String[] row : sheet.rows()) {
        builder.concept(new Concept(row[0], row[1], true, row[sheet.column("ucum")]));
      }
    }
  }
}
