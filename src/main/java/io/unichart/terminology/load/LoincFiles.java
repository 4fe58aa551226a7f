package io.unichart.terminology.load;

import io.unichart.terminology.Concept;
import io.unichart.terminology.Term;
import io.unichart.terminology.TermTable;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** LOINC as Regenstrief publishes it: Loinc.csv, by its column names. */
public final class LoincFiles {

  private static final List<String> NAMES =
      List.of("SHORTNAME", "COMPONENT", "DisplayName", "CONSUMER_NAME");

  private LoincFiles() {}

  public static void read(Path file, TermTable.Builder builder) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = PublishedText.of(file)) {
      for (CSVRecord row : format.parse(reader)) {
        if (!row.get("STATUS").equals("ACTIVE")) {
          continue;
        }
        String code = row.get("LOINC_NUM");
        builder.concept(
            new Concept(code, row.get("LONG_COMMON_NAME"), true, told(row, "EXAMPLE_UCUM_UNITS")));
        for (String column : NAMES) {
          builder.name(code, told(row, column), Term.Source.SYNONYM);
        }
      }
    }
  }

  /** A column's value; editions differ in the columns they have. */
  private static String told(CSVRecord row, String column) {
    return row.isSet(column) ? row.get(column) : "";
  }
}
