package io.unichart.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.unichart.extraction.ReadNote;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever a note says, what we make of it is valid FHIR R4 by HL7's own validator. */
class ValidityTest {

  private static final Path NOTES = Path.of("../shared/data/notes");
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  static Conversion convert(JsonNode json) {
    return Conversion.of(
        FindingsForm.read(json, text -> ReadNote.NOTES.read(text).measurements()), NOW);
  }

  private static List<String> errors(String name, String note, boolean whole) {
    ObjectNode json = (ObjectNode) ReadNote.json(note);
    if (whole) {
      json.put("text", note);
    }
    List<String> errors = new ArrayList<>();
    Conversion conversion = convert(json);
    Validator.errors(conversion.bundle()).forEach(error -> errors.add(name + " " + error));
    return errors;
  }

  @Test
  void everySampleDocumentBecomesAValidBundle() throws IOException {
    List<String> errors = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/samples/soap"))) {
      for (Path file : files.sorted().toList()) {
        errors.addAll(errors(file.toString(), Files.readString(file), true));
      }
    }

    assertThat(errors).isEmpty();
  }

  @Test
  void everyVisitNoteBecomesAValidBundle() throws IOException {
    assumeTrue(Files.isDirectory(NOTES), "no notes at " + NOTES);
    List<String> errors = new ArrayList<>();
    try (Stream<Path> files = Files.list(NOTES.resolve("soap"))) {
      for (Path file : files.sorted().toList()) {
        errors.addAll(errors(file.toString(), Files.readString(file), true));
      }
    }

    assertThat(errors).isEmpty();
  }

  @Test
  void everyEncounterNoteBecomesAValidBundle() throws IOException {
    assumeTrue(Files.isDirectory(NOTES), "no notes at " + NOTES);
    Map<String, String> notes = new TreeMap<>();
    notes.putAll(rows("aci_bench_train.csv", "note", 1));
    notes.putAll(rows("aci_bench_valid.csv", "note", 1));
    notes.putAll(
        rows("mts_dialog_training.csv", "section_text", Boolean.getBoolean("all") ? 1 : 9));

    List<String> errors =
        notes.entrySet().stream()
            .flatMap(note -> errors(note.getKey(), note.getValue(), false).stream())
            .toList();

    assertThat(errors).isEmpty();
  }

  /** Every row of a file, or one in so many: all of them take a minute, with {@code -Dall=true}. */
  private static Map<String, String> rows(String file, String column, int oneIn)
      throws IOException {
    Map<String, String> rows = new TreeMap<>();
    try (Reader reader =
        Files.newBufferedReader(NOTES.resolve("encounters/" + file), StandardCharsets.UTF_8)) {
      for (CSVRecord row :
          CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader)) {
        if (row.getRecordNumber() % oneIn == 0) {
          rows.put(file + " " + row.getRecordNumber(), row.get(column));
        }
      }
    }
    return rows;
  }
}
