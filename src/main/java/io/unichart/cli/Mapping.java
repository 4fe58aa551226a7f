package io.unichart.cli;

import io.unichart.matching.Column;
import io.unichart.matching.Column.Slot;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Which column of a file means what, read from YAML.
 *
 * @param id header of the id column
 * @param headers header of each mapped column, in the order of {@code columns}
 * @param columns what they mean
 */
record Mapping(String id, List<String> headers, List<Column> columns) {

  private static final Map<String, Slot> SIMPLE =
      Map.ofEntries(
          Map.entry("given_name", Slot.GIVEN_NAME),
          Map.entry("middle_name", Slot.MIDDLE_NAME),
          Map.entry("family_name", Slot.FAMILY_NAME),
          Map.entry("full_name", Slot.FULL_NAME),
          Map.entry("gender", Slot.GENDER),
          Map.entry("street", Slot.STREET),
          Map.entry("house_number", Slot.HOUSE_NUMBER),
          Map.entry("city", Slot.CITY),
          Map.entry("state", Slot.STATE),
          Map.entry("postal_code", Slot.POSTAL_CODE),
          Map.entry("country", Slot.COUNTRY),
          Map.entry("phone", Slot.PHONE),
          Map.entry("email", Slot.EMAIL),
          Map.entry("occupation", Slot.TEXT));

  static Mapping read(Path file) throws IOException {
    Object root;
    try (Reader in = Files.newBufferedReader(file)) {
      root = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    } catch (YAMLException e) {
      throw new BadInput(file.getFileName() + ": not readable as YAML: " + e.getMessage());
    }
    if (!(root instanceof Map<?, ?> map)) {
      throw new BadInput(file.getFileName() + ": a mapping of names to columns is needed");
    }
    List<String> headers = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    String id = "";
    for (Map.Entry<?, ?> e : map.entrySet()) {
      String key = String.valueOf(e.getKey());
      Object value = e.getValue();
      if (value == null) {
        continue;
      }
      if (key.equals("id")) {
        id = String.valueOf(value);
      } else if (key.equals("birth_date")) {
        birthDate(value, headers, columns);
      } else if (key.equals("identifiers") || key.equals("other")) {
        if (!(value instanceof Map<?, ?> several)) {
          throw new BadInput(
              "mapping: " + key + " needs names and columns, such as {ssn: \"soc_sec_id\"}");
        }
        Slot slot = key.equals("other") ? Slot.TEXT : Slot.IDENTIFIER;
        for (Map.Entry<?, ?> one : several.entrySet()) {
          headers.add(String.valueOf(one.getValue()));
          columns.add(new Column(slot, String.valueOf(one.getKey())));
        }
      } else {
        Slot slot = SIMPLE.get(key);
        if (slot == null) {
          throw new BadInput(
              "mapping: unknown name '" + key + "'; put other columns under other: {name: column}");
        }
        headers.add(String.valueOf(value));
        columns.add(new Column(slot, key));
      }
    }
    if (id.isEmpty()) {
      throw new BadInput("mapping: id is missing, it names the column with the records' ids");
    }
    if (columns.isEmpty()) {
      throw new BadInput("mapping: no column to compare");
    }
    return new Mapping(id, List.copyOf(headers), List.copyOf(columns));
  }

  private static void birthDate(Object value, List<String> headers, List<Column> columns) {
    if (!(value instanceof Map<?, ?> parts)) {
      headers.add(String.valueOf(value));
      columns.add(new Column(Slot.BIRTH_DATE, "birth_date"));
      return;
    }
    if (parts.get("column") != null) {
      Object pattern = parts.get("pattern");
      headers.add(String.valueOf(parts.get("column")));
      columns.add(
          new Column(
              Slot.BIRTH_DATE, "birth_date", pattern == null ? "" : String.valueOf(pattern)));
      return;
    }
    if (parts.get("year") == null) {
      throw new BadInput("mapping: birth_date needs a column, or year, month and day");
    }
    for (String part : new String[] {"year", "month", "day"}) {
      if (parts.get(part) != null) {
        headers.add(String.valueOf(parts.get(part)));
        columns.add(
            new Column(
                part.equals("year")
                    ? Slot.BIRTH_YEAR
                    : part.equals("month") ? Slot.BIRTH_MONTH : Slot.BIRTH_DAY,
                "birth_" + part));
      }
    }
  }
}
