package io.unichart.terminology.load;

import io.unichart.terminology.Concept;
import io.unichart.terminology.Term;
import io.unichart.terminology.TermTable;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** LOINC as Regenstrief publishes it: Loinc.csv, by its column names. */
public final class LoincFiles {

  private LoincFiles() {}

  public static void read(Path file, TermTable.Builder builder) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (CSVRecord row : format.parse(reader)) {
        if (!row.get("STATUS").equals("ACTIVE")) {
          continue;
        }
        String code = row.get("LOINC_NUM");
        builder.concept(
            new Concept(code, row.get("LONG_COMMON_NAME"), true, row.get("EXAMPLE_UCUM_UNITS")));
        builder.name(code, row.get("SHORTNAME"), Term.Source.SYNONYM);
        builder.name(code, row.get("COMPONENT"), Term.Source.SYNONYM);
      }
    }
  }
}
