package io.unichart.matching;

import io.unichart.matching.text.Addresses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A record as it is compared: for each field the normalised values, placeholders left out.
 * Immutable; {@code toString} shows no values.
 */
public final class ComparisonView {

  /** What is compared of a patient. Identifiers of a kind not listed go to {@code identifier}. */
  public static final List<Field> PATIENT =
      List.of(
          new Field("given_name", Role.GIVEN_NAME),
          new Field("middle_name", Role.MIDDLE_NAME),
          new Field("family_name", Role.FAMILY_NAME),
          new Field("birth_date", Role.BIRTH_DATE),
          new Field("street", Role.STREET),
          new Field("house_number", Role.HOUSE_NUMBER),
          new Field("gender", Role.GENDER),
          new Field("city", Role.CITY),
          new Field("state", Role.STATE),
          new Field("postal_code", Role.POSTAL_CODE),
          new Field("phone", Role.PHONE),
          new Field("email", Role.EMAIL),
          new Field("mrn", Role.IDENTIFIER),
          new Field("ssn", Role.IDENTIFIER),
          new Field("dl", Role.IDENTIFIER),
          new Field("ppn", Role.IDENTIFIER),
          new Field("tax", Role.IDENTIFIER),
          new Field("identifier", Role.IDENTIFIER));

  private static final char SEPARATOR = '\u001f';

  private final List<Field> fields;
  private final String[] values;

  private ComparisonView(List<Field> fields, String[] values) {
    this.fields = fields;
    this.values = values;
  }

  public static Builder builder(List<Field> fields) {
    return new Builder(fields);
  }

  /** A view as {@link #packed} wrote it. */
  public static ComparisonView unpacked(List<Field> fields, String packed) {
    String[] values = packed.split(String.valueOf(SEPARATOR), -1);
    if (values.length != fields.size()) {
      throw new IllegalArgumentException(
          "a packed view of %d values for %d fields".formatted(values.length, fields.size()));
    }
    return new ComparisonView(fields, values);
  }

  /** The values as one text, to be kept beside the record: scoring needs nothing else. */
  public String packed() {
    return String.join(String.valueOf(SEPARATOR), values);
  }

  public List<Field> fields() {
    return fields;
  }

  /** The normalised value of a field; several are separated by {@link Levels#OR}; empty: none. */
  public String value(int field) {
    return values[field];
  }

  /** Whether nothing can be compared. */
  public boolean isEmpty() {
    return Arrays.stream(values).allMatch(String::isEmpty);
  }

  @Override
  public String toString() {
    return "ComparisonView[" + Arrays.stream(values).filter(v -> !v.isEmpty()).count() + " fields]";
  }

  /**
   * Takes raw values; a field given twice has two alternatives, of which the best agreement counts.
   */
  public static final class Builder {

    private final List<Field> fields;
    private final List<List<String>> values = new ArrayList<>();

    private Builder(List<Field> fields) {
      this.fields = List.copyOf(fields);
      fields.forEach(f -> values.add(new ArrayList<>(2)));
    }

    /** Adds a raw value to the field of that name; unknown names and empty values are ignored. */
    public Builder put(String field, String raw) {
      for (int f = 0; f < fields.size(); f++) {
        if (fields.get(f).name().equals(field)) {
          add(f, Normal.value(column(fields.get(f)), raw));
        }
      }
      return this;
    }

    /** A street line that carries its house number. */
    public Builder streetLine(String raw) {
      String line = Addresses.street(raw);
      String number = Addresses.houseNumber(line);
      return put("house_number", number).put("street", Addresses.withoutHouseNumber(line, number));
    }

    private void add(int field, String value) {
      List<String> all = values.get(field);
      String clean = value.replace(Levels.OR, ' ').replace(SEPARATOR, ' ');
      // a person has one birth date: the first that can be read
      int most = fields.get(field).role() == Role.BIRTH_DATE ? 1 : 8;
      if (!clean.isEmpty() && all.size() < most && !all.contains(clean)) {
        all.add(clean);
      }
    }

    public ComparisonView build() {
      String[] joined = new String[values.size()];
      for (int f = 0; f < joined.length; f++) {
        joined[f] = String.join(String.valueOf(Levels.OR), values.get(f));
      }
      return new ComparisonView(fields, joined);
    }

    private static Column column(Field field) {
      Column.Slot slot =
          switch (field.role()) {
            case GIVEN_NAME -> Column.Slot.GIVEN_NAME;
            case FAMILY_NAME -> Column.Slot.FAMILY_NAME;
            case MIDDLE_NAME -> Column.Slot.MIDDLE_NAME;
            case BIRTH_DATE -> Column.Slot.BIRTH_DATE;
            case GENDER -> Column.Slot.GENDER;
            case STREET -> Column.Slot.STREET;
            case HOUSE_NUMBER -> Column.Slot.HOUSE_NUMBER;
            case CITY -> Column.Slot.CITY;
            case STATE -> Column.Slot.STATE;
            case POSTAL_CODE -> Column.Slot.POSTAL_CODE;
            case COUNTRY -> Column.Slot.COUNTRY;
            case PHONE -> Column.Slot.PHONE;
            case EMAIL -> Column.Slot.EMAIL;
            case IDENTIFIER -> Column.Slot.IDENTIFIER;
            case TEXT -> Column.Slot.TEXT;
          };
      return new Column(slot, field.name());
    }
  }
}
