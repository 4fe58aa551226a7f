package io.unichart.terminology.load;

import io.unichart.terminology.CodeSystem;
import io.unichart.terminology.Concept;
import io.unichart.terminology.Term;
import io.unichart.terminology.TermTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reads plain tab-separated code tables with a header line, gzipped or not: billable codes with the
 * years they were valid, headers, inclusion terms, RxNorm names, LOINC codes. Which is which is
 * told by the columns, not by file names.
 */
public final class PlainTables {

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

  /** Adds what the files of a folder hold of one system; codes first, then their names. */
  public static void read(Path folder, CodeSystem system, TermTable.Builder builder)
      throws IOException {
    List<Sheet> sheets = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".tsv") || name.endsWith(".tsv.gz")) {
          sheets.add(sheet(file));
        }
      }
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

  private static Sheet sheet(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String header = reader.readLine();
      List<String> columns = header == null ? List.of() : List.of(header.split("\t"));
      return new Sheet(columns, reader.lines().map(line -> line.split("\t", -1)).toList());
    }
  }

  private static void conditions(Sheet sheet, TermTable.Builder builder) {
    if (sheet.has("dotted_code", "description", "last_fy")) {
      int last = sheet.column("last_fy");
      String newest = sheet.rows().stream().map(row -> row[last]).max(String::compareTo).orElse("");
      for (String[] row : sheet.rows()) {
        if (row[last].equals(newest)) {
          builder.concept(
              new Concept(IcdFiles.dotted(row[0]), row[sheet.column("description")], true, ""));
        }
      }
    } else if (sheet.has("code", "valid_for_submission", "long_desc")) {
      for (String[] row : sheet.rows()) {
        boolean billable = row[sheet.column("valid_for_submission")].equals("1");
        builder.concept(
            new Concept(IcdFiles.dotted(row[0]), row[sheet.column("long_desc")], billable, ""));
      }
    }
  }

  private static void inclusions(Sheet sheet, TermTable.Builder builder) {
    if (sheet.has("code", "kind", "term")) {
      for (String[] row : sheet.rows()) {
        builder.name(row[0], row[sheet.column("term")], Term.Source.SYNONYM);
      }
    }
  }

  private static void medicines(Sheet sheet, TermTable.Builder builder) {
    if (sheet.has("rxcui", "tty", "name") && !sheet.has("ingredient_name")) {
      for (String[] row : sheet.rows()) {
        builder.concept(new Concept(row[0], row[2], true, row[1]));
      }
    }
  }

  private static void measurements(Sheet sheet, TermTable.Builder builder) {
    if (sheet.has("loinc", "display", "ucum")) {
      for (String[] row : sheet.rows()) {
        builder.concept(new Concept(row[0], row[1], true, row[sheet.column("ucum")]));
      }
    }
  }
}
